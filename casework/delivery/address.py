"""Find the people that messages of the outbox are for, as late as can be.

Urgent messages are addressed when they may go out, the others when the district's
digests are made: who covers for whom is asked then, not when the message arose. A
message that nobody is there to read is set aside and shown.
"""

from collections.abc import Iterable, Sequence

from casework.delivery.readers import Readers, open_readers
from casework.delivery.round import Round
from engine.local_time import day_in_words
from storage.addressees import (
    add_addressees,
    readers_known,
    take_away,
    unwritten,
    users_waiting,
)
from storage.database import writing
from storage.outbox import messages_to_address, note_addressed, set_message_aside
from storage.people import Reader
from storage.rows import Row

BATCH = 500


def address_messages(work: Round, district: str, *, urgent_only: bool) -> None:
    """Write whom a district's messages are for, in short transactions.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    full = True
    while full:
        with writing(work.context.database) as connection:
            readers = open_readers(connection, district, work.today)
            rows = messages_to_address(
                connection, district, BATCH, urgent_only=urgent_only
            )
            _address(work, readers, rows)
        full = len(rows) == BATCH


def _address(work: Round, readers: Readers, rows: Sequence[Row]) -> None:
    """Write whom messages are for, all of them at once."""
    found = [(row, readers.of_message(row)) for row in rows]
    for row in (row for row, people in found if not people):
        _set_aside(work, readers, row)
    read = [(row, people) for row, people in found if people]
    how = [(row, _each(readers, row, people)) for row, people in read]
    add_addressees(readers.connection, how)
    note_addressed(readers.connection, (row for row, _ in read), work.now)
    for row, people in read:
        if _has_left(readers, row["user"]):
            to = ", ".join(one.user for one in people)
            gone = f"{row['user']} has left; the message goes to {to} instead."
            work.note(f"{_about(row)}: {gone}")


def _each(
    readers: Readers, row: Row, people: Iterable[Reader]
) -> list[tuple[str, bool]]:
    left = _has_left(readers, row["user"])
    return [_how(row, one, left=left) for one in people]


def _has_left(readers: Readers, user: str) -> bool:
    return bool(user) and user not in readers.people


def move_on(work: Round, district: str) -> None:
    """Pass on what waits for people who have left, or whom somebody covers by now.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with writing(work.context.database) as connection:
        readers = open_readers(connection, district, work.today)
        for user in users_waiting(connection, district):
            if readers.reads_own(user):
                continue
            for row in unwritten(connection, [district], users=[user], most=BATCH):
                _pass_on(work, readers, row)


def addressees_now(readers: Readers, row: Row) -> list[tuple[str, bool]]:
    """Say who gets a message that is in no letter yet, each with whether at once.

    The same as addressing it and passing it on would come to; nothing is written.
    """
    before = row["reader"]
    left = (before or row["user"] or "") not in {"", *readers.people}
    if before is None:
        people = readers.of_message(row)
    elif readers.reads_own(before) or _stays(readers, row):
        return [(before, row["at_once"])]
    else:
        people = _successors(readers, row)
    return [_how(row, one, left=left) for one in people]


def _stays(readers: Readers, row: Row) -> bool:
    """Say whether a message is its reader's own, whoever covers: about no case."""
    return row["case_number"] is None and row["reader"] in readers.people


def _successors(readers: Readers, row: Row) -> tuple[Reader, ...]:
    """Give whom a message goes to in place of its reader: nobody, if about no case."""
    case = row["case_number"]
    return readers.of_those(readers.of_user(row["reader"]), case) if case else ()


def _pass_on(work: Round, readers: Readers, row: Row) -> None:
    before, connection = row["reader"], readers.connection
    if _stays(readers, row):
        return
    people = _successors(readers, row)
    take_away(connection, row, before)
    known = readers_known(connection, row)
    left = before not in readers.people
    fresh = [_how(row, one, left=left) for one in people if one.user not in known]
    add_addressees(connection, [(row, fresh)])
    if not fresh and not known:
        _set_aside(work, readers, row)


def _set_aside(work: Round, readers: Readers, row: Row) -> None:
    why = _nobody(readers, row)
    set_message_aside(readers.connection, row, why)
    work.say(f"{_about(row)}: {why}")


def _how(row: Row, reader: Reader, *, left: bool) -> tuple[str, bool]:
    """Say whether a message goes to a person at once: also what a leaver should do.

    Nobody else is on it, so that it does not wait for the next digest.
    """
    return reader.user, (bool(row["urgent"]) or left) and reader.preference.immediate


def _nobody(readers: Readers, row: Row) -> str:
    day = day_in_words(readers.today)
    who = f"'{row['user']}'" if row["user"] else f"the role '{row['role']}'"
    return (
        f"Unknown recipient: on {day} nobody stands for {who}. Name somebody in the "
        "district's file, have it read again, then send the letters again."
    )


def _about(row: Row) -> str:
    return str(row["reference"] or row["id"])
