"""One thing done to many families: tried first, then done, with a verdict for each.

Trying it is doing it in a transaction that is taken back: the verdicts are those of
the commands themselves, the caseload that fills up on the way included.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from casework.access.events import note_reads
from casework.advance_case import Advanced, AdvanceRequest, advance_within
from casework.allocate_worker import AllocateRequest, allocate_within
from casework.context import Context
from casework.reading.case_page import actor_of
from casework.reading.desk import Desk, desk_on, no_case, open_desk
from casework.reading.next_steps import next_steps
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from storage.cases import StoredCase
from storage.database import writing

MOST = 100
"""As many families are changed at once: more than that nobody looks through."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkAdvance:
    """An event, with the same answers for every family."""

    event: str
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkAllocation:
    """A worker for every family; why, and why a full caseload is exceeded, if it is."""

    worker: str
    why: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkRequest:
    """What is to be done to which families. The same `id` does nothing twice."""

    id: str
    references: tuple[str, ...]
    step: BulkAdvance | BulkAllocation


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkLine:
    """What became of one family, or would."""

    reference: str
    outcome: Advanced | Refusal

    @property
    def done(self) -> bool:
        """Whether it was done, now or by the same request before."""
        return isinstance(self.outcome, Advanced)

    @property
    def against(self) -> tuple[str, ...]:
        """Every reason why not."""
        return self.outcome.sentences() if isinstance(self.outcome, Refusal) else ()


def try_many(
    context: Context, sight: Sight, request: BulkRequest
) -> tuple[BulkLine, ...]:
    """Say of each family what would become of it; only who looked at it is written.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        tried = connection.begin_nested()
        lines = tuple(
            _take(context, connection, sight, request, reference)
            for reference in _named(request)
        )
        tried.rollback()
        _note(context, connection, sight, lines, "verdict before a step of many")
    return lines


def do_many(
    context: Context, sight: Sight, request: BulkRequest
) -> tuple[BulkLine, ...]:
    """Do it to each family, each by itself: one that is refused stops no other.

    Raises:
        StorageError: the database is missing, busy, gone or full; what was done
            stays, and the same request does the rest.
    """
    lines = []
    for reference in _named(request):
        with writing(context.database) as connection:
            line = _take(context, connection, sight, request, reference)
            _note(context, connection, sight, [line], "result of a step of many")
        lines.append(line)
    return tuple(lines)


def _note(
    context: Context,
    connection: Connection,
    sight: Sight,
    lines: Sequence[BulkLine],
    page: str,
) -> None:
    """Note whose cases are looked at: a verdict says what is on record of a family."""
    desk = desk_on(context, connection, sight)
    cases = [desk.case(line.reference, sight) for line in lines]
    keys = [(case.district_id, case.number) for case in cases if case is not None]
    note_reads(connection, sight, keys, page)


def _named(request: BulkRequest) -> tuple[str, ...]:
    return tuple(dict.fromkeys(request.references))[:MOST]


def _take(
    context: Context,
    connection: Connection,
    sight: Sight,
    request: BulkRequest,
    reference: str,
) -> BulkLine:
    desk = desk_on(context, connection, sight)
    if desk.case(reference, sight) is None:
        return BulkLine(reference=reference, outcome=no_case(reference))
    step, command = request.step, f"bulk:{sight.user}:{request.id}:{reference}"
    if isinstance(step, BulkAllocation):
        allocation = AllocateRequest(
            reference=reference,
            worker=step.worker,
            user=sight.user,
            reason=step.reason,
            why_change=step.why,
            command_id=command,
            sight=sight,
        )
        outcome = allocate_within(context, connection, allocation)
    else:
        advance = AdvanceRequest(
            reference=reference,
            event=step.event,
            user=sight.user,
            answers=step.answers,
            command_id=command,
            sight=sight,
        )
        outcome = advance_within(context, connection, advance)
    return BulkLine(reference=reference, outcome=outcome)


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkEvent:
    """An event that is open for some of several families: which they are."""

    event: str
    title: str
    references: tuple[str, ...]


def events_of_many(
    context: Context, sight: Sight, references: tuple[str, ...]
) -> tuple[BulkEvent, ...]:
    """Give the events that several families can take by the same answers.

    The board's decisions have their meeting, workers their own page; an event that
    names another case is of one family alone.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    with open_desk(context, sight) as desk:
        for reference in references[:MOST]:
            case = desk.case(reference, sight)
            for event, title in _events(desk, case, sight) if case else ():
                found.setdefault(event, (title, []))[1].append(reference)
    events = (
        BulkEvent(event=event, title=title, references=tuple(those))
        for event, (title, those) in found.items()
    )
    return tuple(sorted(events, key=lambda each: -len(each.references)))


def _events(desk: Desk, case: StoredCase, sight: Sight) -> Iterator[tuple[str, str]]:
    workflow = desk.workflow(case.row)
    for step in next_steps(desk, case, actor_of(desk, case, sight)).open:
        _, transition = workflow.events[step.event]
        of_one = any(ask.type == "case" for ask in transition.asks.values())
        if not (step.at_meeting or of_one or transition.does.allocates):
            yield step.event, step.title
