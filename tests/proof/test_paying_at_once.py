"""Of two results of which a family is paid one, judged at once, one is raised."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from casework.context import Context
from casework.jobs.raise_payments import raise_payments
from storage.database import open_database, writing
from storage.payments import Judgement, payments_to_judge, record_judgements
from tests.proof.agreement import all_rows
from tests.proof.busy_office import LATE, Copies, copies_of

MINE, THEIRS = "crime_education_result", "employment_result"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Give copies of an office in which one family has both results."""
    with copies_of(request, 4) as copies:
        yield copies


def test_of_two_results_that_are_judged_at_once_one_is_paid(busy: Copies) -> None:
    with busy() as url, ThreadPoolExecutor(1) as other:
        database = open_database(url)
        context = Context(database=open_database(url), clock=lambda: LATE)
        with writing(database) as connection:
            *_, row = payments_to_judge(connection, payments_up_to(url, MINE))
            assert row["payment"] == MINE
            verdict = Judgement(payment=MINE, pence=70000, raised_at=LATE)
            record_judgements(connection, [(row, verdict)])
            tally = other.submit(raise_payments, context)
            sleep(0.3)  # by now the other judge waits for us
        assert tally.result(30).failures == []
        paid = {
            each["payment"]: each["state"]
            for each in all_rows(database)["payment_trigger"]
            if each["case_number"] == row["number"]
        }
        assert (paid[MINE], paid[THEIRS]) == ("raised", "withheld")
        context.database.dispose()
        database.dispose()


def payments_up_to(url: str, payment: str) -> int:
    """Count the payments that are judged before one, and that one."""
    database = open_database(url)
    names = [row["payment"] for row in all_rows(database)["payment_trigger"]]
    database.dispose()
    return names.index(payment) + 1
