"""Letters as files, which is what happens when nothing is set up."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.builders.post import MONDAY, Post, text_of


def test_a_letter_is_one_file_that_a_mail_program_reads(quick_post: Post) -> None:
    quick_post.message(urgent=True)
    quick_post.deliver()
    (file,) = quick_post.settings.folder.iterdir()
    assert file.name.startswith("2012-12-17-mai-coordinator-")
    assert file.suffix == ".eml"
    (mail,) = quick_post.mails()
    assert "Something was done for MAI-0001." in text_of(mail)


def test_a_folder_that_can_not_be_written_to_keeps_the_letter_for_later(
    quick_post: Post, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "not a folder"
    in_the_way.write_text("a file")
    good = quick_post.settings
    quick_post.settings = replace(good, folder=in_the_way)
    message = quick_post.message(urgent=True)
    (sentence,) = quick_post.deliver().failures
    assert f"The folder {in_the_way} can not be written to" in sentence
    quick_post.settings = good
    quick_post.at(MONDAY + timedelta(hours=1))
    quick_post.deliver()
    assert quick_post.state_of(message) == "sent"


def test_a_letter_whose_file_is_there_is_not_written_again(quick_post: Post) -> None:
    quick_post.message(urgent=True)
    quick_post.die_while_sending(after=True)
    (file,) = quick_post.settings.folder.glob("*.eml")
    written = file.stat().st_mtime_ns
    quick_post.at(MONDAY + timedelta(hours=1))
    assert quick_post.deliver().fired == 1
    (again,) = quick_post.settings.folder.glob("*.eml")
    assert again.stat().st_mtime_ns == written


def test_a_letter_that_can_not_be_made_stops_no_other(quick_post: Post) -> None:
    bad = quick_post.message(urgent=True, subject="MAI-0001:\nbroken")
    good = quick_post.message(role="delivery_manager", urgent=True)
    (sentence,) = quick_post.deliver().failures
    assert "It could not be sent: ValueError" in sentence
    assert quick_post.state_of(bad) == "failed"
    assert quick_post.state_of(good) == "sent"


def test_told_to_stop_it_finishes_its_letter_and_leaves_the_others(
    quick_post: Post,
) -> None:
    for role in ("coordinator", "delivery_manager"):
        quick_post.message(role=role, urgent=True)
    written = quick_post.settings.folder
    quick_post.stopping = lambda: any(written.glob("*.eml"))
    assert quick_post.deliver().fired == 1
    quick_post.stopping = lambda: False
    assert quick_post.deliver().fired == 1
