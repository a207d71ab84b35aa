"""Accounts are made, given roles and closed; what somebody sees follows at once."""

from datetime import date, timedelta

import pytest

from casework.access.accounts import (
    AccountRequest,
    GrantLine,
    GrantRequest,
    grant,
    list_accounts,
    make_accounts,
    new_password,
    set_active,
    take_away,
)
from casework.access.demonstration import open_to_visitors
from casework.access.sessions import (
    Alert,
    end_sessions,
    find_session,
    leave_alert,
    list_sessions,
    start_session,
    take_alert,
)
from casework.access.sign_in import SignedOn, sign_in_by_password, sign_in_by_provider
from casework.context import PLAYED
from casework.cover.record import CoverRequest, add_cover
from casework.errors import RealCasesError
from engine.access.roles import Access
from engine.access.sight import Sight
from storage.access_log import latest_events
from storage.accounts import find_account
from storage.database import reading, writing
from storage.districts import set_setting
from storage.rows import Row
from tests.builders.office import Office
from tests.builders.web import MONDAY

LIMITS = timedelta(minutes=30), timedelta(hours=10)
PASSWORD = "correct horse battery"  # noqa: S105 - of a test


def account(office: Office, user: str, password: str = "") -> str:
    asked = AccountRequest(user=user, title=user, password=password, must_change=False)
    make_accounts(office.context, [asked], "test", MONDAY)
    return str(row_of(office, user)["account_id"])


def row_of(office: Office, user: str) -> Row:
    with reading(office.context.database) as connection:
        found = find_account(connection, user)
    assert found is not None
    return found


def sight_of(office: Office, user: str) -> Sight:
    token = start_session(office.context, account(office, user), "test", MONDAY)
    found = find_session(office.context, token, MONDAY, LIMITS)
    assert found is not None
    return found.sight


def give(office: Office, user: str, access: Access) -> str:
    account(office, user)
    asked = GrantRequest(user=user, district="maidstone", access=access)
    return grant(office.context, asked, "test", MONDAY)


def events(office: Office) -> list[tuple[str, str, str]]:
    with reading(office.context.database) as connection:
        rows = latest_events(connection, 100)
    return sorted((row["user"], row["what"], row["about"]) for row in rows)


def test_a_post_brings_its_role_for_as_long_as_it_lasts(office: Office) -> None:
    here = sight_of(office, "mai.worker5").districts["maidstone"]
    assert here.access == {Access.WORKER}
    assert here.workers == {"mai.worker5"}
    office.at(date(2013, 9, 2))
    assert sight_of(office, "mai.worker5").districts == {}


def test_who_stands_in_sees_the_families_of_the_one_who_is_away(
    office: Office,
) -> None:
    today = office.context.today()
    add_cover(
        office.context,
        CoverRequest(
            district_id="maidstone",
            absent="mai.worker1",
            cover="mai.worker2",
            since=today,
            until=today,
            reason="Leave",
            user="mai.coordinator",
        ),
    )
    here = sight_of(office, "mai.worker2").districts["maidstone"]
    assert here.workers == {"mai.worker1", "mai.worker2"}
    office.at(today + timedelta(days=1))
    here = sight_of(office, "mai.worker2").districts["maidstone"]
    assert here.workers == {"mai.worker2"}


def test_a_grant_counts_until_it_is_taken_away(office: Office) -> None:
    asked = GrantRequest(user="ann", district="maidstone", access=Access.VIEWER)
    assert give(office, "ann", Access.VIEWER) == ""
    assert give(office, "ann", Access.VIEWER) == ""
    assert sight_of(office, "ann").access == {Access.VIEWER}
    assert take_away(office.context, asked, "test", MONDAY)
    assert not take_away(office.context, asked, "test", MONDAY)
    assert sight_of(office, "ann").access == frozenset()
    assert events(office) == [
        ("test", "account made", "ann"),
        ("test", "role given", "ann"),
        ("test", "role taken away", "ann"),
    ]


def test_a_grant_that_makes_no_sense_is_refused(office: Office) -> None:
    account(office, "ann")
    asked = GrantRequest(user="ann", district="dover", access=Access.VIEWER)
    assert "no district 'dover'" in grant(office.context, asked, "test", MONDAY)
    asked = GrantRequest(user="bob", district="maidstone", access=Access.VIEWER)
    assert "no account of 'bob'" in grant(office.context, asked, "test", MONDAY)


def test_an_account_that_is_there_is_left_as_it_is(office: Office) -> None:
    account(office, "ann", PASSWORD)
    account(office, "ann", "another password")
    assert sign_in_by_password(office.context, "ann", PASSWORD, MONDAY)


def test_what_signing_in_did_is_noted_without_the_password(office: Office) -> None:
    account(office, "ann", PASSWORD)
    assert sign_in_by_password(office.context, "ann", "wrong", MONDAY) is None
    assert sign_in_by_password(office.context, "bob", PASSWORD, MONDAY) is None
    assert sign_in_by_password(office.context, "\ud800", PASSWORD, MONDAY) is None
    assert sign_in_by_password(office.context, "ann", PASSWORD, MONDAY)
    assert events(office) == [
        ("(unreadable)", "sign-in failed", ""),
        ("ann", "sign-in failed", ""),
        ("ann", "signed in", ""),
        ("bob", "sign-in failed", ""),
        ("test", "account made", "ann"),
    ]


def test_an_account_with_a_password_is_not_taken_over_by_the_sign_on(
    office: Office,
) -> None:
    account(office, "ann", PASSWORD)
    who = SignedOn(issuer="https://council", subject="1", user="ann", title="Ann")
    assert sign_in_by_provider(office.context, who, MONDAY) is None


def test_a_closed_account_opens_again_with_its_roles(office: Office) -> None:
    give(office, "ann", Access.AUDITOR)
    context = office.context
    assert set_active(context, "ann", "test", MONDAY, active=False)
    assert [line.active for line in list_accounts(context)] == [False]
    assert set_active(context, "ann", "test", MONDAY, active=True)
    line = list_accounts(context)[0]
    assert (line.active, line.granted) == (
        True,
        (GrantLine(district="maidstone", access="auditor"),),
    )
    assert not set_active(context, "bob", "test", MONDAY, active=True)


def test_a_new_password_ends_the_sessions_and_has_to_be_changed(
    office: Office,
) -> None:
    token = start_session(office.context, account(office, "ann"), "test", MONDAY)
    password = new_password(office.context, "ann", "test", MONDAY)
    assert password is not None
    assert find_session(office.context, token, MONDAY, LIMITS) is None
    assert row_of(office, "ann")["must_change"]
    assert sign_in_by_password(office.context, "ann", password, MONDAY)
    assert new_password(office.context, "bob", "test", MONDAY) is None


def test_sessions_are_listed_and_ended_one_by_one_or_all(office: Office) -> None:
    id_ = account(office, "ann")
    tokens = [start_session(office.context, id_, f"b{n}", MONDAY) for n in range(3)]
    lines = list_sessions(office.context, id_, MONDAY, LIMITS)
    assert sorted(line.browser for line in lines) == ["b0", "b1", "b2"]
    assert end_sessions(office.context, id_, MONDAY, number=lines[0].number) == 1
    assert end_sessions(office.context, id_, MONDAY) == 2
    assert list_sessions(office.context, id_, MONDAY, LIMITS) == ()
    assert [
        find_session(office.context, token, MONDAY, LIMITS) for token in tokens
    ] == [None] * 3


def test_an_alert_waits_for_the_next_page(office: Office) -> None:
    token = start_session(office.context, account(office, "ann"), "test", MONDAY)

    def alert() -> Alert | None:
        found = find_session(office.context, token, MONDAY, LIMITS)
        assert found is not None
        leave_alert(office.context, found.session, Alert(sentence="Done"))
        again = find_session(office.context, token, MONDAY, LIMITS)
        assert again is not None
        take_alert(office.context, found.session)
        return again.alert

    assert alert() == Alert(sentence="Done")
    found = find_session(office.context, token, MONDAY, LIMITS)
    assert found is not None
    assert found.alert is None


def test_a_demonstration_lets_everybody_in_with_a_new_password_each_time(
    office: Office,
) -> None:
    with writing(office.context.database) as connection:
        set_setting(connection, PLAYED, "maidstone")
    first = open_to_visitors(office.context, MONDAY)
    second = open_to_visitors(office.context, MONDAY)
    context = office.context
    assert first.password != second.password
    assert sign_in_by_password(context, "mai.worker1", second.password, MONDAY)
    assert not sign_in_by_password(context, "mai.worker1", first.password, MONDAY)
    admin = sight_of(office, "mai.administrator")
    assert admin.access == {Access.ADMINISTRATOR}
    held = {title for visitor in second.visitors for title in visitor.access}
    assert {"Viewer", "Administrator", "Coordinator", "Auditor"} <= held


def test_nobody_is_let_into_a_database_of_real_cases(office: Office) -> None:
    with pytest.raises(RealCasesError, match="No play has made this database"):
        open_to_visitors(office.context, MONDAY)
