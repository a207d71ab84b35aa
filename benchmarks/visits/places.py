"""Places of a generated database, and the people who look at them.

Made once, before anything is measured: accounts that are signed in, a coordinator with
a post in each district of a county, an auditor of every district, and an agenda.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from benchmarks.errors import NotDoneError
from benchmarks.visits.pages import Who
from casework.access.accounts import AccountRequest, make_accounts
from casework.access.sessions import start_session
from casework.context import Context, wall_clock
from engine.access.roles import Access
from engine.workflow.district import StaffMember
from storage.accounts import find_account, write_grant
from storage.agendas import NewAgenda, add_items, find_agenda, write_agenda
from storage.database import writing
from storage.districts import StoredDistrict, all_districts, save_district
from storage.rows import table_of
from storage.tables import FamilyCase

_DISTRICTS = 4
"""In how many districts pages are looked at in turn."""
_COUNTY = 12
"""How many districts a county has, as Kent has."""
_AGENDA = "next"
_ON_AGENDA = 25
_case = table_of(FamilyCase)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a visit goes: what names in addresses stand for, and who is signed in."""

    names: Mapping[str, str]
    tokens: Mapping[Who, str]


def make_places(context: Context) -> tuple[Place, ...]:
    """Make the people and the agendas, and let everybody sign in."""
    with writing(context.database) as connection:
        stored = all_districts(connection)
        for each in stored[:_COUNTY]:
            _appoint(connection, each)
        names = [_names(context, connection, each) for each in stored[:_DISTRICTS]]
    shared = {who: _sign_in(context, who) for who in ("county", "nation")}
    with writing(context.database) as connection:
        _let_see(connection, stored)
    return tuple(
        Place(
            names=each,
            tokens={
                "coordinator": _sign_in(context, f"{each['d']}.coordinator"),
                "worker": _sign_in(context, each["worker"]),
                "county": shared["county"],
                "nation": shared["nation"],
            },
        )
        for each in names
    )


def _appoint(connection: Connection, stored: StoredDistrict) -> None:
    """Give a district the coordinator that it shares with its county."""
    own = stored.district.staff[f"{stored.district.id}.coordinator"]
    shared = StaffMember(title="Coordinator", roles=own.roles, since=own.since)
    staff = dict(stored.district.staff) | {"county": shared}
    district = stored.district.model_copy(update={"staff": staff})
    save_district(connection, district, stored.workflow_hash)


def _names(
    context: Context, connection: Connection, stored: StoredDistrict
) -> dict[str, str]:
    district = stored.district
    cases = _in_support(connection, district.id)
    if not cases:
        raise NotDoneError(f"Nobody is supported in {district.title}.")
    _plan(context, connection, district.id, [case.number for case in cases])
    case = cases[len(cases) // 2]
    return {
        "d": district.id,
        "p": district.prefix,
        "case": case.reference,
        "worker": case.worker,
        "agenda": f"{_AGENDA}-{district.id}",
    }


def _in_support(connection: Connection, district: str) -> Sequence[Row[int, str, str]]:
    statement = (
        select(_case.c.number, _case.c.reference, _case.c.worker)
        .where(_case.c.district_id == district, _case.c.programme == "in_support")
        .order_by(_case.c.number)
    )
    return connection.execute(statement).all()


def _plan(
    context: Context, connection: Connection, district: str, numbers: Sequence[int]
) -> None:
    """Plan a meeting, with families on its agenda."""
    by, now = f"{district}.coordinator", context.now()
    id_ = f"{_AGENDA}-{district}"
    new = NewAgenda(
        district_id=district,
        id=id_,
        meeting=f"PB/{_AGENDA}",
        held_on=context.today(),
        made_by=by,
        made_at=now,
    )
    write_agenda(connection, new)
    agenda = find_agenda(connection, district, id_)
    if agenda is not None:
        add_items(connection, agenda, numbers[:_ON_AGENDA], by, now)


def _sign_in(context: Context, user: str) -> str:
    now = wall_clock()
    asked = AccountRequest(user=user, title=user, must_change=False)
    make_accounts(context, [asked], "benchmark", now)
    with writing(context.database) as connection:
        account = find_account(connection, user)
    if account is None:
        raise NotDoneError(f"{user} has no account.")
    return start_session(context, account["account_id"], "A browser", now)


def _let_see(connection: Connection, stored: Sequence[StoredDistrict]) -> None:
    """Let the auditor of the nation see every district."""
    account = find_account(connection, "nation")
    if account is None:
        raise NotDoneError("The auditor has no account.")
    for each in stored:
        grant = {
            "district_id": each.district.id,
            "account_id": account["account_id"],
            "access": Access.AUDITOR.value,
            "granted_by": "benchmark",
            "granted_at": wall_clock(),
        }
        write_grant(connection, grant)
