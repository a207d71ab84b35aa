"""What can be done with a case, what it asks for, and why not."""

from casework.context import Context
from casework.reading.case_file import CanDo, Question
from casework.reading.desk import Desk, open_desk
from casework.reading.words import role_words
from engine.advance.case import Actor
from engine.advance.possible import possibilities
from engine.workflow.definition import SYSTEM, Ask
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase
from storage.districts import in_post


def what_can_be_done(
    desk: Desk, case: StoredCase, actor: Actor | None
) -> tuple[CanDo, ...]:
    """List the events of where a case stands, those that are open first."""
    setting = desk.setting(case.row)
    found = possibilities(setting, case.view, actor)
    engine = role_words(setting.workflow, SYSTEM)
    return tuple(
        CanDo(
            event=each.event,
            title=each.title,
            machine=each.machine,
            by=tuple(title for title in each.by if title != engine),
            asks=questions(desk, setting.workflow, each.asks),
            blocked_by=tuple(reason.sentence for reason in each.reasons),
        )
        for each in sorted(found, key=lambda possibility: not possibility.open)
    )


def questions(
    desk: Desk, workflow: Workflow, asks: dict[str, Ask]
) -> tuple[Question, ...]:
    """Word what an event asks for, with what can be answered today."""
    return tuple(
        Question(
            name=name,
            label=ask.label,
            type=ask.type,
            options=_options(desk, workflow, ask),
            required=ask.required,
        )
        for name, ask in asks.items()
    )


def _options(desk: Desk, workflow: Workflow, ask: Ask) -> tuple[str, ...]:
    if ask.type == "worker":
        return _workers(desk, workflow.district, ask)
    if ask.type == "agency":
        return tuple(workflow.pathway.agencies)
    if ask.type == "yes_no":
        return ("yes", "no")
    return ask.options


def _workers(desk: Desk, district: District, ask: Ask) -> tuple[str, ...]:
    return tuple(
        user
        for user, member in district.staff.items()
        if set(member.roles).intersection(ask.roles) and in_post(member, desk.today)
    )


def what_is_asked(context: Context, reference: str, event: str) -> tuple[Question, ...]:
    """Give what an event asks for, wherever the case stands; nothing if unknown.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        case = desk.case(reference)
        if case is None:
            return ()
        workflow = desk.workflow(case.row)
        known = workflow.events.get(event)
        return questions(desk, workflow, known[1].asks) if known else ()
