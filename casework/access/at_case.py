"""Whoever comes to a case: whether they see it, may do this there, and what is noted.

It is asked before any page of a case, so that no page can forget either question, or
to note who looked.
"""

from collections.abc import Collection
from enum import Enum

from sqlalchemy import Connection

from casework.access.events import note_reads
from casework.context import Context, district_of_reference
from engine.access.roles import Access
from engine.access.sight import Sight
from storage.cases import find_case
from storage.database import writing
from storage.history import find_commands
from storage.seen_case import seen_number


class AtCase(Enum):
    """How somebody stands before a case."""

    NOT_THERE = "not there"
    """There is no such case, or none that they see: which of the two is not said."""
    NOT_THEIRS = "not theirs"
    """They see it, and hold no role in its district that the page is for."""
    OPEN = "open"
    """They may have the page, and it is on record that they had it."""


def come_to_case(  # noqa: PLR0913 - who comes to which case, for what
    context: Context,
    sight: Sight,
    reference: str,
    wanted: Collection[Access],
    page: str,
    *,
    command: str = "",
) -> AtCase:
    """Find out whether somebody may have a page of a case, and note that they do.

    Args:
        context: the database.
        sight: who comes, with all that they see.
        reference: of the case.
        wanted: the roles that the page is for; one is held in the case's district.
        page: what is shown, for the record.
        command: the id of a command of theirs that may have run. One that put the
            case out of their sight is answered all the same when it comes again.

    Raises:
        StorageError: the database is missing, busy or gone: it can not be noted, so
            that nothing is shown.
    """
    with writing(context.database) as connection:
        district = district_of_reference(connection, reference) or ""
        if district not in sight.districts:
            return AtCase.NOT_THERE
        number = seen_number(connection, sight, district, reference)
        if number is None and command:
            number = _changed_by(connection, sight, (district, reference), command)
        if number is None:
            return AtCase.NOT_THERE
        if not sight.holds(wanted, district):
            return AtCase.NOT_THEIRS
        note_reads(connection, sight, [(district, number)], page)
    return AtCase.OPEN


def _changed_by(
    connection: Connection, sight: Sight, of: tuple[str, str], command: str
) -> int | None:
    """Give the number of a case that this very command of theirs has changed."""
    district, reference = of
    done = find_commands(connection, district, [command]).get(command)
    if done is None or done["actor"] != sight.user:
        return None
    case = find_case(connection, district, reference)
    return case.number if case and case.number == done["case_number"] else None
