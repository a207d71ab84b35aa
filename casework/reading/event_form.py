"""What an event asks of one person for one case, ready to be put as questions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.case_page import actor_of
from casework.reading.desk import Desk, open_desk
from casework.reading.missing import Around, Missing, missing_for
from casework.reading.staff_list import StaffLine, staff_of
from engine.access.sight import Sight
from engine.advance.answers import read_answers
from engine.workflow.definition import Ask, AskType, Transition
from engine.workflow.reading.supply import questions_of
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase
from storage.clocks import CaseKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One of the answers to choose from; `hint` says what helps to choose."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormQuestion:
    """A question of an event, with the choices that there are today.

    `only_if_full` says that it is asked when the chosen worker has no room: the
    workers in `full` have none.
    """

    name: str
    label: str
    type: AskType
    choices: tuple[Choice, ...]
    required: bool
    only_if_full: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EventForm:
    """An event's questions for one case. `against` says why it can not be taken now.

    `worker_question` names the question that chooses a worker, if one does, and
    `full` the workers that have a full caseload. `judged_by` names for a condition the
    question that it looks at.
    """

    key: CaseKey
    reference: str
    version: int
    event: str
    title: str
    questions: tuple[FormQuestion, ...]
    against: tuple[Missing, ...]
    at_meeting: bool
    worker_question: str
    full: frozenset[str]
    judged_by: Mapping[str, str]
    today: date
    transition: Transition
    agencies: frozenset[str]

    def question(self, name: str) -> FormQuestion | None:
        """Give a question by its name."""
        return next((each for each in self.questions if each.name == name), None)

    def asked(self, answers: Mapping[str, str]) -> tuple[FormQuestion, ...]:
        """Give the questions that are put, as far as they depend on other answers."""
        worker = answers.get(self.worker_question, "")
        over = worker in self.full
        return tuple(q for q in self.questions if over or not q.only_if_full)

    def against_answer(self, name: str, given: str) -> str:
        """Say why an answer can not be read; '' when it can."""
        read = read_answers(
            self.transition, {name: given}, today=self.today, agencies=self.agencies
        )
        found = (r.sentence for r in read.reasons if r.about == name)
        return next(found, "")


def event_form(
    context: Context, sight: Sight, reference: str, event: str
) -> EventForm | None:
    """Give an event's questions; None where the case or the event is not there.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        case = desk.case(reference, sight)
        if case is None:
            return None
        workflow = desk.workflow(case.row)
        known = workflow.events.get(event)
        return None if known is None else _form(desk, case, event, sight)


def _form(desk: Desk, case: StoredCase, event: str, sight: Sight) -> EventForm:
    workflow = desk.workflow(case.row)
    _, transition = workflow.events[event]
    allocates = transition.does.allocates
    staff = tuple(_staff(desk, case)) if allocates else ()
    full = allocates.reason if allocates else ""
    return EventForm(
        key=(case.district_id, case.number),
        reference=case.view.reference,
        version=case.view.version,
        event=event,
        title=transition.title,
        questions=tuple(
            FormQuestion(
                name=name,
                label=ask.label,
                type=ask.type,
                choices=_choices(workflow, case, staff, ask),
                required=ask.required,
                only_if_full=name == full,
            )
            for name, ask in transition.asks.items()
        ),
        against=_against(desk, case, event, sight),
        at_meeting=transition.decision is not None,
        worker_question=allocates.worker if allocates else "",
        full=_full(staff),
        judged_by=dict(_judged_by(workflow, transition)),
        today=desk.today,
        transition=transition,
        agencies=frozenset(workflow.pathway.agencies),
    )


def _judged_by(workflow: Workflow, transition: Transition) -> Iterator[tuple[str, str]]:
    """Give the conditions of an event that look at an answer, with the question."""
    for condition in transition.requires:
        asked = questions_of(workflow, condition, transition)
        if asked:
            yield condition, asked[0]


def _staff(desk: Desk, case: StoredCase) -> Iterator[StaffLine]:
    return staff_of(desk, desk.districts[case.district_id])


def _against(
    desk: Desk, case: StoredCase, event: str, sight: Sight
) -> tuple[Missing, ...]:
    """Say why this person can not take the event, as far as is known without answers.

    An event that does not belong to where the case stands is told when it is tried,
    with who changed the case last.
    """
    actor = actor_of(desk, case, sight)
    around = Around.at(desk.setting(case.row), case.view, actor)
    mine = around.found.get(event)
    return missing_for(around, mine) if mine else ()


def _choices(
    workflow: Workflow, case: StoredCase, staff: Iterable[StaffLine], ask: Ask
) -> tuple[Choice, ...]:
    if ask.type == "worker":
        return tuple(_workers(staff, ask, case.row["worker"]))
    if ask.type == "agency":
        return _agencies(workflow, case)
    if ask.type == "yes_no":
        return (Choice(value="yes", label="Yes"), Choice(value="no", label="No"))
    return tuple(Choice(value=o, label=worded(o)) for o in ask.options)


def worded(option: str) -> str:
    """Write an option as people read it: `needs_met` is 'Needs met'."""
    return option.replace("_", " ").capitalize()


def _agencies(workflow: Workflow, case: StoredCase) -> tuple[Choice, ...]:
    facts = case.view.facts
    said = {"agencies_answered": "Has answered", "agencies_missing": "Gap accepted"}
    hints = {
        agency: words
        for fact, words in said.items()
        for agency in _names(facts.get(fact))
    }
    return tuple(
        Choice(value=name, label=agency.title, hint=hints.get(name, ""))
        for name, agency in workflow.pathway.agencies.items()
    )


def _names(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _workers(staff: Iterable[StaffLine], ask: Ask, present: str) -> Iterator[Choice]:
    for line in staff:
        if line.in_post and set(line.roles).intersection(ask.roles):
            yield Choice(
                value=line.user,
                label=f"{line.title} ({line.user})",
                hint=_room(line, now=line.user == present),
            )


def _room(line: StaffLine, *, now: bool) -> str:
    has = "Has this family now. " if now else ""
    if line.most is None:
        return f"{has}{line.families} families"
    left = line.most - line.families
    room = f"room for {left} more" if left > 0 else "a full caseload"
    return f"{has}{line.families} of {line.most} families: {room}"


def _full(staff: Iterable[StaffLine]) -> frozenset[str]:
    return frozenset(
        line.user
        for line in staff
        if line.most is not None and line.families >= line.most
    )
