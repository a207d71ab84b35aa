"""What a change of a case has to know before it is decided: read in one go.

The calendar is kept as it is, and the case held, until the transaction ends. With the
case come its district with the closures that stand, who asks, and for whom they stand
in. The command id is looked up behind it, when the
case is held: the same command may have waited for it too.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, bindparam, select

from engine.text import is_storable
from engine.workflow.district import StaffMember
from storage.cases import StoredCase, stored_case
from storage.closures import closed_days
from storage.covers import absent_of, names_of
from storage.database import on_postgresql
from storage.districts import StoredDistrict, staff_member, stored_district
from storage.held import Held, Question, ask_together
from storage.redating import KEEP_CALENDAR
from storage.rows import Row, table_of
from storage.tables import DistrictRow, FamilyCase, HistoryEntry, Staff

_case = table_of(FamilyCase)
_district = table_of(DistrictRow)
_staff = table_of(Staff)
_history = table_of(HistoryEntry)
_STAFF = "staff_"
_MEMBER = tuple(_staff.c.keys())
# On PostgreSQL, KEY SHARE: others may refer to the case meanwhile. A tick that writes
# a task, and holds the clock that we are about to end, would otherwise wait for us
# while we wait for it.
_FOR_CHANGE = Held(
    select(
        _case,
        _district.c.particulars,
        _district.c.workflow_hash.label("hash_of_new_cases"),
        closed_days(_district.c.district_id),
        *(column.label(f"{_STAFF}{column.name}") for column in _staff.c),
        absent_of(_district.c.district_id).label("absent"),
    )
    .select_from(_district)
    .join(
        _case,
        and_(
            _case.c.district_id == _district.c.district_id,
            _case.c.reference == bindparam("reference"),
        ),
    )
    .outerjoin(
        _staff,
        and_(
            _staff.c.district_id == _district.c.district_id,
            _staff.c.user == bindparam("user"),
        ),
    )
    .where(_district.c.prefix == bindparam("prefix"))
    .with_for_update(of=_case, key_share=True)
)
_CALENDAR_KEPT: tuple[Question, ...] = ((Held(KEEP_CALENDAR), {}),)
_COMMAND = Held(
    select(_history)
    .join(_district, _district.c.district_id == _history.c.district_id)
    .where(
        _district.c.prefix == bindparam("prefix"),
        _history.c.command_id == bindparam("command"),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ForChange:
    """A case that is held, its district, and who asks.

    `member` is None for a user whom the district does not know; `covers` are the
    absent workers for whom the user stands in; `done` is the history entry that the
    same command wrote, if it has run before.
    """

    case: StoredCase
    district: StoredDistrict
    member: StaffMember | None
    covers: frozenset[str]
    done: Row | None


def read_for_change(
    connection: Connection, reference: str, *, user: str, today: date, command: str
) -> ForChange | None:
    """Read and hold a case that is to be changed; None if there is none.

    Args:
        connection: the transaction.
        reference: such as `MAI-0001`.
        user: who asks.
        today: the day in London, for whom they stand in.
        command: the id of the command.
    """
    if not is_storable(reference):
        return None
    whose = {"prefix": reference.rpartition("-")[0]}
    asked = {
        "reference": reference,
        "user": user if is_storable(user) else "",
        "day": today,
    }
    *_, cases, done = ask_together(
        connection,
        *(_CALENDAR_KEPT if on_postgresql(connection) else ()),
        (_FOR_CHANGE, whose | asked),
        (_COMMAND, whose | {"command": command}),
    )
    if not cases:
        return None
    (row,) = cases
    return ForChange(
        case=stored_case(row),
        district=stored_district(
            row["particulars"], row["closed_days"], row["hash_of_new_cases"]
        ),
        member=_member(row),
        covers=names_of(row["absent"]),
        done=done[0] if done else None,
    )


def _member(row: Row) -> StaffMember | None:
    if row[f"{_STAFF}user"] is None:
        return None
    return staff_member({name: row[f"{_STAFF}{name}"] for name in _MEMBER})
