"""A payment is triggered once, judged when its case changed, and raised once."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from engine.advance.consequences import PaymentTriggered
from storage.database import open_database, writing
from storage.payments import (
    Judgement,
    payments_to_judge,
    record_judgements,
)
from storage.rows import Row
from storage.tables import PaymentTrigger
from tests.builders.storage import NOW, TODAY, a_family, advance, rows

RAISED = Judgement(payment="attachment", pence=320_000, raised_at=NOW)
WITHHELD = Judgement(payment="attachment", why="The family meets two of three.")


def trigger(database: Engine, *payments: str, group: str = "attachment") -> None:
    due = tuple(PaymentTriggered(payment=name, group=group) for name in payments)
    advance(database, payments=due)


def judge(database: Engine, verdict: Judgement) -> bool:
    with writing(database) as connection:
        (row,) = [
            one
            for one in payments_to_judge(connection, 10)
            if one["payment"] == verdict.payment
        ]
        return record_judgements(connection, [(row, verdict)]) == 1


def to_judge(database: Engine) -> list[Row]:
    with writing(database) as connection:
        return payments_to_judge(connection, 10)


def test_a_payment_that_is_triggered_again_stays_as_it_was(database: Engine) -> None:
    a_family(database)
    trigger(database, "attachment")
    before = rows(database, PaymentTrigger)
    trigger(database, "attachment")
    assert rows(database, PaymentTrigger) == before
    assert before[0]["triggered_on"] == TODAY


def test_a_payment_is_judged_with_the_case_it_belongs_to(database: Engine) -> None:
    a_family(database)
    trigger(database, "attachment")
    (row,) = to_judge(database)
    assert (row["reference"], row["trigger_state"]) == ("MAI-0001", "waiting")
    assert (row["once"], row["version"]) == ("attachment", 2)


def test_a_raised_payment_is_raised_for_good(database: Engine) -> None:
    a_family(database)
    trigger(database, "attachment")
    (row,) = to_judge(database)
    assert judge(database, RAISED)
    advance(database)
    assert to_judge(database) == []
    with writing(database) as connection:
        assert not record_judgements(connection, [(row, WITHHELD)])
    (written,) = rows(database, PaymentTrigger)
    expected: dict[str, Any] = {"state": "raised", "pence": 320_000, "raised_at": NOW}
    assert written.items() >= expected.items()


def test_a_withheld_payment_is_judged_again_once_its_case_changed(
    database: Engine,
) -> None:
    a_family(database)
    trigger(database, "attachment")
    assert judge(database, WITHHELD)
    assert to_judge(database) == []
    (written,) = rows(database, PaymentTrigger)
    assert (written["state"], written["reason"]) == ("withheld", WITHHELD.why)
    advance(database)
    assert len(to_judge(database)) == 1
    assert judge(database, RAISED)


def test_two_payments_of_one_group_are_never_both_raised(database: Engine) -> None:
    a_family(database)
    trigger(database, "crime_education", "employment", group="result")
    assert [row["group_raised"] for row in to_judge(database)] == [False, False]
    assert judge(database, Judgement(payment="employment", pence=80_000, raised_at=NOW))
    assert [row["group_raised"] for row in to_judge(database)] == [True]
    with pytest.raises(IntegrityError):
        judge(
            database, Judgement(payment="crime_education", pence=70_000, raised_at=NOW)
        )


def test_two_who_judge_at_once_share_the_payments(postgres_copy: str) -> None:
    """On SQLite the second waits for the first to end: its transaction is the claim."""
    database, other = open_database(postgres_copy), open_database(postgres_copy)
    a_family(database)
    trigger(database, "crime_education", "employment", group="result")
    with writing(database) as mine, writing(other) as theirs:
        claimed = [payments_to_judge(one, 1)[0]["payment"] for one in (mine, theirs)]
        assert payments_to_judge(theirs, 10)[0]["payment"] == claimed[1]
    assert sorted(claimed) == ["crime_education", "employment"]
    for one in (database, other):
        one.dispose()


def test_no_more_are_claimed_than_asked_for(database: Engine) -> None:
    a_family(database)
    trigger(database, "crime_education", "employment", group="result")
    with writing(database) as connection:
        assert len(payments_to_judge(connection, 1)) == 1
    assert date(2012, 12, 17) == rows(database, PaymentTrigger)[0]["triggered_on"]
