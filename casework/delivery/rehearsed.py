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
from casework.delivery.enclosing import Enclosed, look_into
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
    """A district's messages by reader: each with whether it goes out at once.

    `late` are those whose clock has ended or rests: they are not sent.
    """

    morning: Morning
    late: frozenset[str] = frozenset()
    rows: dict[str, list[tuple[Row, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def id(self) -> str:
        """The district's."""
        return self.morning.district.id

    def found_for(self, user: str, *, at_once: bool) -> Enclosed:
        """Give what somebody is sent: all of it, or what goes out at once alone."""
        rows = [row for row, urgent in self.rows[user] if urgent or not at_once]
        kept = [row for row in rows if row["id"] not in self.late]
        return Enclosed(kept=kept, overtaken=(), clocks={})


def rehearse_post(
    context: Context,
    connection: Connection,
    as_at: date,
    raised: Mapping[str, Collection[Message]],
    only: Collection[str] | None = None,
) -> RehearsedPost:
    """Tell which letters the first round of a day would write.

    A letter is told of by what it holds of the districts that are looked at. It takes
    as many statements for each of these, whoever works in them.

    Args:
        context: the definitions that clocks are pinned to.
        connection: a transaction that only reads.
        as_at: the day.
        raised: by district, the messages that the run's other jobs would write.
        only: the districts that are looked at; None looks at all.
    """
    moment = opening(as_at)
    work = Round(
        context=replace(context, clock=lambda: moment),
        settings=DeliverySettings(),
        channels={},
    )
    districts = [stored.district for stored in all_districts(connection, only)]
    closed = [one for one in districts if not calendar_of(one).is_working_day(as_at)]
    waiting = [
        _waiting(open_morning(work, connection, one), connection, raised)
        for one in districts
        if one not in closed
    ]
    people = sorted({user for each in waiting for user in _users(each)})
    letters = [_letters(work, user, waiting) for user in people]
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
    rows = [*messages_to_come(connection, found.id), *raised.get(found.id, ())]
    overtaken = look_into(connection, found.id, rows).overtaken
    found.late = frozenset(row["id"] for row in overtaken)
    for row in rows:
        for user, at_once in addressees_now(morning.readers, row):
            found.rows[user].append((row, at_once))
    return found


def _users(waiting: _Waiting) -> Iterator[str]:
    yield from waiting.rows
    yield from waiting.morning.due


def _letters(
    work: Round, user: str, waiting: Sequence[_Waiting]
) -> Iterator[RehearsedLetter]:
    """Give a person's digest, then what goes out at once where there is none."""
    missing = [each.morning for each in waiting if user in each.morning.missing]
    wanted = {each.district.id for each in digest_is_due(work, user, missing)}
    parts = [(each.id, _parts(user, each)) for each in waiting]
    held = [(id_, part) for id_, part in parts if id_ in wanted and part]
    if held:
        yield _letter(user, "digest", held)
    for each in waiting:
        if each.id not in wanted:
            notes = each.found_for(user, at_once=True).notes()
            if notes:
                yield _letter(user, "message", [(each.id, DigestParts(notes=notes))])


def _parts(user: str, waiting: _Waiting) -> DigestParts:
    found = waiting.found_for(user, at_once=False)
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
