"""Workers who have left, or soon will, and still have families."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.context import Context
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import person_title
from engine.advance.refusal import Refusal
from engine.local_time import day_in_words
from engine.workflow.district import District
from storage.allocations import caseloads
from storage.covers import cover_of

SOON_DAYS = 28
"""How many days ahead a leaver is listed: four weeks, a month's notice (grade C)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaver:
    """A worker who leaves or has left, with families still theirs.

    `until` is None for a user who is no longer on the staff list. `cover` stands in
    today, or is ''. `sentence` says what is to be done.
    """

    district_id: str
    user: str
    title: str
    until: date | None
    families: int
    cover: str
    sentence: str


def leavers(
    context: Context, district_id: str | None = None, *, within_days: int = SOON_DAYS
) -> tuple[Leaver, ...] | Refusal:
    """List those whose families have to be handed over, the longest gone first.

    Args:
        context: the database and the clock.
        district_id: only this district; None for all.
        within_days: also those who leave within so many days.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district_id)
        if missing is not None:
            return missing
        by = desk.today + timedelta(days=within_days)
        chosen = [d for d in desk.districts if district_id in {None, d}]
        found = [leaver for id_ in chosen for leaver in leavers_in(desk, id_, by)]
        return tuple(sorted(found, key=lambda each: each.until or date.min))


def leavers_in(desk: Desk, id_: str, by: date) -> Iterator[Leaver]:
    """Give those of a district who leave up to a day, or have, and have families."""
    district = desk.districts[id_].district
    for user, families in caseloads(desk.connection, [id_])[id_].items():
        member = district.staff.get(user)
        until = member.until if member else None
        if member is not None and (until is None or until > by):
            continue
        cover = cover_of(desk.connection, id_, user, desk.today)
        yield Leaver(
            district_id=id_,
            user=user,
            title=person_title(district, user),
            until=until,
            families=families,
            cover=cover,
            sentence=_sentence(desk, district, user, families, cover),
        )


def _sentence(
    desk: Desk, district: District, user: str, families: int, cover: str
) -> str:
    who = person_title(district, user)
    gone, left = _gone(desk.today, district, user)
    count = "1 family" if families == 1 else f"{families} families"
    covered = "nobody covers: reminders go to the coordinator"
    if cover:
        covered = f"{person_title(district, cover)} covers today"
    elif not left:
        covered = "nobody covers"
    return f"{who} {gone} and has {count}; {covered}. Hand them over."


def _gone(today: date, district: District, user: str) -> tuple[str, bool]:
    """Say when somebody leaves or left, and whether they have left."""
    member = district.staff.get(user)
    if member is None or member.until is None:
        return "is not on the staff list", True
    day = day_in_words(member.until)
    left = member.until < today
    return (f"left on {day}" if left else f"leaves on {day}"), left
