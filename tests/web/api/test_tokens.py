"""A program sends an access token: to the API alone, without a cookie or a form."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from casework.access.tokens import MadeToken, TokenRequest, end_token, make_token
from tests.builders.office import Office
from tests.builders.web import ADDRESS, MONDAY, Site
from tests.web.api.test_readings import reads_of
from web.api.document import document

CASES = "/api/v1/cases"
CHECK = {
    "event": "check_existing_plan",
    "answers": {"plan_found": "no", "finding": "No plan of another team"},
}


def a_token(site: Site, *, read_only: bool = False) -> MadeToken:
    site.account("mai.coordinator")
    asked = TokenRequest(
        user="mai.coordinator", name="List", days=30, read_only=read_only
    )
    made = make_token(site.office.context, asked, "test", MONDAY)
    assert isinstance(made, MadeToken)
    return made


def program(site: Site, token: str) -> TestClient:
    """Give a program: it sends no cookie, and nothing that a browser adds."""
    client = TestClient(
        site.app,
        base_url=ADDRESS,
        follow_redirects=False,
    )
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def refused(answer: Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["detail"])


def test_a_program_reads_and_changes_what_its_holder_may(
    site: Site, office: Office
) -> None:
    (reference,) = office.open_families()
    asks = program(site, a_token(site).token)
    listed = asks.get(CASES)
    assert [each["reference"] for each in listed.json()["cases"]] == [reference]
    done = asks.post(f"{CASES}/{reference}/advance", json=CHECK)
    assert done.json()["by"] == "mai.coordinator"
    assert "set-cookie" not in listed.headers | done.headers


def test_a_token_that_may_only_read_changes_nothing(site: Site, office: Office) -> None:
    (reference,) = office.open_families()
    asks = program(site, a_token(site, read_only=True).token)
    assert asks.get(f"{CASES}/{reference}").status_code == 200
    sentence = refused(asks.post(f"{CASES}/{reference}/advance", json=CHECK), 403)
    assert "may only read" in sentence
    assert office.case(reference).view.version == 1


def test_what_was_read_says_by_which_token(site: Site, office: Office) -> None:
    (reference,) = office.open_families()
    program(site, a_token(site).token).get(f"{CASES}/{reference}")
    assert reads_of(site, reference) == ["api: case (token List)"]


@pytest.mark.parametrize("path", ["/", "/cases", "/account", "/account/tokens"])
def test_a_token_opens_no_page(site: Site, path: str) -> None:
    answer = program(site, a_token(site).token).get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


def test_a_token_that_does_not_count_is_not_helped_by_a_cookie(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    answer = browser.get(CASES, headers={"Authorization": "Bearer fce_wrong"})
    assert "not known" in refused(answer, 401)
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_another_site_sends_no_token(site: Site, office: Office) -> None:
    (reference,) = office.open_families()
    asks = program(site, a_token(site).token)
    asks.headers["Origin"] = "https://evil.example"
    path = f"{CASES}/{reference}/advance"
    assert asks.post(path, json=CHECK).status_code == 403
    assert office.case(reference).view.version == 1


def test_without_a_token_it_is_said_how_to_send_one(site: Site) -> None:
    asks = program(site, "")
    assert "Bearer fce_" in refused(asks.get(CASES), 401)
    del asks.headers["Authorization"]
    answer = asks.get(CASES)
    assert "Authorization: Bearer" in refused(answer, 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'


def test_an_ended_and_an_expired_token_say_so(site: Site) -> None:
    ended = a_token(site)
    who = "mai.coordinator"
    end_token(site.office.context, who, ended.number, who, MONDAY)
    assert "was ended" in refused(program(site, ended.token).get(CASES), 401)
    expired = program(site, a_token(site).token)
    site.wall[0] += timedelta(days=30)
    assert "expired on" in refused(expired.get(CASES), 401)


def test_who_sends_wrong_tokens_has_to_wait(site: Site) -> None:
    wrong, right = program(site, "fce_wrong"), program(site, a_token(site).token)
    for _ in range(5):
        refused(wrong.get(CASES), 401)
    answer = wrong.get(CASES)
    assert "Wait 15 minutes" in refused(answer, 429)
    assert answer.headers["Retry-After"] == "900"
    assert right.get(CASES).status_code == 200, "one bad token stops no other at first"
    for number in range(45):
        program(site, f"fce_{number}").get(CASES)
    assert right.get(CASES).status_code == 429


def test_who_sends_wrong_tokens_locks_nobody_out_of_the_pages(site: Site) -> None:
    for number in range(51):
        program(site, f"fce_{number}").get(CASES)
    word = "correct horse battery"
    site.account("mai.worker1", password=word)
    form = {"user": "mai.worker1", "password": word}
    assert site.anyone().post("/sign-in", data=form).status_code == 303


def test_the_document_tells_of_both_ways_in() -> None:
    told = document()
    assert set(told["components"]["securitySchemes"]) == {"token", "session"}
    assert told["security"] == [{"token": []}, {"session": []}]


def test_somebody_makes_a_token_for_themselves_and_ends_it(site: Site) -> None:
    browser = site.browser("mai.coordinator")
    form = {"name": "Finance list", "days": "30", "read_only": "yes"}
    made = browser.post("/account/tokens", data=form)
    assert made.status_code == 200
    token = made.text.split("<code>")[1].split("</code>")[0]
    assert program(site, token).get(CASES).status_code == 200
    listed = browser.get("/account/tokens").text
    assert "Finance list" in listed
    assert token not in listed
    number = listed.split('name="number" value="')[1].split('"')[0]
    browser.post("/account/tokens/end", data={"number": number})
    assert program(site, token).get(CASES).status_code == 401
    assert "was ended" in browser.get("/account/tokens").text


def test_a_token_without_a_name_is_not_made(site: Site) -> None:
    form = {"name": "", "days": "9999"}
    answer = site.browser("mai.coordinator").post("/account/tokens", data=form)
    assert answer.status_code == 422
    assert "Enter what the token is for" in answer.text
    assert "1 to 365 days" in answer.text
