"""People sign in by the council's sign-on: the whole way, against a real provider."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from tests.builders.office import Office
from tests.builders.provider import SignOn, a_sign_on
from tests.builders.web import Site, a_site

COORDINATOR = {"preferred_username": "mai.coordinator@council.example", "oid": "o-1"}


@pytest.fixture
def sign_on() -> Iterator[SignOn]:
    """Give a provider that vouches for the coordinator."""
    with a_sign_on() as found:
        found.claims = dict(COORDINATOR)
        yield found


@pytest.fixture
def site(office: Office, sign_on: SignOn) -> Site:
    """Give pages that know the provider, and no passwords."""
    site = a_site(office, provider=sign_on.provider, local_accounts=False)
    site.account("mai.coordinator")
    return site


def go_there(browser: TestClient, **form: str) -> str:
    """Begin a sign-on, let the provider agree, and give where it sends the browser."""
    asked = browser.post("/sign-in/provider", data=form)
    assert asked.status_code == 302, asked.text
    with httpx2.Client() as elsewhere:
        back = elsewhere.get(asked.headers["location"]).headers["location"]
    return str(back)


def come_back(browser: TestClient, back: str) -> Any:  # noqa: ANN401 - an answer
    return browser.get(back.partition("example.org")[2])


def test_whom_the_provider_vouches_for_comes_in_and_goes_on(site: Site) -> None:
    browser = site.anyone()
    answer = come_back(browser, go_there(browser, next="/account"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "mai.coordinator" in browser.get("/account").text


def test_what_was_typed_goes_along(site: Site) -> None:
    browser = site.anyone()
    kept = '[["reason", "a long reason"]]'
    answer = come_back(browser, go_there(browser, next="/restricted", kept=kept))
    assert 'value="a long reason"' in answer.text


def test_somebody_without_an_account_stays_out(site: Site, sign_on: SignOn) -> None:
    sign_on.claims = {"preferred_username": "somebody.else@council.example"}
    browser = site.anyone()
    answer = come_back(browser, go_there(browser))
    assert answer.status_code == 403
    assert "You have no account here" in answer.text


def test_an_account_belongs_to_the_person_not_to_the_name(
    site: Site, sign_on: SignOn
) -> None:
    """Whoever is given the name of somebody who has left does not get their cases."""
    first, second = site.anyone(), site.anyone()
    assert come_back(first, go_there(first)).status_code == 303
    sign_on.claims = COORDINATOR | {"oid": "o-2"}
    assert come_back(second, go_there(second)).status_code == 403


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another one"},
        {"aud": "another application"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1_600_000_000},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_a_token_that_is_not_for_us_and_now_is_refused(
    site: Site, sign_on: SignOn, lie: dict[str, Any]
) -> None:
    sign_on.claims = COORDINATOR | lie
    browser = site.anyone()
    answer = come_back(browser, go_there(browser))
    assert "Signing in was not finished" in answer.text
    assert browser.get("/account").status_code == 303


def test_a_token_that_somebody_else_signed_is_refused(
    site: Site, sign_on: SignOn
) -> None:
    sign_on.signs_with = RSAKey.generate_key(2048)
    browser = site.anyone()
    answer = come_back(browser, go_there(browser))
    assert "Signing in was not finished" in answer.text


def test_a_sign_on_is_of_one_browser_and_one_time(site: Site) -> None:
    browser, another = site.anyone(), site.anyone()
    back = go_there(browser)
    assert come_back(another, back).status_code == 403
    assert come_back(browser, back).headers["location"] == "/"
    browser.post("/sign-out")
    assert come_back(browser, back).status_code == 403


def test_a_sign_on_that_took_too_long_is_begun_again(site: Site) -> None:
    browser = site.anyone()
    back = go_there(browser)
    site.wall[0] += timedelta(minutes=16)
    assert come_back(browser, back).status_code == 403


def test_where_the_sign_on_is_used_there_are_no_passwords(site: Site) -> None:
    assert 'name="password"' not in site.anyone().get("/sign-in").text
    form = {"user": "mai.coordinator", "password": "x"}
    assert site.anyone().post("/sign-in", data=form).status_code == 404
    policy = site.anyone().get("/sign-in").headers["Content-Security-Policy"]
    assert "form-action 'self' http://127.0.0.1:" in policy


def test_without_a_provider_there_is_no_way_to_it(office: Office) -> None:
    anyone = a_site(office).anyone()
    assert anyone.post("/sign-in/provider").status_code == 404
    assert anyone.get("/sign-in/provider/back").status_code == 404


def test_a_provider_that_does_not_answer_is_told_of(office: Office) -> None:
    with a_sign_on() as gone:
        provider = gone.provider
    answer = a_site(office, provider=provider).anyone().post("/sign-in/provider")
    assert answer.status_code == 403
    assert "Signing in was not finished" in answer.text
