"""The pages that everybody meets: looked at by a browser and by axe."""

from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from casework.access.demonstration import open_to_visitors
from casework.context import Context, wall_clock
from casework.errors import InDoubtError
from tests.builders.chromium import PHONE, Visitor, found_by_axe, visiting
from tests.builders.office import an_office
from tests.builders.provider import SignOn
from tests.builders.served import served
from tests.builders.web import a_site_apart
from tests.web.browser.conftest import MakeVisitor
from web.errors import read_wording

COORDINATOR = "mai.coordinator"
TRIES = 5
"""As often may a password of one name be tried."""


def test_the_page_of_a_form_that_was_wrong_is_accessible(visitor: MakeVisitor) -> None:
    somebody = visitor("")
    somebody.goes_to("/sign-in")
    somebody.page.get_by_label("User name").fill("nobody.here")
    somebody.page.get_by_label("Password", exact=True).fill("a wrong password")
    somebody.presses("Sign in")
    assert somebody.page.title().startswith("Error: ")
    assert "There is a problem" in somebody.reads()
    assert found_by_axe(somebody) == []
    focused = somebody.page.evaluate("document.activeElement.className")
    assert "govuk-error-summary" in focused


def test_the_page_of_a_database_that_is_gone_is_accessible(
    chromium: Browser, tmp_path: Path
) -> None:
    """All pages for faults are made of one template."""
    url = f"sqlite:///{tmp_path / 'cases.sqlite'}"
    with an_office(url) as office, served(a_site_apart(office).app) as address:
        (tmp_path / "cases.sqlite").unlink()
        with chromium.new_page() as page:
            page.set_extra_http_headers({"Cookie": "__Host-session=somebody"})
            somebody = visiting(page, address)
            assert somebody.goes_to("/account") == 503
            assert somebody.heading() == "The service is not available"
            assert found_by_axe(somebody) == []


def test_the_pages_of_a_fault_and_of_what_is_too_large_are_accessible(
    chromium: Browser, tmp_path: Path
) -> None:
    with an_office(f"sqlite:///{tmp_path / 'cases.sqlite'}") as office:
        app = a_site_apart(office, secure=False, upload_bytes=10).app
        app.add_route("/fault", a_fault)
        with served(app) as address, chromium.new_page() as page:
            somebody = visiting(page, address)
            assert somebody.goes_to("/fault") == 500
            assert somebody.heading() == "There is a problem with the service"
            assert found_by_axe(somebody) == []
            somebody.goes_to("/sign-in")
            somebody.page.get_by_label("User name").fill("somebody")
            somebody.presses("Sign in")
            assert somebody.heading() == "The file is too large"
            assert found_by_axe(somebody) == []


def a_fault(_request: Request) -> Response:
    raise RuntimeError("a fault of the program")


def test_the_page_of_every_error_is_accessible_and_fits(
    chromium: Browser, tmp_path: Path
) -> None:
    with an_office(f"sqlite:///{tmp_path / 'cases.sqlite'}") as office:
        app = a_site_apart(office, secure=False).app
        app.add_route("/error/{word}", an_error)
        with served(app) as address, chromium.new_page(viewport=PHONE) as page:
            somebody = visiting(page, address)
            for word, words in read_wording().items():
                assert somebody.goes_to(f"/error/{word}") >= HTTPStatus.BAD_REQUEST
                assert somebody.heading() == words["title"]
                assert found_by_axe(somebody) == [], word
                assert somebody.fits(), word


def an_error(request: Request) -> Response:
    """Fail as the wording says: 0 is for a status that has no words of its own."""
    word = request.path_params["word"]
    if word == "in doubt":
        raise InDoubtError("the database went away")
    raise HTTPException(int(word) or HTTPStatus.GONE)


def test_the_page_of_too_many_tries_is_accessible(
    chromium: Browser, tmp_path: Path
) -> None:
    with an_office(f"sqlite:///{tmp_path / 'cases.sqlite'}") as office:
        app = a_site_apart(office, secure=False).app
        for _ in range(TRIES):
            app.state.web.throttle.failed("mai.nobody", "127.0.0.1")
        with served(app) as address, chromium.new_page() as page:
            somebody = visiting(page, address)
            somebody.goes_to("/sign-in")
            somebody.page.get_by_label("User name").fill("mai.nobody")
            with page.expect_response(lambda answer: answer.status == 429):
                somebody.presses("Sign in")
            assert "Wait 15 minutes" in somebody.reads()
            assert found_by_axe(somebody) == []


def test_the_pages_of_the_councils_sign_on_are_accessible(
    chromium: Browser, tmp_path: Path
) -> None:
    provider = SignOn(address="http://127.0.0.1:9").provider  # nobody answers there
    with an_office(f"sqlite:///{tmp_path / 'cases.sqlite'}") as office:
        app = a_site_apart(office, secure=False, provider=provider).app
        with served(app) as address, chromium.new_page() as page:
            somebody = visiting(page, address)
            somebody.goes_to("/sign-in")
            assert "Sign in with your work account" in somebody.reads()
            assert found_by_axe(somebody) == []
            somebody.presses("Sign in with your work account")
            assert "Signing in was not finished" in somebody.reads()
            assert found_by_axe(somebody) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_was_typed_outlives_the_session(
    visitor: MakeVisitor, context: Context, *, scripts: bool
) -> None:
    password = open_to_visitors(context, wall_clock()).password
    somebody = visitor("mai.auditor", scripts=scripts)
    page = somebody.page
    somebody.goes_to("/restricted")
    page.get_by_label("Case reference").fill("MAI-9999")
    page.get_by_label("Why you need to see it").fill('A call from the school\n"now"')
    page.context.clear_cookies()
    somebody.presses("Open the case")
    assert "What you typed is kept" in somebody.reads()
    if scripts:
        assert found_by_axe(somebody) == []
    page.get_by_label("User name").fill("mai.auditor")
    page.get_by_label("Password", exact=True).fill(password)
    somebody.presses("Sign in")
    assert somebody.heading() == "You are signed in again"
    if scripts:
        assert found_by_axe(somebody) == []
    somebody.presses("Carry on")
    assert "There is no such case" in somebody.reads()
    kept = page.get_by_label("Why you need to see it").input_value()
    assert kept == 'A call from the school\n"now"'


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_case_is_restricted_and_opened_with_a_reason(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    case = "/cases/MAI-0003" if scripts else "/cases/MAI-0004"
    manager = visitor("mai.delivery", scripts=scripts)
    manager.goes_to(f"{case}/restriction")
    manager.page.get_by_label("Why it is restricted").fill("A threat to the family")
    manager.page.get_by_label("Caseworker 1").check()
    manager.presses("Restrict this case")
    assert "is open only to those whom you named" in manager.reads()
    claims = visitor("mai.claims", scripts=scripts)
    assert claims.goes_to(case) == 404
    claims.follows("open a restricted case")
    claims.page.get_by_label("Case reference").fill(case.rpartition("/")[2])
    claims.page.get_by_label("Why you need to see it").fill("The payment is due today")
    claims.presses("Open the case")
    assert "That you opened it, and why, is recorded" in claims.reads()
    assert visitor("mai.secretary").goes_to(case) == 404


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_somebody_looks_round_and_signs_out(
    visitor: MakeVisitor, *, scripts: bool
) -> None:
    somebody = visitor(COORDINATOR, scripts=scripts)
    somebody.goes_to("/account")
    assert "(this one)" in somebody.reads()
    somebody.follows("Change your password")
    assert somebody.heading() == "Change your password"
    somebody.presses("Sign out")
    assert somebody.heading() == "Sign in"
    somebody.goes_to("/account")
    assert somebody.heading() == "Sign in"


def test_no_page_uses_the_governments_own_type_or_crown(visitor: MakeVisitor) -> None:
    """They are for gov.uk alone. The styles name a crest that no page of ours shows."""
    somebody = visitor("")
    asked: list[str] = []
    somebody.page.on("request", lambda request: asked.append(request.url))
    somebody.goes_to("/sign-in")
    family = "getComputedStyle(document.querySelector('h1')).fontFamily"
    assert "GDS" not in somebody.page.evaluate(family)
    assert any(url.endswith("/main.css") for url in asked)
    assert not [url for url in asked if "crest" in url or "font" in url]


def test_a_fault_in_a_script_would_be_seen(visitor: MakeVisitor) -> None:
    somebody: Visitor = visitor("")
    somebody.goes_to("/sign-in")
    with somebody.page.expect_console_message():
        somebody.page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'),"
            "{text: '1'}))"
        )
    assert any("Content Security Policy" in fault for fault in somebody.faults)
