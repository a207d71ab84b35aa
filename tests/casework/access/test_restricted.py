"""Restricted cases: named readers, and a glass that can be broken with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.access.events import record_event, record_reads
from casework.access.restricted import (
    OPEN_FOR,
    RestrictionRequest,
    break_glass,
    lift,
    restrict,
    restriction_of,
)
from engine.access.roles import Access
from engine.access.sight import DistrictSight, Sight
from storage.access_log import latest_events, reads_by_user, reads_of_case
from storage.database import reading
from storage.tables import OutboxMessage
from tests.builders.office import Office
from tests.builders.storage import rows
from tests.builders.web import MONDAY

ANN = Sight(
    account="1",
    user="ann",
    title="Ann",
    at=MONDAY,
    districts={"maidstone": DistrictSight(access=frozenset({Access.COORDINATOR}))},
)
BOB = replace(ANN, user="bob")
FOREIGN = replace(ANN, districts={"dover": ANN.districts["maidstone"]})


@pytest.fixture
def reference(office: Office) -> str:
    """Give a case that Ann has restricted to herself and Fred."""
    (reference,) = office.open_families()
    asked = RestrictionRequest(
        reference=reference, reason="a threat", users=frozenset({"fred"})
    )
    assert restrict(office.context, ANN, asked)
    return reference


def told(office: Office) -> list[tuple[str, str, str, str]]:
    with reading(office.context.database) as connection:
        rows = latest_events(connection, 10)
    return [(r["user"], r["what"], r["about"], r["detail"]) for r in rows]


def test_who_restricts_a_case_is_named_as_well(office: Office, reference: str) -> None:
    found = restriction_of(office.context, ANN, reference)
    assert found is not None
    assert found.restricted
    assert found.named == {"ann", "fred"}
    assert told(office) == [
        ("ann", "case restricted", reference, "a threat Named: ann, fred.")
    ]


def test_others_do_not_even_learn_that_it_is_there(
    office: Office, reference: str
) -> None:
    assert restriction_of(office.context, BOB, reference) is None
    assert not lift(office.context, BOB, reference)


def test_a_glass_is_broken_with_a_reason_that_is_noted(
    office: Office, reference: str
) -> None:
    opened = break_glass(office.context, BOB, reference, "a call at night")
    assert opened is not None
    assert opened.until == MONDAY + OPEN_FOR
    assert restriction_of(office.context, BOB, reference) is not None
    assert ("bob", "restricted case opened", reference, "a call at night") in told(
        office
    )
    later = replace(BOB, at=MONDAY + OPEN_FOR + timedelta(seconds=1))
    assert restriction_of(office.context, later, reference) is None


@pytest.mark.parametrize("unknown", ["MAI-9999", "", "\ud800"])
def test_no_glass_is_broken_in_another_district_or_for_nothing(
    office: Office, reference: str, unknown: str
) -> None:
    assert break_glass(office.context, FOREIGN, reference, "curious enough") is None
    assert break_glass(office.context, BOB, unknown, "curious enough") is None


def test_a_case_that_is_open_anyway_is_not_noted_as_broken(office: Office) -> None:
    (reference,) = office.open_families()
    assert break_glass(office.context, BOB, reference, "a call at night")
    assert told(office) == []


def test_who_is_named_lifts_the_restriction(office: Office, reference: str) -> None:
    assert lift(office.context, ANN, reference)
    assert not lift(office.context, ANN, reference)
    found = restriction_of(office.context, BOB, reference)
    assert found is not None
    assert not found.restricted


def test_reads_and_exports_are_noted(office: Office, reference: str) -> None:
    record_reads(office.context, ANN, [("maidstone", 1)], "summary")
    record_event(office.context, ANN, "list downloaded", "overdue", "12 rows")
    with reading(office.context.database) as connection:
        (of_case,) = reads_of_case(connection, "maidstone", 1, 10)
        (by_ann,) = reads_by_user(connection, "maidstone", "ann", 10)
    assert (of_case["user"], of_case["page"], of_case["at"]) == (
        "ann",
        "summary",
        MONDAY,
    )
    assert by_ann["reference"] == reference
    assert ("ann", "list downloaded", "overdue", "12 rows") in told(office)


def test_who_is_named_is_told_that_somebody_else_opened_it(
    office: Office, reference: str
) -> None:
    named = RestrictionRequest(
        reference=reference, reason="a threat", users=frozenset({"mai.delivery", "ann"})
    )
    assert restrict(office.context, ANN, named)
    assert break_glass(office.context, BOB, reference, "a call at night")
    (message,) = rows(office.context.database, OutboxMessage, case_number=None)
    assert message["user"] == "mai.delivery"
    assert f"{reference} is restricted. Ann (bob) is not named" in message["body"]
    assert "a call at night" not in message["body"]


def test_where_nobody_who_is_named_is_in_post_the_coordinator_is_told(
    office: Office, reference: str
) -> None:
    assert break_glass(office.context, BOB, reference, "a call at night")
    (message,) = rows(office.context.database, OutboxMessage, case_number=None)
    assert (message["user"], message["role"]) == ("", "coordinator")
