"""The one door to the demonstration: a district played from its list to the end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from casework.context import open_context
from casework.intake.family_list import ListFaults
from casework.open_families import FamiliesOpened, OpenRequest, open_families
from casework.set_up import set_up, stand_at
from demo.cast import Cast
from demo.clock import PlayClock
from demo.play_file import Play, PlayError, check_play, read_play
from demo.player import Played, Player, Progress, days
from engine.advance.refusal import Refusal
from engine.workflow.loader import load_workflow
from engine.workflow.workflow import Workflow

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
DISTRICTS = ROOT / "workflows" / "districts"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayedOut:
    """A play that has ended: its district, its days, and what was done.

    `example` is the reference of one of its cases, to look at.
    """

    district: str
    first: date
    last: date
    families: int
    example: str
    played: Played


def play(
    district: str, url: str, *, progress: Progress = lambda _day: None
) -> PlayedOut:
    """Play a district into an empty database, whose clock then stands at the end.

    Args:
        district: such as `maidstone`; it needs a play, a list and a district file.
        url: where the database is to be.
        progress: is told each day.

    Raises:
        PlayError: there is no such play, or its list was refused.
        DefinitionError: the district's file has a fault.
        StorageError: the database can not be made or written to.
    """
    what = read_play(district)
    workflow = load_workflow(DISTRICTS / f"{district}.yaml")
    check_play(what, workflow)
    set_up(url, [workflow])
    clock = PlayClock(datetime.combine(what.opens.day, time(9), UTC))
    context = open_context(url, clock=clock)
    player = Player(context, clock, what, workflow)
    opened = open_families(context, _list(what, workflow))
    player.take_in(_references(opened), what.opens.day)
    for day in days(what.opens.day, what.ends):
        player.play_day(day)
        progress(day)
    player.close(what.ends)
    stand_at(context, context.now(), played=district)
    context.database.dispose()
    return PlayedOut(
        district=district,
        first=what.opens.day,
        last=what.ends,
        families=len(_references(opened)),
        example=next(iter(_references(opened)), ""),
        played=player.played,
    )


def length(district: str) -> int:
    """Give how many days a district's play has, for a progress bar."""
    what = read_play(district)
    return len(days(what.opens.day, what.ends))


def _list(what: Play, workflow: Workflow) -> OpenRequest:
    user = Cast(workflow.district).user(what.opens.by, "", what.opens.day)
    return OpenRequest(
        path=SAMPLES / what.list, district_id=workflow.district.id, user=user
    )


def _references(opened: FamiliesOpened | ListFaults | Refusal) -> tuple[str, ...]:
    if isinstance(opened, FamiliesOpened):
        return opened.opened
    raise PlayError("The play's list was refused. " + " ".join(opened.sentences()))
