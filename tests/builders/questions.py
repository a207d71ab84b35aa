"""Going through an event's questions as a browser does, hidden fields and all."""

import re

from fastapi.testclient import TestClient
from httpx2 import Response

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_CONFIRM = "/check/"


def hidden(response: Response, action: str) -> dict[str, str]:
    """Give the hidden fields of the form on a page that goes to such an address."""
    forms = re.findall(
        r'<form method="post" action="([^"]*)"(.*?)</form>', response.text, re.DOTALL
    )
    (fields,) = [body for where, body in forms if action in where]
    return dict(_HIDDEN.findall(fields))


def begin(browser: TestClient, reference: str, event: str) -> Response:
    """Follow the link to an event, to the page of its first question."""
    return follow(browser, browser.get(f"/cases/{reference}/do/{event}"))


def follow(browser: TestClient, response: Response) -> Response:
    """Go where a page sends the browser; a page that shows something stays."""
    while response.status_code == 303:
        response = browser.get(response.headers["location"])
    return response


def answer(browser: TestClient, on: Response, **fields: str) -> Response:
    """Type an answer into the question that is shown, and continue.

    A day is given as `held_on="2013-02-05"`: it is typed into its three boxes.
    """
    typed: dict[str, str] = {}
    for name, value in fields.items():
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            parts = zip(("year", "month", "day"), value.split("-"), strict=True)
            typed |= {f"{name}-{part}": given for part, given in parts}
        else:
            typed[name] = value
    form = hidden(on, "/do/")
    return follow(browser, browser.post(on.url.path, data=form | typed))


def confirm(browser: TestClient, on: Response) -> Response:
    """Confirm the answers that are shown; gives the answer itself, not what follows."""
    return browser.post(on.url.path, data=hidden(on, _CONFIRM))
