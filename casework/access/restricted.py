"""Restricted cases: seen by those who are named, and by whoever breaks the glass."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from casework.access.events import note
from casework.access.glass_told import tell_of_glass
from casework.context import Context, district_of_reference
from engine.access.sight import Sight
from engine.advance.refusal import Reason, Why
from storage.cases import StoredCase
from storage.database import reading, writing
from storage.districts import find_district, in_post
from storage.restrictions import (
    NewBrokenGlass,
    case_in_reach_of,
    find_restriction,
    name_readers,
    restrict_case,
    unrestrict_case,
    write_broken_glass,
)
from storage.seen_case import find_seen_case

OPEN_FOR = timedelta(hours=4)
"""How long a broken glass stays open (ours: half a working day; grade C)."""
SHORTEST_REASON = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A restricted case that somebody may look at, until a moment."""

    reference: str
    until: datetime


def break_glass(
    context: Context, sight: Sight, reference: str, reason: str
) -> Opened | None:
    """Open a restricted case to somebody who would see it were it not restricted.

    It is noted, with the reason, and those who are named for the case are told. A case
    that is not restricted opens as it always did, and nothing is noted.

    Returns:
        None when there is no such case, or not for this person: which of the two is
        not said.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    until = sight.at + OPEN_FOR
    with writing(context.database) as connection:
        found = case_in_reach_of(connection, sight, reference)
        if found is None:
            return None
        if found.restricted and not found.named:
            glass = NewBrokenGlass(
                district_id=found.district,
                id=uuid4().hex,
                case_number=found.number,
                user=sight.user,
                reason=reason,
                at=sight.at,
                ends_at=until,
            )
            write_broken_glass(connection, glass)
            tell_of_glass(context, connection, sight, glass, reference)
            what = "restricted case opened"
            note(connection, sight.at, sight.user, what, about=reference, detail=reason)
    return Opened(reference=reference, until=until)


@dataclass(frozen=True, kw_only=True, slots=True)
class RestrictionRequest:
    """A case that only those who are named are to see, and why."""

    reference: str
    reason: str
    users: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class RestrictionView:
    """A case's restriction, or that it has none; who is named, and who might be.

    `staff` are those in post today, user and title.
    """

    reference: str
    district: str
    restricted: bool
    reason: str
    named: frozenset[str]
    staff: tuple[tuple[str, str], ...]

    def against(self, asked: RestrictionRequest) -> tuple[Reason, ...]:
        """Give every reason against a restriction: no reason, or names of nobody.

        A name that is nobody's would let nobody in, and say nothing.
        """
        unknown = sorted(asked.users - {user for user, _ in self.staff})
        return (
            *reasons_against(asked.reason, "Say in a sentence why it is restricted."),
            *(
                Reason(
                    why=Why.STAFF,
                    about=user,
                    sentence=f"There is no user '{user}' in post in this district.",
                )
                for user in unknown
            ),
        )


def reasons_against(said: str, sentence: str) -> tuple[Reason, ...]:
    """Refuse what is too short to be a reason; blanks around it do not count."""
    if len(said.strip()) >= SHORTEST_REASON:
        return ()
    return (Reason(why=Why.ANSWER, about="reason", sentence=sentence),)


def restriction_of(
    context: Context, sight: Sight, reference: str
) -> RestrictionView | None:
    """Read who may see a case; None when there is no such case in sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with reading(context.database) as connection:
        case = _seen(connection, sight, reference)
        if case is None:
            return None
        stored = find_district(connection, case.district_id)
        found = find_restriction(connection, (case.district_id, case.number))
    today = context.today()
    everybody = stored.district.staff.items() if stored else ()
    return RestrictionView(
        reference=case.view.reference,
        district=case.district_id,
        restricted=found is not None,
        reason=found.reason if found else "",
        named=found.named if found else frozenset(),
        staff=tuple((user, m.title) for user, m in everybody if in_post(m, today)),
    )


def restrict(context: Context, sight: Sight, asked: RestrictionRequest) -> bool:
    """Let only those who are named see a case from now on.

    The one who restricts it is named as well, or nobody might be left to lift it.

    Returns:
        False when there is no such case in sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        case = _seen(connection, sight, asked.reference)
        if case is None:
            return False
        place, by, at = (case.district_id, case.number), sight.user, sight.at
        restrict_case(connection, place, asked.reason, by, at)
        users = asked.users | {by}
        name_readers(connection, place, users, by, at)
        detail = f"{asked.reason} Named: {', '.join(sorted(users))}."
        about = asked.reference
        note(connection, at, by, "case restricted", about=about, detail=detail)
    return True


def lift(context: Context, sight: Sight, reference: str) -> bool:
    """Lift the restriction of a case; False when there is none in sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with writing(context.database) as connection:
        case = _seen(connection, sight, reference)
        if case is None:
            return False
        gone = unrestrict_case(connection, (case.district_id, case.number))
        if gone:
            what = "restriction lifted"
            note(connection, sight.at, sight.user, what, about=reference)
    return gone


def _seen(connection: Connection, sight: Sight, reference: str) -> StoredCase | None:
    district = district_of_reference(connection, reference) or ""
    return find_seen_case(connection, sight, district, reference)
