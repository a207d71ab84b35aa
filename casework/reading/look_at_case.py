"""Look at one case: what is on record, and what can be done and why not."""

from dataclasses import fields
from datetime import date

from casework.context import Context
from casework.delivery.status import delivery_lines
from casework.people import find_actor
from casework.reading.case_file import (
    CaseFile,
    Change,
    MessageCounts,
    PersonLine,
    Standing,
)
from casework.reading.case_records import (
    allocation_lines,
    clock_lines,
    consent_lines,
    decision_lines,
    evidence_lines,
    payment_lines,
    result_lines,
    review_lines,
    task_lines,
)
from casework.reading.desk import Desk, no_case, open_desk
from casework.reading.what_can_be_done import what_can_be_done
from casework.reading.words import event_title, owner_words, person_title
from engine.advance.case import Actor
from engine.advance.refusal import Reason, Refusal
from engine.workflow.definition import MachineName
from storage.case_parts import message_counts_of
from storage.cases import StoredCase
from storage.clocks import CaseKey
from storage.openings import people_of
from storage.rows import Row


def look_at_case(
    context: Context, reference: str, user: str | None = None
) -> CaseFile | Refusal:
    """Read a case file.

    Args:
        context: the database and the clock.
        reference: such as `MAI-0001`.
        user: whose possibilities to give; None asks what anyone of the right role
            may do.

    Returns:
        The file; or why not: there is no such case, or no such user in post.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        case = desk.case(reference)
        if case is None:
            return no_case(reference)
        actor = _actor(desk, case, user)
        if isinstance(actor, Reason):
            return Refusal(reference=reference, event="look", reasons=(actor,))
        return case_file(desk, case, actor)


def _actor(desk: Desk, case: StoredCase, user: str | None) -> Actor | Reason | None:
    if user is None:
        return None
    return find_actor(desk.connection, desk.workflow(case.row), user, desk.today)


def case_file(desk: Desk, case: StoredCase, actor: Actor | None) -> CaseFile:
    """Put a case's file together, for an actor or (None) for anyone."""
    row = case.row
    district = desk.district(row)
    people = people_in(desk, case)
    names = {id_: person.name for id_, person in people.items()}
    key = (case.district_id, case.number)
    return CaseFile(
        reference=case.view.reference,
        district=district.id,
        district_title=district.title,
        user=actor.user if actor else "",
        version=case.view.version,
        opened_at=case.opened_at,
        changed=_change(desk, case),
        programme=_standing(desk, row, "programme"),
        service=_standing(desk, row, "service"),
        owner=owner_words(desk.workflow(row), row),
        worker=row["worker"],
        facts=dict(case.view.facts),
        people=tuple(people.values()),
        evidence=evidence_lines(desk, case, names),
        consents=consent_lines(desk, case),
        decisions=decision_lines(desk, case),
        allocations=allocation_lines(desk, case),
        reviews=review_lines(desk, case),
        results=result_lines(desk, case),
        clocks=clock_lines(desk, case),
        tasks=task_lines(desk, case),
        payments=payment_lines(desk, case),
        messages=_message_counts(desk, key),
        deliveries=delivery_lines(desk.connection, key),
        can_do=what_can_be_done(desk, case, actor),
        workflow_hash=case.workflow_hash,
    )


def _message_counts(desk: Desk, case: CaseKey) -> MessageCounts:
    counts = message_counts_of(desk.connection, case)
    states = (field.name for field in fields(MessageCounts))
    return MessageCounts(**{state: counts.get(state, 0) for state in states})


def _change(desk: Desk, case: StoredCase) -> Change:
    view = case.view
    return Change(
        by=view.changed_by,
        who=person_title(desk.district(case.row), view.changed_by),
        at=view.changed_at,
        event=view.changed_event,
        title=event_title(desk.workflow(case.row), view.changed_event),
    )


def _standing(desk: Desk, row: Row, machine: MachineName) -> Standing:
    state = row[machine]
    body = desk.workflow(row).pathway.machine(machine).states[state]
    return Standing(
        state=state,
        title=body.title,
        purpose=body.purpose,
        since=row[f"{machine}_since"],
        final=body.final,
    )


def people_in(desk: Desk, case: StoredCase) -> dict[str, PersonLine]:
    """Give the people of a case's family, by the ids of their rows."""
    """Give the people of a case's family, by the ids of their rows."""
    rows = people_of(desk.connection, case.district_id, case.family_number)
    return {
        row["id"]: PersonLine(
            name=f"{row['forename']} {row['surname']}".strip(),
            relationship=row["relationship"],
            born=row["born"],
            age=_age(row["born"], desk.today),
            since=row["since"],
            until=row["until"],
            address=row["address"],
            postcode=row["postcode"],
        )
        for row in rows
    }


def _age(born: date, today: date) -> int:
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday)
