"""The records of one case, as lines of its file."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from casework.reading.case_file import (
    AllocationLine,
    ClockLine,
    ConsentLine,
    DecisionLine,
    EvidenceLine,
    PaymentLine,
    ResultLine,
    ReviewLine,
    TaskLine,
)
from casework.reading.desk import Desk
from casework.reading.words import (
    clock_title,
    left_in_words,
    payment_title,
    person_title,
    role_words,
)
from engine.clocks.budget import is_overdue
from engine.payment import pounds
from storage.allocations import allocations_of
from storage.case_parts import (
    consents_of,
    decisions_of,
    evidence_of,
    payments_of,
    results_of,
    reviews_of,
    running_clocks_of,
)
from storage.cases import StoredCase
from storage.clocks import CaseKey
from storage.rows import Row
from storage.tasks import tasks_of

Line = TypeVar("Line")


def _key(case: StoredCase) -> CaseKey:
    return case.district_id, case.number


def _line(kind: type[Line], row: Row, **more: object) -> Line:
    """Make a line of the columns that a row and the line have in common."""
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {k: v for k, v in row.items() if k in wanted}
    return kind(**(values | more))


def evidence_lines(
    desk: Desk, case: StoredCase, names: Mapping[str, str]
) -> tuple[EvidenceLine, ...]:
    """Give the evidence, with the name of the person it is about."""
    return tuple(
        _line(EvidenceLine, row, person=names.get(row["person_id"], ""))
        for row in evidence_of(desk.connection, _key(case))
    )


def consent_lines(desk: Desk, case: StoredCase) -> tuple[ConsentLine, ...]:
    """Give the consents, in order."""
    rows = consents_of(desk.connection, _key(case))
    return tuple(_line(ConsentLine, row) for row in rows)


def decision_lines(desk: Desk, case: StoredCase) -> tuple[DecisionLine, ...]:
    """Give the boards' decisions, in order."""
    rows = decisions_of(desk.connection, _key(case))
    return tuple(_line(DecisionLine, row) for row in rows)


def allocation_lines(desk: Desk, case: StoredCase) -> tuple[AllocationLine, ...]:
    """Give the family's workers, in order."""
    district = desk.district(case.row)
    return tuple(
        _line(AllocationLine, row, worker_title=person_title(district, row["worker"]))
        for row in allocations_of(desk.connection, _key(case))
    )


def review_lines(desk: Desk, case: StoredCase) -> tuple[ReviewLine, ...]:
    """Give the reviews held, in order."""
    rows = reviews_of(desk.connection, _key(case))
    return tuple(_line(ReviewLine, row) for row in rows)


def result_lines(desk: Desk, case: StoredCase) -> tuple[ResultLine, ...]:
    """Give the results, in order."""
    rows = results_of(desk.connection, _key(case))
    return tuple(_line(ResultLine, row) for row in rows)


def clock_lines(desk: Desk, case: StoredCase) -> tuple[ClockLine, ...]:
    """Give the clocks that run, the next one due first."""
    workflow = desk.workflow(case.row)
    return tuple(
        _line(
            ClockLine,
            row,
            title=clock_title(workflow, row),
            left_in_words=left_in_words(desk, row),
            overdue=is_overdue(row["due_on"], desk.today),
        )
        for row in running_clocks_of(desk.connection, _key(case))
    )


def task_lines(desk: Desk, case: StoredCase) -> tuple[TaskLine, ...]:
    """Give the tasks, open ones first."""
    workflow = desk.workflow(case.row)
    return tuple(
        _line(TaskLine, row, role_title=role_words(workflow, row["role"]))
        for row in tasks_of(desk.connection, _key(case))
    )


def payment_lines(desk: Desk, case: StoredCase) -> tuple[PaymentLine, ...]:
    """Give the payments, in the order in which they were triggered."""
    workflow = desk.workflow(case.row)
    return tuple(
        _line(
            PaymentLine,
            row,
            title=payment_title(workflow, row["payment"]),
            amount=pounds(row["pence"]),
        )
        for row in payments_of(desk.connection, _key(case))
    )
