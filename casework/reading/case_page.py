"""One case as its page shows it: the file, the way so far, and the next steps."""

from dataclasses import dataclass

from casework.context import Context
from casework.people import find_actor
from casework.reading.case_file import CaseFile
from casework.reading.case_header import CaseHeader, header_of
from casework.reading.desk import Desk, open_desk
from casework.reading.look_at_case import case_file
from casework.reading.next_steps import NextSteps, next_steps
from casework.reading.track import Track, track
from engine.access.sight import Sight
from engine.advance.case import Actor
from engine.advance.pausing import may_pause
from engine.workflow.definition import MACHINES, MachineName
from engine.workflow.reading.picture import svg
from storage.cases import StoredCase
from storage.clocks import CaseKey
from storage.history import programme_states_of


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePage:
    """A case for one person. `key` is what a read of it is recorded under.

    `may_pause` says that they may pause its clocks, and resume them.
    """

    key: CaseKey
    header: CaseHeader
    file: CaseFile
    track: Track
    steps: NextSteps
    may_pause: bool


def case_page(context: Context, sight: Sight, reference: str) -> CasePage | None:
    """Read a case; None where there is none, or none in this person's sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        case = desk.case(reference, sight)
        if case is None:
            return None
        key = (case.district_id, case.number)
        actor = actor_of(desk, case, sight)
        pathway = desk.workflow(case.row).pathway
        reached = programme_states_of(desk.connection, key)
        return CasePage(
            key=key,
            header=header_of(desk, case),
            file=case_file(desk, case, actor),
            track=track(pathway, case.view.programme, reached),
            steps=next_steps(desk, case, actor),
            may_pause=actor is not None and may_pause(pathway, case.view, actor),
        )


def actor_of(desk: Desk, case: StoredCase, sight: Sight) -> Actor | None:
    """Give who looks as somebody who may act; None for who has no post there."""
    workflow = desk.workflow(case.row)
    found = find_actor(desk.connection, workflow, sight.user, desk.today)
    return found if isinstance(found, Actor) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePictures:
    """A case's two machines as SVG, with where it stands marked."""

    key: CaseKey
    reference: str
    pictures: tuple[tuple[MachineName, str], ...]


def case_pictures(
    context: Context, sight: Sight, reference: str
) -> CasePictures | None:
    """Draw the pathway of a case; None where there is none in this person's sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        case = desk.case(reference, sight)
        if case is None:
            return None
        pathway = desk.workflow(case.row).pathway
        return CasePictures(
            key=(case.district_id, case.number),
            reference=case.view.reference,
            pictures=tuple(
                (machine, svg(pathway, machine, here=case.view.state(machine)))
                for machine in MACHINES
            ),
        )
