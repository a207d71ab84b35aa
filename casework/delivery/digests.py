"""Digests: one a person and working day, from 08:00, and never two.

Who works in several districts gets one for all of them that are open. The row of the
district, person and day is written in the transaction that writes the letter, before
anything is sent. It is written for an empty digest as well, so that what comes up later
in the day waits for the next morning.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.delivery.address import address_messages, move_on
from casework.delivery.enclosing import (
    Enclosed,
    NewLetter,
    calendar_files,
    look_into,
    write,
)
from casework.delivery.morning import Morning, digest_is_due, open_morning
from casework.delivery.round import Round
from engine.delivery.letters import DigestParts, digest, together
from engine.workflow.district import District
from storage.addressees import overtake, unwritten
from storage.database import reading, writing
from storage.people import Whose, finish_digests, start_digests

PEOPLE = 50
"""How many people's digests are written in one transaction."""
MOST = 10_000
"""How many messages of a district these take in; more wait for the next digest."""

NOTHING = Enclosed(kept=(), overtaken=(), clocks={})


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What a person's digest holds of one district, and the messages it encloses."""

    morning: Morning
    parts: DigestParts
    found: Enclosed


def write_digests(work: Round, districts: Sequence[District]) -> None:
    """Write today's digests of these districts' people, for those who have none yet.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    work = work.of_this_moment()  # a process that sleeps may wake on another day
    mornings = [
        morning
        for district in districts
        if (morning := _morning(work, district)).missing
    ]
    for morning in mornings:
        address_messages(work, morning.district.id, urgent_only=False)
        move_on(work, morning.district.id)
    users = sorted({user for morning in mornings for user in morning.missing})
    for first in range(0, len(users), PEOPLE):
        with writing(work.context.database) as connection:
            _write(work, connection, users[first : first + PEOPLE], mornings)


def _morning(work: Round, district: District) -> Morning:
    with reading(work.context.database) as connection:
        return open_morning(work, connection, district)


def _write(
    work: Round,
    connection: Connection,
    users: Sequence[str],
    mornings: Sequence[Morning],
) -> None:
    """Take on these people's digests, and write those that hold something."""
    missing = [
        (morning.district.id, user)
        for morning in mornings
        for user in users
        if user in morning.missing
    ]
    ours = start_digests(connection, missing, work.today, work.now)
    wanted = {user: _wanted(work, user, mornings, ours) for user in users}
    found = {m.district.id: _take(connection, m, wanted) for m in mornings}
    made: list[tuple[Part, NewLetter]] = []
    for user in users:
        parts = [_part(m, user, found[m.district.id]) for m in wanted[user]]
        held = [part for part in parts if part.parts]
        made.extend(_letters(work, connection, user, held))
    write(work, connection, (letter for _, letter in made))
    done = (
        ((letter.district_id, letter.user), len(part.parts), letter.id)
        for part, letter in made
    )
    finish_digests(connection, work.today, done)


def _wanted(
    work: Round, user: str, mornings: Sequence[Morning], ours: Collection[Whose]
) -> list[Morning]:
    """Give the districts of whose work somebody gets a digest, and we make it."""
    taken = [m for m in mornings if (m.district.id, user) in ours]
    return digest_is_due(work, user, taken)


def _take(
    connection: Connection, morning: Morning, wanted: Mapping[str, Sequence[Morning]]
) -> dict[str, Enclosed]:
    """Take what waits for people in a district; what was done meanwhile is marked."""
    users = [
        user for user, theirs in wanted.items() if any(m is morning for m in theirs)
    ]
    district = morning.district.id
    rows = unwritten(connection, [district], users=users, most=MOST) if users else []
    found = look_into(connection, district, rows)
    overtake(connection, found.overtaken)
    return found.by_reader()


def _part(morning: Morning, user: str, found: Mapping[str, Enclosed]) -> Part:
    theirs = found.get(user, NOTHING)
    return Part(morning=morning, parts=morning.parts_for(user, theirs), found=theirs)


def _letters(
    work: Round, connection: Connection, user: str, parts: Sequence[Part]
) -> Iterator[tuple[Part, NewLetter]]:
    """Word one letter of all parts; it goes out as that of the first district."""
    if not parts:
        return
    home = parts[0].morning.district.id
    whole = together(part.parts for part in parts)
    worded = digest(whole, work.today, work.settings.link_base)
    files = [
        file
        for part in parts
        for file in calendar_files(work, connection, part.morning.district, part.found)
    ]
    for part in parts:
        district = part.morning.district.id
        at_home = district == home
        yield (
            part,
            NewLetter(
                district_id=district,
                id=f"digest/{work.today.isoformat()}/{user}",
                user=user,
                kind="digest",
                worded=worded,
                files=tuple(files) if at_home else (),
                home="" if at_home else home,
                messages=part.found.kept,
            ),
        )
