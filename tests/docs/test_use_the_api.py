"""The API's how-to is true: a real server answers its examples as they are shown."""

import json
import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import httpx2
import pytest

from casework.access.accounts import AccountRequest, make_accounts
from casework.access.tokens import MadeToken, TokenRequest, make_token
from casework.context import wall_clock
from tests.builders.office import an_office
from tests.builders.served import served
from tests.docs.pages import DOCS, read
from web.app import create_app
from web.settings import WebSettings

PAGE = DOCS / "how-to" / "use-the-api.md"
USER = "mai.coordinator"
LEFT_OUT = "..."
SLOW = 60
"""Seconds that an answer may take on a machine that is busy with other tests."""
EXAMPLE = re.compile(
    r"^```sh\n(.*?)^```\n\n```(json|http)\n(.*?)^```", re.DOTALL | re.MULTILINE
)


@dataclass
class Shell:
    """A shell as the page has it: its variables, and curl."""

    variables: dict[str, str]
    known: ArgumentParser = field(default_factory=ArgumentParser)

    def __post_init__(self) -> None:
        """Learn the options of curl that the page uses; any other one is a fault."""
        for name in ("curl", "url"):
            self.known.add_argument(name)
        self.known.add_argument("-i", action="store_true")
        self.known.add_argument("--get", action="store_true")
        for name in ("-H", "-d"):
            self.known.add_argument(name, action="append", default=[])

    def run(self, line: str) -> httpx2.Response:
        """Send what a line sends, and remember what the next one may name."""
        asked = self.known.parse_args(list(self._words(line)))
        headers = dict(each.split(": ", 1) for each in asked.H)
        if asked.get:
            params = dict(each.split("=", 1) for each in asked.d)
            answer = httpx2.get(asked.url, params=params, headers=headers, timeout=SLOW)
        elif asked.d:
            answer = httpx2.post(
                asked.url, content=asked.d[0], headers=headers, timeout=SLOW
            )
        else:
            answer = httpx2.get(asked.url, headers=headers, timeout=SLOW)
        self.variables["ETAG"] = answer.headers.get("etag", "")
        self.variables["NEXT_AFTER"] = answer.json().get("next_after") or ""
        return answer

    def _words(self, line: str) -> Iterator[str]:
        for word in shlex.split(line.replace("\\\n", " ")):
            yield Template(word).safe_substitute(self.variables)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Give a shell beside a server with three families, and a token."""
    folder: Path = tmp_path_factory.mktemp("api")
    with an_office(f"sqlite:///{folder / 'cases.db'}") as office:
        office.open_families(3)
        now, asked = wall_clock(), AccountRequest(user=USER, title="Coordinator")
        make_accounts(office.context, [asked], "test", now)
        wanted = TokenRequest(user=USER, name="Finance list", days=90)
        made = make_token(office.context, wanted, "test", now)
        assert isinstance(made, MadeToken)
        with served(create_app(office.context, WebSettings(secure=False))) as address:
            yield Shell({"API": f"{address}/api/v1", "TOKEN": made.token})


def test_every_example_is_answered_as_it_is_shown(shell: Shell) -> None:
    examples = EXAMPLE.findall(read(PAGE))
    assert len(examples) == read(PAGE).count("```sh\n")
    false = []
    for line, kind, shown in examples:
        answer = shell.run(line)
        head, body = ("", shown) if kind == "json" else shown.split("\n\n", 1)
        wrong = [*against_head(head, answer), *against(json.loads(body), answer.json())]
        false += [f"{line}{each}\n{answer.text[:600]}\n" for each in wrong]
    assert not false, "\n".join(false)


def against_head(head: str, answer: httpx2.Response) -> Iterator[str]:
    """Say what of a status and its headers is not as shown."""
    status, *headers = head.splitlines() or ["HTTP/1.1 200"]
    if status.split()[1] != str(answer.status_code):
        yield f"It is {answer.status_code}, not {status}."
    for name, shown in (each.split(": ", 1) for each in headers):
        yield from against(shown, answer.headers.get(name), name)


def against(shown: Any, there: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401
    """Say what of an answer is not as shown; what is not shown may be anything."""
    if isinstance(shown, Mapping) and isinstance(there, Mapping):
        for name, value in shown.items():
            yield from against(value, there.get(name), f"{place}.{name}")
    elif isinstance(shown, list) and isinstance(there, list):
        if len(shown) != len(there):
            yield f"{place}: {len(there)} there, {len(shown)} shown."
        for number, (one, other) in enumerate(zip(shown, there, strict=False)):
            yield from against(one, other, f"{place}.{number}")
    elif shown != there and (shown != LEFT_OUT or there is None):
        yield f"{place}: {there!r} is there, {shown!r} is shown."
