"""Workers who are not in post any more and still have families."""

from datetime import date

from sqlalchemy import Connection, and_, func, select

from storage.rows import Row, table_of
from storage.tables import FamilyCase, Staff

_staff = table_of(Staff)
_case = table_of(FamilyCase)


def workers_gone(connection: Connection, today: date) -> list[Row]:
    """Give those who left before a day and have families: district, user, until when.

    It starts from who has left, so that it does not matter how many cases there are.
    """
    theirs = and_(
        _case.c.district_id == _staff.c.district_id, _case.c.worker == _staff.c.user
    )
    statement = (
        select(
            _staff.c.district_id,
            _staff.c.user,
            _staff.c.until,
            func.count().label("families"),
        )
        .join(_case, theirs)
        .where(_staff.c.until < today)
        .group_by(_staff.c.district_id, _staff.c.user, _staff.c.until)
        .order_by(_staff.c.district_id, _staff.c.user)
    )
    return list(connection.execute(statement).mappings())
