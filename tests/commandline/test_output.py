"""What is printed is safe to look at, and fits the screen."""

import pytest

from commandline.output import counted, table
from tests.builders.program import Program


def test_what_a_terminal_would_obey_is_shown_instead(
    program: Program, reference: str
) -> None:
    said = ("--answer", "agency=police", "--answer", "summary=\x1b[2Jgone")
    program.done("advance", reference, "record_profile", "--as", "mai.police", *said)
    shown = program.done("history", reference)
    assert "\x1b" not in shown
    assert "What the agency knows: \ufffd[2Jgone" in shown


def test_brackets_in_a_cell_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    table("Notes", ("note",), [("[bold]seen[/bold] :house:",)])
    assert "[bold]seen[/bold] :house:" in capsys.readouterr().out


def test_a_narrow_screen_loses_no_letter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    table("Notes", ("note",), [("abcdefghijklmnop",)])
    printed = capsys.readouterr().out
    assert "…" not in printed
    assert "".join(printed.split()).endswith("abcdefghijklmnop")


def test_a_table_without_rows_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    table("Notes", ("note",), [])
    assert not capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "noun", "said"),
    [(0, "clock", "0 clocks"), (1, "entry", "1 entry"), (2, "entry", "2 entries")],
)
def test_counts_have_their_noun(count: int, noun: str, said: str) -> None:
    assert counted(count, noun) == said
