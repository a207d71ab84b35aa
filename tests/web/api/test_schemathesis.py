"""Schemathesis sends what the OpenAPI document allows, and what it does not.

Whatever comes back, the document has told of it, and it is no fault of the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import BaseSchema, GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from tests.builders.office import an_office
from tests.builders.web import OWN_FORM, a_site_apart
from tests.proof.rounds import TIMES
from web.api.document import document

UNKNOWN = 401
ADDRESS = "/api/v1/openapi.json"
KNOWN = {
    "reference": "MAI-0001",
    "district": "maidstone",
    "report": "funnel",
    "clock": "review",
    "agenda": "none",
    "cover": "mai.worker1-1",
    "handover": "mai.worker1-1",
    "day": "2012-12-19",
}


@schemathesis.serializer("text/csv")
def as_csv(_context: object, value: object) -> bytes:
    """Send a list of families as it was made up."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _in_query(told: dict[str, Any]) -> bool:
    return any(each["in"] == "query" for each in told.get("parameters", ()))


RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
OPERATIONS = [
    (path, method, mode)
    for path, methods in document()["paths"].items()
    for method, told in methods.items()
    for mode in (RIGHT, WRONG)
    if mode is RIGHT or "requestBody" in told or _in_query(told)
]
LEFT_OUT: list[Any] = [positive_data_acceptance, ignored_auth]
"""What is well formed may still be refused: no such worker, no such event (422). A
token that is made up is refused (401), and after five tries for a while (429)."""
FEW = settings(
    max_examples=4 * TIMES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Api:
    """The API's document, and the headers by which it is asked."""

    schema: BaseSchema
    headers: dict[str, str]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Give the document, as the real application serves it to a coordinator."""
    folder: Path = tmp_path_factory.mktemp("api")
    with an_office(f"sqlite:///{folder / 'cases.db'}") as office:
        office.open_families(2)
        office.walk("MAI-0001", "in_support")
        site = a_site_apart(office)
        cookie = site.settings.cookie
        token = site.browser("mai.coordinator").cookies[cookie]
        headers = OWN_FORM | {"Cookie": f"{cookie}={token}"}
        schema = schemathesis.openapi.from_asgi(ADDRESS, site.app, headers=headers)
        # It asks by this session: a token that is made up would be refused (401).
        schema.config.generation.update(with_security_parameters=False)
        yield Api(schema=schema, headers=headers)


@pytest.mark.parametrize(("path", "method", "mode"), OPERATIONS)
def test_every_answer_is_as_the_document_says(
    api: Api, path: str, method: str, mode: GenerationMode
) -> None:
    @FEW
    @given(
        case=api.schema[path][method].as_strategy(generation_mode=mode),
        known=st.booleans(),
    )
    def holds(case: schemathesis.Case[Any], *, known: bool) -> None:
        if known:
            case.path_parameters = {
                name: KNOWN[name] for name in case.path_parameters or {}
            }
        answer = case.call_and_validate(headers=api.headers, excluded_checks=LEFT_OUT)
        assert answer.status_code != UNKNOWN, "it was not asked by anybody"

    holds()
