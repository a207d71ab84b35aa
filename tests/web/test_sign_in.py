"""People sign in with a password, stay for a while, and leave for good."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from casework.access.accounts import (
    GrantRequest,
    new_password,
    set_active,
    take_away,
)
from engine.access.roles import Access
from tests.builders.web import MONDAY, Site

PASSWORD = "correct horse battery"  # noqa: S105 - of a test


@pytest.fixture
def home(site: Site) -> TestClient:
    """Give the browser of somebody at the door, whose account is there."""
    site.account("mai.coordinator", password=PASSWORD)
    return site.anyone()


def sign_in(
    browser: TestClient, password: str = PASSWORD, **more: str
) -> tuple[int, str]:
    form = {"user": "mai.coordinator", "password": password} | more
    answer = browser.post("/sign-in", data=form)
    return answer.status_code, answer.headers.get("location", "") or answer.text


def test_the_right_password_leads_to_the_page_that_was_asked_for(
    home: TestClient,
) -> None:
    asked = home.get("/account?x=1")
    assert asked.headers["location"] == "/sign-in?next=/account%3Fx%3D1"
    assert sign_in(home, next="/account?x=1") == (303, "/account?x=1")
    assert "Coordinator" in home.get("/account").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "javascript:x",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(
    home: TestClient, elsewhere: str
) -> None:
    assert sign_in(home, next=elsewhere) == (303, "/")


def test_a_wrong_password_and_an_unknown_user_are_told_the_same(
    home: TestClient,
) -> None:
    status, wrong = sign_in(home, "another password")
    _, unknown = sign_in(home, user="nobody.here")
    assert status == 422
    assert "The user name or the password is not right" in wrong
    assert wrong.replace("mai.coordinator", "nobody.here") == unknown


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(
    home: TestClient,
) -> None:
    for _ in range(5):
        sign_in(home, "another password")
    status, text = sign_in(home)
    assert status == 429
    assert "Wait 15 minutes" in text


def test_signing_in_again_gives_a_new_session_and_ends_the_old_one(
    home: TestClient, site: Site
) -> None:
    sign_in(home)
    old = home.cookies[site.settings.cookie]
    sign_in(home)
    assert home.cookies[site.settings.cookie] != old
    assert site.browser_with(old).get("/account").status_code == 303


def test_a_token_that_somebody_prepared_is_not_taken_over(
    home: TestClient, site: Site
) -> None:
    home.cookies.set(site.settings.cookie, "prepared")
    sign_in(home)
    assert site.browser_with("prepared").get("/account").status_code == 303


def test_who_signs_out_is_out_with_a_copy_of_the_cookie_too(
    home: TestClient, site: Site
) -> None:
    sign_in(home)
    copy = site.browser_with(home.cookies[site.settings.cookie])
    assert copy.get("/account").status_code == 200
    home.post("/sign-out")
    assert copy.get("/account").status_code == 303


def test_a_session_that_stands_idle_ends(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    site.wall[0] += timedelta(minutes=29)
    assert browser.get("/account").status_code == 200
    site.wall[0] += timedelta(minutes=29)
    assert browser.get("/account").status_code == 200
    site.wall[0] += timedelta(minutes=30)
    assert browser.get("/account").status_code == 303


def test_a_session_ends_after_ten_hours_however_busy(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    while site.wall[0] < MONDAY + timedelta(hours=9, minutes=50):
        site.wall[0] += timedelta(minutes=10)
        assert browser.get("/account").status_code == 200
    site.wall[0] += timedelta(minutes=10)
    assert browser.get("/account").status_code == 303


def test_a_closed_account_is_out_at_once_and_can_not_come_back(
    home: TestClient, site: Site
) -> None:
    sign_in(home)
    context, now = site.office.context, site.wall[0]
    assert set_active(context, "mai.coordinator", "test", now, active=False)
    assert home.get("/account").status_code == 303
    assert sign_in(home)[0] == 422


def test_a_password_that_was_given_has_to_be_changed_first(
    home: TestClient, site: Site
) -> None:
    given = new_password(site.office.context, "mai.coordinator", "test", site.wall[0])
    assert given is not None
    sign_in(home, given)
    assert home.get("/account").headers["location"] == "/account/password"
    chosen = {
        "old": given,
        "new": "another long phrase",
        "again": "another long phrase",
    }
    assert home.post("/account/password", data=chosen).headers["location"] == "/sign-in"
    assert home.get("/account").status_code == 303
    sign_in(home, "another long phrase")
    assert home.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"old": "wrong"}, "The present password is not right"),
        ({"again": "something else"}, "not the same both times"),
        ({"new": "short", "again": "short"}, "at least 12 characters"),
        ({"new": "mai.coordinator1", "again": "mai.coordinator1"}, "harder to guess"),
        ({"new": PASSWORD, "again": PASSWORD}, "Choose a new one"),
    ],
)
def test_a_password_that_will_not_do_is_refused(
    home: TestClient, change: dict[str, str], said: str
) -> None:
    sign_in(home)
    good = {
        "old": PASSWORD,
        "new": "another long phrase",
        "again": "another long phrase",
    }
    answer = home.post("/account/password", data=good | change)
    assert answer.status_code == 422
    assert said in answer.text


def test_what_was_typed_before_the_session_ended_is_sent_after_signing_in(
    home: TestClient, site: Site
) -> None:
    sign_in(home)
    site.wall[0] += timedelta(hours=1)
    typed = {"reference": "MAI-0001", "reason": 'She said "come <now>"'}
    asked = home.post("/restricted", data=typed)
    assert asked.status_code == 401
    assert "What you typed is kept" in asked.text
    kept = '[["reference", "MAI-0001"], ["reason", "She said \\"come <now>\\""]]'
    answer = home.post(
        "/sign-in",
        data={
            "user": "mai.coordinator",
            "password": PASSWORD,
            "next": "/restricted",
            "kept": kept,
        },
    )
    assert 'action="/restricted"' in answer.text
    assert 'value="She said &#34;come &lt;now&gt;&#34;"' in answer.text


def test_one_ends_the_session_of_a_browser_that_was_left_open(site: Site) -> None:
    here, there = site.browser("mai.coordinator"), site.browser("mai.coordinator")
    page = there.get("/account").text
    number = page.split("(this one)")[1].split('name="number" value="')[1].split('"')[0]
    answer = here.post("/account/sessions/end", data={"number": number})
    assert answer.headers["location"] == "/account"
    assert there.get("/account").status_code == 303
    assert "The session was ended" in here.get("/account").text
    assert "The session was ended" not in here.get("/account").text


def test_nobody_ends_the_session_of_somebody_else(site: Site) -> None:
    theirs, mine = site.browser("mai.coordinator"), site.browser("mai.worker1")
    number = theirs.get("/account").text.split('value="')[1].split('"')[0]
    mine.post("/account/sessions/end", data={"number": number})
    assert theirs.get("/account").status_code == 200


def test_a_link_to_the_sign_in_page_carries_nothing_that_would_be_sent(
    home: TestClient,
) -> None:
    """Else somebody could prepare a form, and have it sent at the press of a button."""
    kept = quote('[["reference", "MAI-0001"], ["reason", "curious enough"]]')
    page = home.get(f"/sign-in?next=/restricted&kept={kept}")
    assert "MAI-0001" not in page.text
    assert 'value="/restricted"' in page.text


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(site: Site) -> None:
    browser = site.browser_holding("ann", (Access.VIEWER, "maidstone"))
    assert browser.get("/cases").status_code == 200
    role = GrantRequest(user="ann", district="maidstone", access=Access.VIEWER)
    assert take_away(site.office.context, role, "test", site.wall[0])
    assert browser.get("/cases").status_code == 403
