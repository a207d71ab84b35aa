"""Every answer is guarded: foreign forms, headers, large bodies, and faults."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.errors import InDoubtError
from tests.builders.office import Office
from tests.builders.web import ADDRESS, Site, a_site
from web.app import create_app

PAGES = ["/sign-in", "/account", "/nowhere", "/health/live", "/cases/MAI-9999"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ADDRESS}, 403),
        ({"Origin": ADDRESS}, 303),
        ({"Origin": "https://cases.example.org.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_form_counts_only_when_our_own_page_sends_it(
    site: Site, headers: dict[str, str], status: int
) -> None:
    browser = site.browser("mai.coordinator")
    browser.headers.pop("Sec-Fetch-Site")
    assert browser.post("/sign-out", headers=headers).status_code == status


def test_another_site_may_link_to_a_page(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    crossing = {"Sec-Fetch-Site": "cross-site"}
    assert browser.get("/account", headers=crossing).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_headers_and_is_kept_by_nobody(
    site: Site, path: str
) -> None:
    headers = site.browser("mai.coordinator").get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_https_nothing_is_promised_of_it(office: Office) -> None:
    site = a_site(office, secure=False)
    answer = site.anyone().get("/sign-in")
    assert "Strict-Transport-Security" not in answer.headers
    assert site.settings.cookie == "session"


def test_styles_are_kept_for_a_year_under_the_name_of_their_content(
    site: Site,
) -> None:
    page = site.anyone().get("/sign-in").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = site.anyone().get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_body_that_is_too_large_is_not_read(office: Office) -> None:
    site = a_site(office, upload_bytes=2000)
    browser = site.browser("mai.coordinator")
    answer = browser.post("/restricted", data={"reason": "x" * 3000})
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_a_large_body_of_unannounced_length_is_not_read_to_its_end(
    office: Office,
) -> None:
    site = a_site(office, upload_bytes=2000)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    parts = (b"reason=" + b"x" * 1000 for _ in range(3))
    browser = site.browser("mai.coordinator")
    answer = browser.post("/restricted", content=parts, headers=kind)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_an_unknown_address_and_an_unknown_method_have_pages(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    assert "Page not found" in browser.get("/nowhere").text
    answer = browser.delete("/account")
    assert answer.status_code == 405
    assert "This cannot be done here" in answer.text


def test_a_database_that_is_gone_gives_a_page_that_says_so(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    Path(make_url(site.office.url).database or "").unlink()
    answer = browser.get("/account")
    assert answer.status_code == 503
    assert "The service is not available" in answer.text
    assert site.office.url.rpartition("/")[2] not in answer.text


def test_a_database_that_goes_while_it_writes_leaves_what_was_saved_open(
    site: Site,
) -> None:
    def broken() -> datetime:
        raise InDoubtError("went away")

    context = replace(site.office.context, clock=broken)
    app = create_app(context, site.settings, wall=lambda: site.wall[0])
    browser = Site(office=site.office, app=app, wall=site.wall).browser("mai.worker1")
    for address in ("/account", "/api/v1/cases"):
        answer = browser.get(address)
        assert answer.status_code == 503
        assert "Nobody knows yet whether this was saved" in answer.text
        assert "Nothing of yours was saved" not in answer.text


def test_a_fault_of_the_program_shows_nothing_of_itself(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> datetime:
        raise ZeroDivisionError("the address of the Smiths")

    context = replace(site.office.context, clock=broken)
    app = create_app(context, site.settings, wall=lambda: site.wall[0])
    browser = Site(office=site.office, app=app, wall=site.wall).browser("mai.worker1")
    answer = browser.get("/account")
    assert answer.status_code == 500
    assert "There is a problem with the service" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError in broken" in caplog.text
    assert "Smiths" not in answer.text + caplog.text


def test_the_api_answers_faults_with_problem_json(site: Site) -> None:
    answer = site.anyone().get("/api/v1/nowhere")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Page not found"


def test_a_large_body_from_nobody_is_refused_as_any_other(office: Office) -> None:
    site = a_site(office, upload_bytes=2000)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    parts = (b"reason=" + b"x" * 1000 for _ in range(3))
    answer = site.anyone().post("/restricted", content=parts, headers=kind)
    assert answer.status_code == 413


def test_a_form_from_nobody_that_is_none_is_refused_as_such(site: Site) -> None:
    kind = {"Content-Type": "multipart/form-data"}
    answer = site.anyone().post("/restricted", content=b"nothing", headers=kind)
    assert answer.status_code == 400


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_no_header_and_no_field_turns_a_method_into_another(
    site: Site, header: str
) -> None:
    browser = site.browser("mai.coordinator")
    form = {"_method": "DELETE"}
    assert browser.get("/sign-out", headers={header: "POST"}).status_code == 405
    assert (
        browser.post("/account", data=form, headers={header: "GET"}).status_code == 405
    )
    assert browser.get("/account").status_code == 200
