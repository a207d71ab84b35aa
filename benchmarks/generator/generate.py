"""From a wish to a database: tables, districts, and copies of the template cases."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import bindparam, update

from benchmarks.generator.districts import (
    FAMILIES_A_WORKER,
    made_up_workflow,
)
from benchmarks.generator.loading import Loader, loading
from benchmarks.generator.playing import MORNING_AFTER, play_templates
from benchmarks.generator.stamping import Stamp, mark_users
from benchmarks.generator.templates import Template, Templates, read_templates
from benchmarks.generator.wish import Wish, fingerprint
from casework.set_up import set_up
from demo.chance import Chance
from engine.workflow.district import District
from storage.database import open_database, writing
from storage.openings import reference
from storage.rows import table_of
from storage.schema import HEAD
from storage.tables import DistrictRow

Progress = Callable[[str], None]
_STRIDE = 61
"""Who comes after whom when copies are dealt out: far apart, so that kinds mix."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Generated:
    """What was made: how many rows, and the next working day, on which rungs fire."""

    cases: int
    rows: int
    next_day: date


def generate(
    url: str,
    wish: Wish,
    *,
    folder: Path | None = None,
    progress: Progress = lambda _line: None,
) -> Generated:
    """Make a database.

    Args:
        url: an SQLite file that is not there yet, or an empty PostgreSQL database,
            whose user has to be a superuser.
        wish: what is to be in it.
        folder: where played templates are kept for the next time; None keeps none.
        progress: is told how far it is.

    Raises:
        LookupError: the templates hold no case of a kind that is wished for.
        StorageError: the database can not be made or written to.
    """
    with TemporaryDirectory() as elsewhere:
        file = _played(folder or Path(elsewhere), wish, progress)
        next_day = MORNING_AFTER.date()
        templates = read_templates(file, next_day)
        chosen = _choose(templates.cases, wish)
        workflows = [
            made_up_workflow(number, _workers(templates.cases, wish))
            for number in range(1, wish.districts + 1)
        ]
        set_up(url, workflows)
        districts = [workflow.district for workflow in workflows]
        with loading(url) as loader:
            _shared(loader, templates, districts)
            taken = _stamp_all(loader, chosen, districts, progress)
        _go_on_numbering(url, taken)
    return Generated(cases=wish.cases, rows=loader.written, next_day=next_day)


def _played(folder: Path, wish: Wish, progress: Progress) -> Path:
    """Give the file of the played templates; play them if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"templates-{HEAD}-{fingerprint()[:16]}-{wish.templates}-{wish.seed}.sqlite"
    file = folder / name
    if not file.exists():
        progress(f"playing {wish.templates} families")
        half_done = file.with_suffix(".part")
        half_done.unlink(missing_ok=True)
        play_templates(half_done, wish.templates, wish.seed)
        half_done.rename(file)
    return file


def _workers(cases: Sequence[Template], wish: Wish) -> int:
    """Give how many caseworkers a district needs for its share of the families."""
    given = sum(bool(case.rows.get("allocation")) for case in cases) / len(cases)
    return max(3, int(wish.cases * given / wish.districts / FAMILIES_A_WORKER))


def _choose(cases: Sequence[Template], wish: Wish) -> list[tuple[Template, int]]:
    """Give each template with how many copies are made of it."""
    able = [case for case in cases if _is_wished_for(case, wish)]
    counts: dict[int, int] = {}
    for state, count in wish.standing.items():
        _share([case for case in able if case.standing == state], count, counts)
    if wish.due is not None:
        _take_due([case for case in able if case.due], wish.due, counts)
        able = [case for case in able if not case.due]
    _share(able, wish.cases - sum(counts.values()), counts)
    by_number = {case.number: case for case in cases}
    return [(by_number[number], count) for number, count in counts.items()]


def _is_wished_for(case: Template, wish: Wish) -> bool:
    short = wish.longest is None or len(case.entries) <= wish.longest
    return short and (case.running > 0 or not wish.open_only)


def _share(cases: Sequence[Template], copies: int, counts: dict[int, int]) -> None:
    """Share copies out over templates, as evenly as it goes."""
    if copies > 0 and not cases:
        raise LookupError("No template case is of the kind that is wished for.")
    each, left_over = divmod(max(copies, 0), len(cases) or 1)
    for place, case in enumerate(cases):
        counts[case.number] = counts.get(case.number, 0) + each + (place < left_over)


def _take_due(cases: Sequence[Template], clocks: int, counts: dict[int, int]) -> None:
    """Copy templates with something due until exactly so many clocks are due."""
    left = clocks - sum(case.due * counts.get(case.number, 0) for case in cases)
    single = next((case for case in cases if case.due == 1), None)
    if left < 0 or single is None:
        raise LookupError(f"{clocks} due clocks can not be made of these templates.")
    for case in cycle(cases):
        take = case if case.due <= left else single
        if not left:
            return
        counts[take.number] = counts.get(take.number, 0) + 1
        left -= take.due


def _shared(
    loader: Loader, templates: Templates, districts: Sequence[District]
) -> None:
    """Write what belongs to no case: each board's meetings, the runs, the settings."""
    for district in districts:
        everybody = {user.partition(".")[2]: user for user in district.staff}
        for row in templates.shared["meeting"]:
            said = [mark_users(v) % everybody if isinstance(v, str) else v for v in row]
            loader.add("meeting", [[district.id, *said[1:]]])
    for name in ("setting", "job_run"):
        loader.add(name, templates.shared[name])


def _stamp_all(
    loader: Loader,
    chosen: Sequence[tuple[Template, int]],
    districts: Sequence[District],
    progress: Progress,
) -> dict[str, int]:
    """Write the copies; give how many each district has."""
    stamps = [(Stamp(template), count) for template, count in chosen]
    shares = _shares(stamps, len(districts))
    taken: dict[str, int] = {}
    for district, share in zip(districts, shares, strict=True):
        crew = _Crew(district, Chance(len(taken)))
        copies = [stamp for stamp, count in share for _ in range(count)]
        for number, stamp in enumerate(copies, start=1):
            for table, rows in stamp.copy(number, crew.values(stamp, number)):
                loader.add(table, rows)
        taken[district.id] = len(copies)
        progress(f"{sum(taken.values()):,} cases, {loader.written:,} rows")
    return taken


def _shares(
    stamps: Sequence[tuple[Stamp, int]], districts: int
) -> Iterator[list[tuple[Stamp, int]]]:
    """Deal the copies out, so that each district has its share of every kind."""
    for place in range(districts):
        yield [
            (stamp, (count + (place + turn * _STRIDE) % districts) // districts)
            for turn, (stamp, count) in enumerate(stamps)
        ]


class _Crew:
    """Who does in a district what somebody did in the templates' one."""

    def __init__(self, district: District, chance: Chance) -> None:
        self._district, self._chance = district, chance
        kinds = [(user, user.partition(".")[2]) for user in district.staff]
        self._workers = [user for user, kind in kinds if kind.startswith("worker")]
        self._fips = [user for user, kind in kinds if kind.startswith("fip")]

    def values(self, stamp: Stamp, number: int) -> dict[str, str]:
        """Give what stands for the marks of a copy."""
        district = self._district
        values = {user: self._instead(user) for user in stamp.users}
        values["r"] = reference(district.prefix, number)
        return values | {"n": str(number), "d": district.id}

    def _instead(self, user: str) -> str:
        if user.startswith("worker"):
            return self._chance.one_of(self._workers)
        if user.startswith("fip"):
            return self._chance.one_of(self._fips)
        return f"{self._district.id}.{user}"


def _go_on_numbering(url: str, taken: Mapping[str, int]) -> None:
    """Let each district's next case have the next number."""
    database = open_database(url)
    table = table_of(DistrictRow)
    statement = (
        update(table)
        .where(table.c.district_id == bindparam("of_district"))
        .values(next_number=bindparam("next"))
    )
    with writing(database) as connection:
        rows = [{"of_district": d, "next": n + 1} for d, n in taken.items()]
        connection.execute(statement, rows)
    database.dispose()
