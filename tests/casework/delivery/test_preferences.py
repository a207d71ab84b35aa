"""Each person chooses for themself; what is not said stays as it was."""

from dataclasses import replace

from casework.delivery.set_preference import (
    PreferenceRequest,
    PreferenceSet,
    set_preference,
)
from casework.delivery.settings import SmtpSettings
from engine.advance.refusal import Refusal
from engine.delivery.preference import Preference
from tests.builders.mail_server import a_mail_server
from tests.builders.post import Post

WORKER = "mai.worker1"


def choose(post: Post, user: str = WORKER, **wish: object) -> Preference:
    request = PreferenceRequest(user=user, **wish)  # type: ignore[arg-type]
    done = set_preference(post.context, request)
    assert isinstance(done, PreferenceSet), done
    return done.preference


def test_a_choice_holds_and_a_later_one_changes_only_what_it_says(post: Post) -> None:
    assert choose(post, digest="mondays") == Preference(digest="mondays")
    chosen = choose(post, immediate=False)
    assert chosen == Preference(digest="mondays", immediate=False)
    assert choose(post, digest="daily").immediate is False


def test_a_choice_that_can_not_stand_changes_nothing(post: Post) -> None:
    choose(post, immediate=False)
    refused = set_preference(
        post.context, PreferenceRequest(user=WORKER, digest="overdue")
    )
    assert isinstance(refused, Refusal)
    assert "might never reach you" in refused.sentences()[0]
    assert choose(post) == Preference(immediate=False)


def test_somebody_who_is_not_in_post_can_choose_nothing(quick_post: Post) -> None:
    refused = set_preference(quick_post.context, PreferenceRequest(user="nobody"))
    assert isinstance(refused, Refusal)
    assert refused.sentences() == ("There is no 'nobody' in post today.",)


def test_a_channel_that_was_chosen_is_used_while_it_is_set_up(
    quick_post: Post,
) -> None:
    post = quick_post
    with a_mail_server() as server:
        plain = post.settings
        smtp = SmtpSettings(host="127.0.0.1", port=server.port, security="none")
        post.settings = replace(plain, smtp=smtp)
        choose(post, "mai.coordinator", channel="smtp")
        post.message(urgent=True)
        post.message(role="delivery_manager", urgent=True)
        post.deliver()
        assert [mail["To"] for mail in server.taken] == ["mai.coordinator@example.org"]
        assert [mail["To"] for mail in post.mails()] == ["mai.delivery@example.org"]
        post.settings = plain
        post.message(urgent=True)
        post.deliver()
        assert len(server.taken) == 1
        assert len(post.mails()) == 2
