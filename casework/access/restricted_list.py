"""The restricted cases of a district: since when, why, who is named, who opened them.

It names the case and no family. Whoever wants to read one has to be named for it, or
to break the glass like everybody else.
"""

from dataclasses import dataclass
from datetime import datetime

from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.words import person_title
from engine.access.sight import Sight
from engine.workflow.district import District
from storage.restrictions import glasses_of, readers_of, restrictions_of
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class GlassLine:
    """That somebody opened a restricted case without being named for it."""

    user: str
    title: str
    at: datetime
    reason: str
    is_open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RestrictedLine:
    """A restricted case: since when, by whom and why; and the titles of those named."""

    reference: str
    since: datetime
    by: str
    reason: str
    named: tuple[str, ...]
    opened: tuple[GlassLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RestrictedCases:
    """The restricted cases of one district, by number."""

    district_title: str
    cases: tuple[RestrictedLine, ...]


def restricted_cases(
    context: Context, sight: Sight, district: str
) -> RestrictedCases | None:
    """List a district's restricted cases; None if somebody has nothing to do there.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        stored = desk.districts.get(district)
        if stored is None or district not in sight.districts:
            return None
        named = readers_of(desk.connection, district)
        opened = glasses_of(desk.connection, district)
        return RestrictedCases(
            district_title=stored.district.title,
            cases=tuple(
                _line(stored.district, row, named, opened, sight.at)
                for row in restrictions_of(desk.connection, district)
            ),
        )


def _line(
    district: District, row: Row, named: list[Row], opened: list[Row], now: datetime
) -> RestrictedLine:
    number = row["case_number"]
    return RestrictedLine(
        reference=row["reference"],
        since=row["restricted_at"],
        by=person_title(district, row["restricted_by"]),
        reason=row["reason"],
        named=tuple(
            person_title(district, each["user"])
            for each in named
            if each["case_number"] == number
        ),
        opened=tuple(
            GlassLine(
                user=each["user"],
                title=person_title(district, each["user"]),
                at=each["at"],
                reason=each["reason"],
                is_open=each["ends_at"] > now,
            )
            for each in opened
            if each["case_number"] == number
        ),
    )
