"""What a list of cases can be narrowed to, for one person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.which_cases import asked_districts, definition_of
from engine.access.sight import Sight
from engine.allocation import is_worker
from engine.facts import CRITERIA, LOCAL
from engine.workflow.definition import MACHINES, Pathway
from storage.districts import StoredDistrict

Option = tuple[str, str]
"""A value, and how people read it."""

_MOST_WORKERS = 100
"""More than this nobody looks through: they type the user name."""
CRITERION_TITLES = {
    "crime": "Crime or anti-social behaviour",
    "education": "Education",
    "work": "Work",
    LOCAL: "A local reason",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOptions:
    """The districts, places and workers to choose from, as somebody sees them.

    A place of the pathway is named as the districts name it. Where there are too many
    workers to choose from, `workers` is empty, and `type_worker` asks for a user name.
    """

    districts: tuple[Option, ...]
    states: tuple[Option, ...]
    workers: tuple[Option, ...]
    criteria: tuple[Option, ...]
    type_worker: bool


def list_options(context: Context, sight: Sight) -> ListOptions:
    """Give what a list can be narrowed to.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        asked = [
            (stored, definition_of(desk, stored))
            for stored in asked_districts(desk, None, sight)
        ]
    # One more than can be shown is enough to know that they are too many.
    workers = dict(islice(_workers(asked, sight), _MOST_WORKERS + 1))
    too_many = len(workers) > _MOST_WORKERS
    return ListOptions(
        districts=tuple((one.district.id, one.district.title) for one, _ in asked),
        states=tuple(_states(pathway for _, pathway in asked)),
        workers=() if too_many else tuple(workers.items()),
        type_worker=too_many,
        criteria=tuple((name, CRITERION_TITLES[name]) for name in (*CRITERIA, LOCAL)),
    )


def _states(pathways: Iterable[Pathway]) -> Iterator[Option]:
    titles: dict[str, dict[str, None]] = {}
    for pathway in pathways:
        for machine in MACHINES:
            for name, state in pathway.machine(machine).states.items():
                titles.setdefault(name, {})[state.title] = None
    for name, known in titles.items():
        yield name, " or ".join(known)


def _workers(
    asked: Iterable[tuple[StoredDistrict, Pathway]], sight: Sight
) -> Iterator[Option]:
    for stored, pathway in asked:
        if sight.districts[stored.district.id].whole:
            for user, member in stored.district.staff.items():
                if is_worker(pathway, member.roles):
                    yield user, f"{member.title} ({user})"
