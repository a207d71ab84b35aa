"""Users: made, given roles and closed by an administrator of their district."""

import re

from fastapi.testclient import TestClient

from casework.access.accounts import GrantRequest, grant
from casework.set_up import set_up
from engine.access.roles import Access
from tests.builders.office import the_workflow
from tests.builders.web import MONDAY, Site

NEW = {"user": "mai.new", "title": "N Newcomer"}


def granted(site: Site, user: str, access: Access) -> None:
    site.account(user)
    asked = GrantRequest(user=user, district="maidstone", access=access)
    assert not grant(site.office.context, asked, "test", MONDAY)


def test_a_new_user_signs_in_once_with_the_password_that_was_told(
    site: Site, administrator: TestClient
) -> None:
    told = administrator.post("/admin/new-user", data=NEW).text
    password = re.search(r"<code>([^<]+)</code>", told)
    assert password is not None
    somebody = site.anyone()
    typed = {"user": "mai.new", "password": password[1]}
    somebody.post("/sign-in", data=typed)
    assert somebody.get("/").headers["location"] == "/account/password"


def test_a_user_name_that_is_taken_or_none_is_said(
    site: Site, administrator: TestClient
) -> None:
    site.account("mai.new")
    taken = administrator.post("/admin/new-user", data=NEW)
    assert (taken.status_code, "already" in taken.text) == (422, True)
    none = administrator.post("/admin/new-user", data={"user": "a b", "title": ""})
    assert "Enter a user name" in none.text
    assert "Enter who it is" in none.text


def test_a_role_is_granted_and_taken_away(
    site: Site, administrator: TestClient
) -> None:
    somebody = site.browser("mai.visitor")
    role = {"district": "maidstone", "access": "viewer"}
    administrator.post("/admin/users/mai.visitor/grant", data=role)
    assert somebody.get("/cases").status_code == 200
    page = administrator.get("/admin/users/mai.visitor").text
    assert "is now: viewer" in page
    administrator.post("/admin/users/mai.visitor/take-away", data=role)
    assert somebody.get("/cases").status_code == 403


def test_posts_are_shown_with_the_place_where_they_are_edited(
    site: Site, administrator: TestClient
) -> None:
    site.account("mai.worker1")
    shown = administrator.get("/admin/users/mai.worker1").text
    assert "workflows/districts/" in shown
    assert "FIP worker" in shown or "worker" in shown


def test_what_can_not_be_taken_back_is_asked_first(
    site: Site, administrator: TestClient
) -> None:
    site.account("mai.worker1")
    asked = administrator.get("/admin/users/mai.worker1/password").text
    assert "Give mai.worker1 a new password?" in asked


def test_a_new_password_ends_every_session(
    site: Site, administrator: TestClient
) -> None:
    worker = site.browser("mai.worker1")
    assert worker.get("/").status_code == 200
    told = administrator.post("/admin/users/mai.worker1/password")
    assert re.search(r"<code>[a-z0-9-]{20,}</code>", told.text)
    assert worker.get("/").status_code == 303


def test_a_closed_account_is_signed_out_and_may_be_opened_again(
    site: Site, administrator: TestClient
) -> None:
    worker = site.browser("mai.worker1")
    administrator.post("/admin/users/mai.worker1/close")
    assert worker.get("/").status_code == 303
    assert "Closed" in administrator.get("/admin/users/mai.worker1").text
    administrator.post("/admin/users/mai.worker1/open")
    assert site.browser("mai.worker1").get("/").status_code == 200


def test_sessions_are_ended_and_counted(site: Site, administrator: TestClient) -> None:
    site.browser("mai.worker1")
    administrator.post("/admin/users/mai.worker1/sessions")
    page = administrator.get("/admin/users/mai.worker1").text
    assert "1 session was ended" in page


def test_nobody_changes_their_own_account(administrator: TestClient) -> None:
    own = "/admin/users/administrator.of.maidstone"
    role = {"district": "maidstone", "access": "coordinator"}
    assert administrator.post(f"{own}/grant", data=role).status_code == 404
    assert administrator.post(f"{own}/close").status_code == 404
    assert "another administrator" in administrator.get(own).text


def test_a_role_in_a_district_of_others_is_not_granted(
    site: Site, administrator: TestClient
) -> None:
    site.account("mai.visitor")
    role = {"district": "tonbridge_and_malling", "access": "viewer"}
    refused = administrator.post("/admin/users/mai.visitor/grant", data=role)
    assert refused.status_code == 422


def test_an_administrator_of_elsewhere_finds_no_account_of_maidstone(
    site: Site,
) -> None:
    site.account("mai.worker1")
    site.account("elsewhere")
    stranger = site.browser("elsewhere")
    assert stranger.get("/admin/users").status_code == 403
    assert stranger.post("/admin/users/mai.worker1/password").status_code == 403


def test_what_was_done_is_on_record(site: Site, administrator: TestClient) -> None:
    administrator.post("/admin/new-user", data=NEW)
    granted(site, "mai.new", Access.VIEWER)
    auditor = site.browser("mai.auditor")
    shown = auditor.get("/admin/audit/maidstone", params={"kind": "events"}).text
    assert "Account made" in shown
    assert "Role given" in shown


def test_nobody_makes_the_account_of_a_post_in_a_district_of_others(
    site: Site, administrator: TestClient
) -> None:
    ours = the_workflow("tonbridge_and_malling")
    set_up(site.office.url, [ours], clock=site.office.context.now)
    theirs = next(iter(ours.district.staff))
    answer = administrator.post("/admin/new-user", data={"user": theirs, "title": "Me"})
    assert answer.status_code == 422
    assert "Ask that district&#39;s administrator" in answer.text
    both = site.browser_holding(
        "administrator.of.both",
        (Access.ADMINISTRATOR, "maidstone"),
        (Access.ADMINISTRATOR, "tonbridge_and_malling"),
    )
    made = both.post("/admin/new-user", data={"user": theirs, "title": "Them"})
    assert "<code>" in made.text
