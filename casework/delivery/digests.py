"""Digests: one a person and working day, from 08:00, and never two.

Who works in several districts gets one for all of them that are open. The row of the
district, person and day is written in the transaction that writes the letter, before
anything is sent. It is written for an empty digest as well, so that what comes up later
in the day waits for the next morning.
"""

from collections.abc import Iterator, Sequence
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
from storage.people import finish_digest, start_digest

PEOPLE = 50
"""How many people's digests are written in one transaction."""
MOST = 1000
"""How many messages of a district a digest takes in; more wait for the next one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What a person's digest holds of one district, and the messages it encloses."""

    district_id: str
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
            for user in users[first : first + PEOPLE]:
                _write(work, connection, user, mornings)


def _morning(work: Round, district: District) -> Morning:
    with reading(work.context.database) as connection:
        return open_morning(work, connection, district)


def _write(
    work: Round, connection: Connection, user: str, mornings: Sequence[Morning]
) -> None:
    ours = [
        morning
        for morning in mornings
        if user in morning.missing
        and start_digest(connection, (morning.district.id, user, work.today), work.now)
    ]
    wanted = digest_is_due(work, user, ours)
    parts = [part for part in _parts(connection, user, wanted) if part.parts]
    if parts:
        _write_letter(work, connection, user, parts)


def _write_letter(
    work: Round, connection: Connection, user: str, parts: Sequence[Part]
) -> None:
    """Write one letter of all parts; it goes out as that of the first district."""
    home = parts[0].district_id
    whole = together(part.parts for part in parts)
    worded = digest(whole, work.today, work.settings.link_base)
    files = [
        file
        for part in parts
        for file in calendar_files(work, connection, part.district_id, part.found)
    ]
    for part in parts:
        at_home = part.district_id == home
        letter = NewLetter(
            district_id=part.district_id,
            id=f"digest/{work.today.isoformat()}/{user}",
            user=user,
            kind="digest",
            worded=worded,
            files=tuple(files) if at_home else (),
            home="" if at_home else home,
        )
        write(work, connection, letter, part.found)
        whose = (part.district_id, user, work.today)
        finish_digest(connection, whose, len(part.parts), letter.id)


def _parts(
    connection: Connection, user: str, mornings: Sequence[Morning]
) -> Iterator[Part]:
    """Take what waits for a person; what was done meanwhile is marked so."""
    for morning in mornings:
        district = morning.district.id
        rows = unwritten(connection, [district], user=user, most=MOST)
        found = look_into(connection, district, rows)
        overtake(connection, user, found.overtaken)
        yield Part(
            district_id=district, parts=morning.parts_for(user, found), found=found
        )
