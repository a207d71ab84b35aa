"""The office that is worked in: one made-up district, its staff and its families."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generator.districts import FAMILIES_A_WORKER, made_up_workflow
from benchmarks.load.clock import FIRST_MORNING
from benchmarks.parts import make_tables_in_parts
from casework.context import Context
from casework.open_families import FamiliesOpened, OpenRequest, open_families
from casework.set_up import set_up
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from engine.workflow.workflow import Workflow
from storage.database import open_database
from storage.schema import is_current

SEED = 33


class NotEmptyError(Exception):
    """The database that was named holds something already."""


def an_office(
    url: str, families: int, *, parts: int = 1
) -> tuple[Workflow, tuple[str, ...]]:
    """Set an empty database up, with families that are open since this morning.

    Args:
        url: where the database is.
        families: how many.
        parts: so many parts a table that grows lies in.

    Returns:
        The district's workflow, and the references of its cases.

    Raises:
        NotEmptyError: the database has tables already.
        NotSplitError: its tables can not have parts.
        StorageError: it can not be reached or written to.
    """
    _check_empty(url)
    if parts > 1:
        make_tables_in_parts(url, parts)
    workflow = made_up_workflow(1, workers=max(2, families // FAMILIES_A_WORKER))
    set_up(url, [workflow], clock=_first_morning)
    database = open_database(url)
    try:
        context = Context(database=database, clock=_first_morning)
        return workflow, _open(context, workflow, families)
    finally:
        database.dispose()


def _check_empty(url: str) -> None:
    database = open_database(url, create=True)
    try:
        if is_current(database):
            raise NotEmptyError(
                "This database has tables already. The load makes thousands of cases "
                "up: name an empty database of its own."
            )
    finally:
        database.dispose()


def _open(context: Context, workflow: Workflow, families: int) -> tuple[str, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "families.csv"
        where = sample_district("maidstone")
        write_sample_list(path, count=families, seed=SEED, district=where)
        staff = workflow.district.staff.items()
        user = next(user for user, member in staff if "coordinator" in member.roles)
        district = workflow.district.id
        request = OpenRequest(path=path, district_id=district, user=user)
        opened = open_families(context, request)
    if not isinstance(opened, FamiliesOpened):
        raise TypeError("\n".join(opened.sentences()))
    return opened.opened


def _first_morning() -> datetime:
    return FIRST_MORNING
