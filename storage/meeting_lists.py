"""Meetings in lists, with what of their decisions is in somebody's sight."""

from sqlalchemy import Connection, and_, case, func, select

from engine.access.sight import Sight
from storage.rows import Row, table_of
from storage.sight import number_in_sight
from storage.tables import Decision, FamilyCase, Meeting

_meeting = table_of(Meeting)
_decision = table_of(Decision)
_case = table_of(FamilyCase)


def meetings_of(
    connection: Connection, district: str, sight: Sight | None = None
) -> list[Row]:
    """Give a district's meetings, the latest first, with their decisions counted."""
    of_meeting = and_(
        _decision.c.district_id == _meeting.c.district_id,
        _decision.c.meeting == _meeting.c.reference,
        number_in_sight(_decision.c.case_number, district, sight),
    )
    columns = (
        _meeting.c.reference.label("meeting"),
        _meeting.c.held_on,
        _meeting.c.recorded_by,
        _meeting.c.recorded_at,
    )
    counts = (
        func.count(case((_decision.c.outcome == outcome, 1))).label(name)
        for outcome, name in (
            ("approve", "approved"),
            ("defer", "deferred"),
            ("decline", "declined"),
        )
    )
    statement = (
        select(*columns, *counts)
        .join_from(_meeting, _decision, of_meeting, isouter=True)
        .where(_meeting.c.district_id == district)
        .group_by(*columns)
        .order_by(_meeting.c.held_on.desc(), _meeting.c.recorded_at.desc())
    )
    return list(connection.execute(statement).mappings())


def decisions_seen(
    connection: Connection, district: str, meeting: str, sight: Sight | None = None
) -> list[Row]:
    """Give what a meeting decided of each family in sight, by reference."""
    of_case = and_(
        _case.c.district_id == _decision.c.district_id,
        _case.c.number == _decision.c.case_number,
    )
    statement = (
        select(
            _case.c.number,
            _case.c.reference,
            _decision.c.outcome,
            _decision.c.minute,
            _decision.c.reason,
        )
        .join(_case, of_case)
        .where(
            _decision.c.district_id == district,
            _decision.c.meeting == meeting,
            number_in_sight(_decision.c.case_number, district, sight),
        )
        .order_by(_case.c.number)
    )
    return list(connection.execute(statement).mappings())
