"""Made-up districts: Maidstone's rules under another name, with staff enough."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from string import ascii_uppercase

from benchmarks.generator.wish import ROOT
from engine.workflow.district import Board, District, StaffMember
from engine.workflow.loader import load_workflow
from engine.workflow.workflow import Workflow

SINCE = date(2012, 10, 1)
FAMILIES_A_WORKER = 14
WORKERS_A_FIP_WORKER = 5
TEMPLATE = "d000"
"""The district whose families are played; its cases are copied into the others."""
_BASE = ROOT / "workflows" / "districts" / "maidstone.yaml"


def made_up_district(base: District, number: int, workers: int) -> District:
    """Make up a district.

    Args:
        base: the district whose board, terms and posts it takes over.
        number: 1 for `d001`.
        workers: how many caseworkers it has; for some of them a FIP worker comes on
            top.
    """
    id_ = f"d{number:03d}"
    return base.model_copy(
        update={
            "id": id_,
            "title": f"District {number}",
            "prefix": prefix_of(number),
            "responsible_body": f"Locality Board of district {number}",
            "board": Board(
                title=f"Project Board of district {number}",
                first_batch=1000,
                later_batches=1000,
            ),
            "staff": _staff(base, id_, workers),
            "closures": base.closures | {_own_day(number): "The board's own day"},
        }
    )


def made_up_workflow(number: int, workers: int) -> Workflow:
    """Give a made-up district with Maidstone's pathway."""
    base = _base()
    return Workflow(
        pathway=base.pathway,
        framework=base.framework,
        district=made_up_district(base.district, number, workers),
    )


@cache
def _base() -> Workflow:
    return load_workflow(_BASE)


def prefix_of(number: int) -> str:
    """Give the prefix of a made-up district's references: `EAB` for `d001`."""
    letters = len(ascii_uppercase)
    first, second = divmod(number, letters)
    return f"E{ascii_uppercase[first % letters]}{ascii_uppercase[second]}"


def _own_day(number: int) -> date:
    """Give a Wednesday on which only this district is closed.

    So no two have the same working days, and none can use what was counted for another.
    It is long after every due day, and moves none.
    """
    return date(2020, 1, 8) + timedelta(weeks=number)


def _staff(base: District, id_: str, workers: int) -> dict[str, StaffMember]:
    office = {
        f"{id_}.{user.partition('.')[2]}": _member(member, user)
        for user, member in base.staff.items()
        if not {"caseworker", "fip_worker"}.intersection(member.roles)
    }
    fips = max(2, workers // WORKERS_A_FIP_WORKER)
    return (
        office
        | {f"{id_}.worker{n}": _worker("caseworker", n) for n in range(1, workers + 1)}
        | {f"{id_}.fip{n}": _worker("fip_worker", n) for n in range(1, fips + 1)}
    )


def _member(member: StaffMember, user: str) -> StaffMember:
    return replace(member, email=f"{user}@example.org", since=SINCE, until=None)


def _worker(role: str, number: int) -> StaffMember:
    return StaffMember(
        title=f"{role.replace('_', ' ').capitalize()} {number}",
        roles=(role,),
        since=SINCE,
        email=f"{role}{number}@example.org",
    )
