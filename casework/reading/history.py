"""A case's history in words, and the proof that no history was altered."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from casework.context import Context
from casework.reading.desk import Desk, no_case, no_district, open_desk
from casework.reading.redated import RedatedLine, redated_lines
from casework.reading.words import event_title, person_title, state_title
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from engine.ledger import Break, verify_chain
from engine.sentence import said
from engine.workflow.definition import MACHINES
from engine.workflow.workflow import Workflow
from storage.case_conditions import WhichCases
from storage.case_counts import count_cases
from storage.cases import StoredCase
from storage.districts import all_districts
from storage.history import chains, history_of
from storage.rows import Row

Progress = Callable[[int, int], None]
"""Is told how many of how many cases are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryLine:
    """One entry of a case's history. `moved` says in words what it changed.

    `who` is whoever acted (`by`), as people say it.
    `on_behalf_of` is the absent worker for whom whoever acted stood in, if one.
    """

    entry: int
    at: datetime
    by: str
    who: str
    on_behalf_of: str
    event: str
    title: str
    moved: str
    programme: str
    service: str
    answers: dict[str, Any]
    answers_in_words: tuple[str, ...]
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseHistory:
    """A case's history, from its opening on.

    `redated` are its clocks that a changed calendar moved: no entry of the chain, and
    no change of the case.
    """

    reference: str
    entries: tuple[HistoryLine, ...]
    redated: tuple[RedatedLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """How much history was checked, and every place where its chain does not hold."""

    cases: int
    entries: int
    breaks: tuple[Break, ...]


def history(
    context: Context, reference: str, sight: Sight | None = None
) -> CaseHistory | Refusal:
    """Read a case's history, if it is in sight; None sees everything.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        case = desk.case(reference, sight)
        if case is None:
            return no_case(reference)
        rows = history_of(desk.connection, case.district_id, case.number)
        lines = tuple(_line(_workflow(desk, case, row), row) for row in rows)
        return CaseHistory(
            reference=reference,
            entries=lines,
            redated=tuple(redated_lines(desk, case)),
        )


def _workflow(desk: Desk, case: StoredCase, row: Row) -> Workflow:
    """Give the definition of an entry: the case may be pinned to a later one now."""
    hash_ = row["workflow_hash"]
    return desk.context.workflow(desk.connection, hash_, desk.district(case.row))


def _line(workflow: Workflow, row: Row) -> HistoryLine:
    answers: dict[str, Any] = json.loads(row["answers"])
    return HistoryLine(
        entry=row["entry"],
        at=row["at"],
        by=row["actor"],
        who=person_title(workflow.district, row["actor"]),
        on_behalf_of=row["on_behalf_of"],
        event=row["event"],
        title=event_title(workflow, row["event"]),
        moved=_moved(workflow, row),
        programme=row["programme_to"],
        service=row["service_to"],
        answers=answers,
        answers_in_words=tuple(_answers_said(workflow, row["event"], answers)),
        hash=row["hash"],
    )


def _answers_said(
    workflow: Workflow, event: str, answers: Mapping[str, Any]
) -> Iterator[str]:
    """Say each answer that was given, with its label; yes, no and days in words."""
    known = workflow.events.get(event)
    asks = known[1].asks if known else {}
    for name in (*asks, *(name for name in answers if name not in asks)):
        if answers.get(name, "") != "":
            ask = asks.get(name)
            label = ask.label if ask else _UNASKED.get(name, name)
            kind = ask.type if ask else name
            yield f"{label}: {_answer_said(workflow, kind, answers[name])}"


_UNASKED = {
    "list_key": "Key in the list",
    "clock": "Clock",
    "subject": "Agency",
    "reason": "Reason",
    "note": "Note",
    "due_on": "Due on",
}
"""What is on record of an opening and of a pause, and no pathway asks for."""


def _answer_said(workflow: Workflow, kind: str, answer: object) -> str:
    """Say an answer: what has a title, by its title."""
    pathway, text = workflow.pathway, str(answer)
    pauses = pathway.pauses
    if kind in {"agency", "subject"} and text in pathway.agencies:
        return pathway.agencies[text].title
    if kind == "clock" and text in pathway.clocks:
        return pathway.clocks[text].title
    if kind == "reason" and pauses is not None and text in pauses.reasons:
        return pauses.reasons[text]
    if kind == "worker":
        return person_title(workflow.district, text)
    return said(answer)


def _moved(workflow: Workflow, row: Row) -> str:
    moves = []
    for machine in MACHINES:
        if row[f"{machine}_from"] != row[f"{machine}_to"]:
            title = state_title(workflow, machine, row[f"{machine}_to"])
            moves.append(f"{machine}: {title}")
    return "; ".join(moves)


def verify_history(
    context: Context,
    district: str | None = None,
    *,
    progress: Progress = lambda _done, _all: None,
) -> Verified | Refusal:
    """Check the chain of every case's history.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        asked = desk.districts if district is None else (district,)
        return _verify(desk.connection, tuple(asked), progress)


def verify_all(connection: Connection, progress: Progress) -> Verified:
    """Check the chains of every district, as one transaction sees them."""
    asked = tuple(stored.district.id for stored in all_districts(connection))
    return _verify(connection, asked, progress)


def _verify(
    connection: Connection, asked: tuple[str, ...], progress: Progress
) -> Verified:
    counts = (count_cases(connection, (WhichCases(districts=(d,)),)) for d in asked)
    total, done, entries = sum(counts), 0, 0
    breaks: list[Break] = []
    for district in asked:
        for chain in chains(connection, district):
            done, entries = done + 1, entries + len(chain.links)
            head, length = chain.head, chain.length
            breaks.extend(
                verify_chain(chain.reference, chain.links, head=head, length=length)
            )
            progress(done, total)
    return Verified(cases=done, entries=entries, breaks=tuple(breaks))
