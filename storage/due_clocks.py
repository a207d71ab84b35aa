"""Open clocks by what they are due and by whose they are.

Whose a clock is follows from the definition: its agency's, its state's owner's, or the
family's worker's. What the definition says comes in here as values, so that a list of
four hundred thousand cases is asked with an index and not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select

from storage.rows import inline, table_of
from storage.sight import Districts, is_of
from storage.tables import Clock, FamilyCase
from storage.written_once import WRITTEN, is_given

_clock = table_of(Clock)
_case = table_of(FamilyCase)
_earlier = _clock.alias("earlier")

Place = tuple[str, str]
"""A machine and one of its states."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A machine, and some of its states."""

    machine: str = field(metadata=WRITTEN)
    states: tuple[str, ...]


def standing_at(places: Iterable[Place]) -> tuple[Standing, ...]:
    """Gather the states of each machine."""
    found: dict[str, tuple[str, ...]] = {}
    for machine, state in places:
        found[machine] = (*found.get(machine, ()), state)
    return tuple(Standing(machine=m, states=s) for m, s in found.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class Ownership:
    """Whose a clock is, as the definition of one district says it.

    A clock is somebody's if it is about one of their `agencies`, or about none and
    its case stands at one of their `places`, or at one of the `worker_places` with
    one of their `workers`; where `without_worker`, with no worker at all.
    """

    agencies: tuple[str, ...] = ()
    places: tuple[Standing, ...] = ()
    worker_places: tuple[Standing, ...] = ()
    workers: tuple[str, ...] = ()
    without_worker: bool = False

    @property
    def of_workers_alone(self) -> bool:
        """Whether nothing is theirs but the clocks of these workers' families."""
        others = self.places or is_given(self.agencies) or self.without_worker
        return not others


@dataclass(frozen=True, kw_only=True, slots=True)
class WhichClocks:
    """Which open clocks are wanted. None and empty mean any.

    `before` and `since` bound the due day. `held_up` wants those that rest or that an
    agency owns; with `owned`, another agency than its own, of the cases that it
    describes.
    """

    before: date | None = None
    since: date | None = None
    held_up: bool = False
    named: tuple[str, ...] = ()
    owned: Ownership | None = None

    @property
    def of_few(self) -> bool:
        """Whether the cases are few that may have one: those of one worker."""
        return self.owned is not None and self.owned.of_workers_alone

    @property
    def most_have_one(self) -> bool:
        """Whether no index tells these clocks from the others: cases come first."""
        return self.before is None and self.since is None and not self.held_up


def numbers_with(districts: Districts, wanted: WhichClocks) -> Select[Any]:
    """Select the numbers of a district's cases that have such an open clock."""
    case = _case.alias("of_clock")
    statement = select(_clock.c.case_number).where(
        is_of(_clock.c.district_id, districts), *wanted_clocks(wanted, case)
    )
    return statement.join(case, of_case(case)) if wanted.owned else statement


def has_clock(wanted: WhichClocks) -> ColumnElement[bool]:
    """Say that a case has such an open clock; for queries that find the case first."""
    return exists().where(of_case(_case), *wanted_clocks(wanted, _case))


def first_due(wanted: WhichClocks) -> list[ColumnElement[bool]]:
    """Keep of each case the wanted clock that is due first."""
    # Not as a pair: SQLite would then look for all clocks due before, of any case.
    same_day = and_(_earlier.c.due_on == _clock.c.due_on, _earlier.c.id < _clock.c.id)
    sooner = or_(_earlier.c.due_on < _clock.c.due_on, same_day)
    return [
        *wanted_clocks(wanted, _case),
        _clock.c.due_on.is_not(None),
        ~exists().where(
            of_case(_case, _earlier),
            sooner,
            *wanted_clocks(wanted, _case, _earlier),
        ),
    ]


def wanted_clocks(
    wanted: WhichClocks,
    case: Any,  # noqa: ANN401 - a Core table
    clock: Any = _clock,  # noqa: ANN401 - the same
) -> list[ColumnElement[bool]]:
    """Give the conditions that the wanted clocks meet, whatever their district."""
    of = [clock.c.stopped_on.is_(None)]
    if wanted.before is not None:
        of.append(clock.c.due_on < wanted.before)
    if wanted.since is not None:
        of.append(clock.c.due_on >= wanted.since)
    if is_given(wanted.named):
        of.append(clock.c.clock.in_(wanted.named))
    if wanted.owned is not None:
        owned = _held_up if wanted.held_up else _owned
        of += owned(wanted.owned, case, clock)
    elif wanted.held_up:
        of.append(_is_held_up(clock))
    return of


def workers_of(wanted: WhichClocks) -> list[ColumnElement[bool]]:
    """Keep to the cases of one worker where no others can have such a clock.

    Said of the case itself, it lets the case be found first, by its worker.
    """
    if wanted.owned is None or not wanted.of_few:
        return []
    return [_case.c.worker.in_(wanted.owned.workers)]


def of_case(
    case: Any,  # noqa: ANN401 - a Core table
    clock: Any = _clock,  # noqa: ANN401 - the same
) -> ColumnElement[bool]:
    """Tie a clock to its case."""
    return and_(
        clock.c.district_id == case.c.district_id,
        clock.c.case_number == case.c.number,
    )


Conditions = list[ColumnElement[bool]]


def _owned(owner: Ownership, case: Any, clock: Any) -> Conditions:  # noqa: ANN401
    of_agency = _of_agencies(owner, clock)
    standing = and_(clock.c.subject == "", _standing(owner, case, clock))
    return [or_(of_agency, standing)]


def _is_held_up(clock: Any) -> ColumnElement[bool]:  # noqa: ANN401
    # Said literally, it is the condition of the index `clock_held_up`.
    return or_(clock.c.subject != inline(""), clock.c.paused_on.is_not(None))


def _held_up(owner: Ownership, case: Any, clock: Any) -> Conditions:  # noqa: ANN401
    rests = clock.c.paused_on.is_not(None)
    ours = _of_agencies(owner, clock)
    return [_is_held_up(clock), or_(~ours, rests), _standing(owner, case, clock)]


def _of_agencies(owner: Ownership, clock: Any) -> ColumnElement[bool]:  # noqa: ANN401
    agencies = is_given(owner.agencies)
    return clock.c.subject.in_(owner.agencies) if agencies else false()


def _standing(owner: Ownership, case: Any, clock: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Say that the clock's machine stands where the owner's work is."""
    theirs = case.c.worker.in_(owner.workers)
    worker = or_(theirs, case.c.worker == "") if owner.without_worker else theirs
    with_worker = and_(_stands_at(owner.worker_places, case, clock), worker)
    return or_(_stands_at(owner.places, case, clock), with_worker)


def _stands_at(
    places: Iterable[Standing],
    case: Any,  # noqa: ANN401 - a Core table
    clock: Any,  # noqa: ANN401 - the same
) -> ColumnElement[bool]:
    at = [
        and_(
            clock.c.machine == inline(each.machine),
            case.c[each.machine].in_(each.states),
        )
        for each in places
    ]
    return or_(false(), *at)
