"""The template cases: families that are really played, cohort by cohort."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.errors import NotDoneError
from benchmarks.generator.districts import FAMILIES_A_WORKER, made_up_workflow
from casework.context import Context, calendar_of, open_context
from casework.open_families import FamiliesOpened, OpenRequest, open_families
from casework.set_up import set_up, stand_at
from demo.clock import PlayClock
from demo.play_file import Meeting, Play, read_play
from demo.player import Player, days
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from engine.workflow.workflow import Workflow

OPENS, ENDS = date(2012, 12, 17), date(2014, 3, 31)
MORNING_AFTER = datetime(2014, 4, 1, 9, tzinfo=UTC)
"""The next working day after the end, at ten o'clock in London: nothing is done yet."""
COHORT_DAYS = 28
"""A new cohort comes every four weeks, so that cases stand everywhere at the end."""
LAST_COHORT = date(2014, 3, 18)
"""Its profiles are due the day after the end: then, there is much to fire."""


def play_templates(file: Path, count: int, seed: int) -> None:
    """Play template cases into an SQLite file.

    Args:
        file: where; it must not be there yet.
        count: how many families; every cohort has as many, the first ones more.
        seed: the run of chances.
    """
    workflow = made_up_workflow(0, workers=count // FAMILIES_A_WORKER + 3)
    url = f"sqlite:///{file}"
    set_up(url, [workflow])
    clock = PlayClock(datetime.combine(OPENS, time(9), UTC))
    context = open_context(url, clock=clock)
    play = _monthly(read_play("maidstone"), workflow, seed)
    player = Player(context, clock, play, workflow)
    sizes = dict(_cohorts(count))
    done = 0
    for day in days(OPENS, ENDS):
        if day in sizes:
            done += sizes[day]
            clock.go_to(day, 9)
            player.take_in(_open(context, workflow, done), day)
        player.play_day(day)
    player.close(ENDS)
    stand_at(context, context.now(), played=workflow.district.id)
    context.database.dispose()


def _cohorts(count: int) -> Iterator[tuple[date, int]]:
    """Give the day and the size of each cohort: the programme grows as it goes."""
    firsts = [d for d in days(OPENS, ENDS) if (d - OPENS).days % COHORT_DAYS == 0]
    firsts.append(LAST_COHORT)
    weights = range(1, len(firsts) + 1)
    taken = 0
    for weight, day in zip(weights, firsts, strict=True):
        share = count * sum(range(1, weight + 1)) // sum(weights)
        if share > taken:
            yield day, share - taken
        taken = share


def _open(context: Context, workflow: Workflow, most: int) -> tuple[str, ...]:
    """Open the list's families up to this many; those open already stay so."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "families.csv"
        where = sample_district("maidstone")
        write_sample_list(path, count=most, seed=33, district=where)
        district = workflow.district.id
        request = OpenRequest(
            path=path, district_id=district, user=f"{district}.coordinator"
        )
        opened = open_families(context, request)
    if not isinstance(opened, FamiliesOpened):
        raise NotDoneError(f"No template was opened: {opened}")
    return opened.opened


def _monthly(play: Play, workflow: Workflow, seed: int) -> Play:
    """Let the board meet every four weeks, on a working day."""
    calendar = calendar_of(workflow.district)
    every = range(20, (ENDS - OPENS).days, COHORT_DAYS)
    meetings = tuple(
        Meeting(
            reference=f"PB/{place}",
            day=calendar.add(OPENS + timedelta(days=after), 1),
        )
        for place, after in enumerate(every, start=1)
    )
    return play.model_copy(
        update={"meetings": meetings, "seed": seed, "district": workflow.district.id}
    )
