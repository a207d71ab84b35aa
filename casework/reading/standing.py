"""Where an advance has brought a case, in words."""

from casework.advance_case import Advanced
from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.words import state_title
from engine.access.sight import Sight
from engine.workflow.definition import MACHINES


def standing_in_words(
    context: Context, done: Advanced, sight: Sight | None = None
) -> str:
    """Name the places that an advance led to by their titles.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    states = {"programme": done.programme, "service": done.service}
    with open_desk(context, sight) as desk:
        case = desk.case(done.reference)
        workflow = desk.workflow(case.row) if case else None
    return ", ".join(
        f"{name} '{state_title(workflow, name, states[name])}'"
        if workflow
        else f"{name} '{states[name]}'"
        for name in MACHINES
    )
