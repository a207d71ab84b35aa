"""The letters of a morning to come: by the same rules, from what waits by then.

Nothing is written. It is the first round of that day, after the other jobs of the same
run have put their messages into the outbox.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from casework.context import Context, calendar_of
from casework.delivery.address import addressees_now
from casework.delivery.enclosing import look_into
from casework.delivery.morning import Morning, digest_is_due, open_morning
from casework.delivery.round import Round
from casework.delivery.settings import DeliverySettings
from engine.delivery.hours import opening
from engine.delivery.letters import DigestParts, together
from storage.districts import all_districts
from storage.outbox import messages_to_come
from storage.rows import Row

Message = Mapping[str, Any]
"""A row of the outbox that a job would write, with its case's reference and worker."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedLetter:
    """A letter that would go out: to whom, of which districts, and how much it holds.

    It is a `digest`, or the messages that go out at once (`message`).
    """

    user: str
    districts: tuple[str, ...]
    kind: str
    overdue: int
    this_week: int
    notes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedPost:
    """The letters by person, the districts that are closed, and what went wrong."""

    letters: tuple[RehearsedLetter, ...]
    closed: tuple[str, ...]
    failures: tuple[str, ...]


@dataclass(kw_only=True)
class _Waiting:
    """A district's messages by reader: each with whether it goes out at once."""

    morning: Morning
    rows: dict[str, list[tuple[Row, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def id(self) -> str:
        """The district's."""
        return self.morning.district.id


def rehearse_post(
    context: Context,
    connection: Connection,
    as_at: date,
    raised: Mapping[str, Collection[Message]],
) -> RehearsedPost:
    """Tell which letters the first round of a day would write.

    Args:
        context: the definitions that clocks are pinned to.
        connection: a transaction that only reads.
        as_at: the day.
        raised: by district, the messages that the run's other jobs would write.
    """
    moment = opening(as_at)
    work = Round(
        context=replace(context, clock=lambda: moment),
        settings=DeliverySettings(),
        channels={},
    )
    districts = [stored.district for stored in all_districts(connection)]
    closed = [one for one in districts if not calendar_of(one).is_working_day(as_at)]
    waiting = [
        _waiting(open_morning(work, connection, one), connection, raised)
        for one in districts
        if one not in closed
    ]
    people = sorted({user for each in waiting for user in _users(each)})
    letters = [_letters(work, connection, user, waiting) for user in people]
    return RehearsedPost(
        letters=tuple(letter for each in letters for letter in each),
        closed=tuple(one.id for one in closed),
        failures=tuple(work.tally.failures),
    )


def _waiting(
    morning: Morning,
    connection: Connection,
    raised: Mapping[str, Collection[Message]],
) -> _Waiting:
    found = _Waiting(morning=morning)
    rows = messages_to_come(connection, found.id)
    for row in (*rows, *raised.get(found.id, ())):
        for user, at_once in addressees_now(morning.readers, row):
            found.rows[user].append((row, at_once))
    return found


def _users(waiting: _Waiting) -> Iterator[str]:
    yield from waiting.rows
    yield from waiting.morning.due


def _letters(
    work: Round, connection: Connection, user: str, waiting: Sequence[_Waiting]
) -> Iterator[RehearsedLetter]:
    """Give a person's digest, then what goes out at once where there is none."""
    missing = [each.morning for each in waiting if user in each.morning.missing]
    wanted = {each.district.id for each in digest_is_due(work, user, missing)}
    parts = [(each.id, _parts(connection, user, each)) for each in waiting]
    held = [(id_, part) for id_, part in parts if id_ in wanted and part]
    if held:
        yield _letter(user, "digest", held)
    for each in waiting:
        if each.id not in wanted:
            rows = [row for row, at_once in each.rows[user] if at_once]
            notes = look_into(connection, each.id, rows).notes()
            if notes:
                yield _letter(user, "message", [(each.id, DigestParts(notes=notes))])


def _parts(connection: Connection, user: str, waiting: _Waiting) -> DigestParts:
    rows = [row for row, _ in waiting.rows[user]]
    found = look_into(connection, waiting.id, rows)
    return waiting.morning.parts_for(user, found)


def _letter(
    user: str, kind: str, held: Sequence[tuple[str, DigestParts]]
) -> RehearsedLetter:
    whole = together(parts for _, parts in held)
    return RehearsedLetter(
        user=user,
        districts=tuple(district for district, _ in held),
        kind=kind,
        overdue=len(whole.overdue),
        this_week=len(whole.this_week),
        notes=len(whole.notes),
    )
