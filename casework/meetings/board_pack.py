"""A board's papers: a page for each family, in full or without whoever it is."""

from collections.abc import Iterator

from casework.context import Context
from casework.meetings.pack import (
    BoardPack,
    PackCriterion,
    PackEvidence,
    PackFamily,
    PackPart,
    PackPerson,
)
from casework.meetings.redaction import without_names
from casework.meetings.verdict import Verdict, verdict_of
from casework.reading.case_file import DecisionLine, PersonLine
from casework.reading.case_records import decision_lines, evidence_lines, task_lines
from casework.reading.desk import Desk, no_district, open_desk, refuse
from casework.reading.list_options import CRITERION_TITLES
from casework.reading.look_at_case import people_in
from engine.access.sight import Sight
from engine.advance.refusal import Refusal, Why
from engine.local_time import day_in_words
from storage.agendas import families_on, find_agenda
from storage.cases import StoredCase, stored_case


def board_pack(
    context: Context, sight: Sight, of: tuple[str, str], *, redacted: bool
) -> BoardPack | Refusal:
    """Put together the papers of a meeting, of the families that are in sight.

    Args:
        context: the database and the clock.
        sight: for whom it is made.
        of: the district and the agenda's id.
        redacted: leave out names and addresses.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    district, agenda_id = of
    with open_desk(context) as desk:
        agenda = find_agenda(desk.connection, district, agenda_id)
        if agenda is None or no_district(desk, district, sight) is not None:
            sentence = "There is no such agenda, or it was withdrawn."
            return refuse(agenda_id, "look", sentence, Why.MEETING)
        body = desk.districts[district].district
        rows = families_on(desk.connection, district, agenda_id, sight)
        families = (_family(desk, stored_case(row)) for row in rows)
        return BoardPack(
            district=district,
            title=body.title,
            board=body.board.title,
            meeting=agenda["meeting"],
            held_on=agenda["held_on"],
            made_on=desk.today,
            redacted=redacted,
            numbers=tuple(row["number"] for row in rows),
            families=tuple(
                without_names(family) if redacted else family for family in families
            ),
        )


def _family(desk: Desk, case: StoredCase) -> PackFamily:
    people = people_in(desk, case)
    names = {id_: person.name for id_, person in people.items()}
    verdict = verdict_of(desk, case.row)
    evidence = evidence_lines(desk, case, names)
    return PackFamily(
        reference=case.view.reference,
        place=verdict.place,
        since=verdict.since,
        people=tuple(_person(person) for person in people.values()),
        criteria=tuple(
            PackCriterion(
                title=title,
                evidence=tuple(
                    PackEvidence(source=e.source, dated=e.dated, person=e.person)
                    for e in evidence
                    if e.criterion == criterion
                ),
            )
            for criterion, title in CRITERION_TITLES.items()
        ),
        parts=tuple(_parts(desk, case)),
        before=tuple(_before(line) for line in decision_lines(desk, case)),
        recommendation=_recommendation(verdict),
        reasons=verdict.against_approval,
    )


def _before(line: DecisionLine) -> str:
    day, said = day_in_words(line.held_on), f": {line.reason}" if line.reason else ""
    return f"{_DECIDED[line.outcome]} on {day} (minute {line.minute}){said}"


_DECIDED = {"approve": "Approved", "defer": "Deferred", "decline": "Declined"}


def _person(person: PersonLine) -> PackPerson:
    return PackPerson(
        name=person.name,
        relationship=person.relationship,
        age=person.age,
        address=", ".join(part for part in (person.address, person.postcode) if part),
    )


def _parts(desk: Desk, case: StoredCase) -> Iterator[PackPart]:
    for task in task_lines(desk, case):
        if task.kind == "profile":
            outcome = "gap accepted" if task.outcome == "gap" else task.outcome
            yield PackPart(
                agency=task.role_title, outcome=outcome or "asked", note=task.note
            )


def _recommendation(verdict: Verdict) -> str:
    met = f"{verdict.criteria_met} of 3 national criteria are met"
    local = ", and a local reason is recorded" if verdict.local_reason else ""
    if verdict.can_be_approved:
        return f"Approve: {met}{local}."
    if verdict.ready:
        return f"Defer or decline, for it can not be approved yet: {met}{local}."
    return "Nothing to decide: the family does not stand before the board."
