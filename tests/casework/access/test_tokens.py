"""A program asks by a token: with its holder's rights of that moment, or fewer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.access.accounts import (
    AccountRequest,
    GrantRequest,
    grant,
    make_accounts,
    new_password,
    set_active,
    take_away,
)
from casework.access.sessions import hash_of
from casework.access.token_use import NotAdmitted, Presented, use_token
from casework.access.tokens import (
    MOST,
    MadeToken,
    TokenRequest,
    end_token,
    list_tokens,
    make_token,
)
from engine.access.roles import Access
from engine.advance.refusal import Refusal
from storage.access_log import latest_events
from storage.access_tokens import find_token
from storage.database import reading
from tests.builders.office import Office
from tests.builders.web import MONDAY

ASKED = TokenRequest(user="ann", name="Finance list", days=90)
VIEWER = GrantRequest(user="ann", district="maidstone", access=Access.VIEWER)


@pytest.fixture
def token(office: Office) -> MadeToken:
    """Give a token of Ann, who is a viewer."""
    account = AccountRequest(user="ann", title="Ann")
    make_accounts(office.context, [account], "test", MONDAY)
    assert not grant(office.context, VIEWER, "test", MONDAY)
    return made(office, ASKED)


def made(office: Office, asked: TokenRequest) -> MadeToken:
    done = make_token(office.context, asked, "test", MONDAY)
    assert isinstance(done, MadeToken), done
    return done


def used(office: Office, token: MadeToken, **later: float) -> Presented | str:
    found = use_token(office.context, token.token, MONDAY + timedelta(**later))
    return found.sentence if isinstance(found, NotAdmitted) else found


def counts(office: Office, token: MadeToken, **later: float) -> bool:
    return isinstance(used(office, token, **later), Presented)


def events(office: Office) -> list[tuple[str, str, str, str]]:
    with reading(office.context.database) as connection:
        rows = latest_events(connection, 100)
    return sorted((r["user"], r["what"], r["about"], r["detail"]) for r in rows)


def test_whoever_sends_it_sees_what_its_holder_sees(
    office: Office, token: MadeToken
) -> None:
    found = used(office, token)
    assert isinstance(found, Presented)
    assert (found.sight.user, found.sight.token) == ("ann", "Finance list")
    assert found.sight.access_in("maidstone") == {Access.VIEWER}


def test_a_role_that_is_taken_away_is_gone_from_the_token_at_once(
    office: Office, token: MadeToken
) -> None:
    take_away(office.context, VIEWER, "test", MONDAY)
    found = used(office, token)
    assert isinstance(found, Presented)
    assert not found.sight.access


def test_only_its_hash_is_kept(office: Office, token: MadeToken) -> None:
    assert token.token.startswith("fce_")
    with reading(office.context.database) as connection:
        row = find_token(connection, hash_of(token.token))
    assert row is not None
    assert token.token not in {str(value) for value in row.values()}


def test_a_token_ends_with_its_last_day(office: Office, token: MadeToken) -> None:
    assert counts(office, token, days=89, hours=23)
    assert "expired on 31 January 2027" in str(used(office, token, days=90))


def test_a_token_that_was_ended_is_refused_at_once(
    office: Office, token: MadeToken
) -> None:
    other = made(office, replace(ASKED, name="Other"))
    end = (office.context, "ann", token.number, "ann", MONDAY)
    assert end_token(*end) == "Finance list"
    assert end_token(*end) is None
    assert "was ended on" in str(used(office, token))
    assert counts(office, other)


def test_nobody_ends_a_token_of_somebody_else(office: Office, token: MadeToken) -> None:
    make_accounts(
        office.context, [AccountRequest(user="bob", title="Bob")], "test", MONDAY
    )
    assert end_token(office.context, "bob", token.number, "bob", MONDAY) is None
    assert counts(office, token)


def test_closing_the_account_ends_its_tokens_for_good(
    office: Office, token: MadeToken
) -> None:
    set_active(office.context, "ann", "test", MONDAY, active=False)
    assert not counts(office, token)
    set_active(office.context, "ann", "test", MONDAY, active=True)
    assert not counts(office, token)


def test_a_password_that_is_given_anew_ends_the_tokens(
    office: Office, token: MadeToken
) -> None:
    new_password(office.context, "ann", "test", MONDAY)
    assert not counts(office, token)


def test_an_unknown_token_is_refused_and_noted(office: Office) -> None:
    found = use_token(office.context, "fce_nonsense", MONDAY)
    assert isinstance(found, NotAdmitted)
    assert "not known" in found.sentence
    assert ("(unknown)", "token refused", "", "") in events(office)


def test_its_making_its_use_and_its_end_are_in_the_audit(
    office: Office, token: MadeToken
) -> None:
    for minutes in (0, 5, 10):
        used(office, token, minutes=minutes)
    end_token(office.context, "ann", token.number, "ann", MONDAY)
    used(office, token)
    about_it = [each for each in events(office) if each[3] == "Finance list"]
    assert about_it == [
        ("ann", "token ended", "ann", "Finance list"),
        ("ann", "token refused", "", "Finance list"),
        ("ann", "token used", "", "Finance list"),
        ("test", "token made", "ann", "Finance list"),
    ]


def test_a_list_says_when_each_was_used_last(office: Office, token: MadeToken) -> None:
    used(office, token, minutes=5)
    made(office, replace(ASKED, name="Other", days=1, read_only=True))
    lines = list_tokens(office.context, "ann", MONDAY + timedelta(days=2))
    assert not isinstance(lines, Refusal)
    (line,) = lines
    assert line.used_at == MONDAY + timedelta(minutes=5)
    assert (line.name, line.read_only, line.made_by) == ("Finance list", False, "test")


@pytest.mark.parametrize(
    ("wrong", "about"),
    [
        (replace(ASKED, name=" "), "name"),
        (replace(ASKED, name="x" * 61), "name"),
        (replace(ASKED, name="\0"), "name"),
        (replace(ASKED, name="Finance  list "), "name"),
        (replace(ASKED, days=0), "days"),
        (replace(ASKED, days=366), "days"),
        (replace(ASKED, user="nobody"), "user"),
    ],
)
def test_a_token_needs_a_name_of_its_own_and_an_end(
    office: Office, token: MadeToken, wrong: TokenRequest, about: str
) -> None:
    refused = make_token(office.context, wrong, "test", MONDAY)
    assert isinstance(refused, Refusal)
    assert about in {reason.about for reason in refused.reasons}
    assert counts(office, token)


def test_an_account_has_no_more_tokens_than_somebody_can_look_through(
    office: Office, token: MadeToken
) -> None:
    for number in range(MOST - 1):
        made(office, replace(ASKED, name=f"Program {number}"))
    refused = make_token(office.context, replace(ASKED, name="One"), "test", MONDAY)
    assert isinstance(refused, Refusal)
    assert "End one" in refused.reasons[0].sentence
    assert counts(office, token)
