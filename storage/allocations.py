"""Who has which family."""

from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update

from storage.clocks import CaseKey
from storage.held import Held, ask
from storage.rows import Row, table_of
from storage.sight import Districts, is_of
from storage.tables import Allocation, FamilyCase
from storage.writes import Step, Writes

_allocation = table_of(Allocation)
_case = table_of(FamilyCase)
_END = Held(
    update(_allocation)
    .where(
        _allocation.c.district_id == bindparam("of_district"),
        _allocation.c.case_number == bindparam("of_case"),
        _allocation.c.until.is_(None),
    )
    .values(until=bindparam("today"))
)
_LOAD = Held(
    select(func.count().label("families")).where(
        _case.c.district_id == bindparam("district"),
        _case.c.worker == bindparam("worker"),
    )
)


def end_allocation(writes: Writes, case: CaseKey, today: date) -> None:
    """End the current allocation of a case, if it has one."""
    district, number = case
    values = {"of_district": district, "of_case": number, "today": today}
    writes.add(Step.ALLOCATIONS_ENDED, _END, values)


def families_of(connection: Connection, district: str, worker: str) -> int:
    """Count the families that a worker has now."""
    (found,) = ask(connection, _LOAD, {"district": district, "worker": worker})
    return int(found["families"])


def caseloads(
    connection: Connection, districts: Districts
) -> dict[str, dict[str, int]]:
    """Count, by district, the families of every worker who has one."""
    columns = _case.c.district_id, _case.c.worker
    found = connection.execute(
        select(*columns, func.count())
        .where(is_of(_case.c.district_id, districts), _case.c.worker != "")
        .group_by(*columns)
        .order_by(*columns)
    )
    loads: dict[str, dict[str, int]] = {district: {} for district in districts}
    for district, worker, families in found:
        loads[district][worker] = families
    return loads


def allocations_of(connection: Connection, case: CaseKey) -> list[Row]:
    """Give a case's allocations in order."""
    district, number = case
    found = connection.execute(
        select(_allocation)
        .where(
            _allocation.c.district_id == district, _allocation.c.case_number == number
        )
        .order_by(_allocation.c.since, _allocation.c.id)
    )
    return list(found.mappings())
