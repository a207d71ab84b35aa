"""Plans steps: for each event that fits a case, good answers and somebody to give them.

No more is asked of a plan than that it is worth trying: `decide` says if it is allowed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.advance.case import AdvanceCommand
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.refusal import Refusal
from engine.advance.setting import Setting
from engine.workflow.definition import SYSTEM, WORKER, Ask, Transition
from engine.workflow.workflow import Workflow
from tests.builders.office_steps import GOOD, PLAIN
from tests.builders.simulation import (
    PaperCase,
    actor,
    advanced,
    chosen_worker,
    in_post,
)

Answers = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An event with the answers and the user to try it with."""

    event: str
    user: str
    answers: Answers


def steps(setting: Setting, case: PaperCase) -> Iterator[Step]:
    """Plan every event of where the case stands, in some variations of answers."""
    workflow, today = setting.workflow, setting.today
    for event, (machine, transition) in workflow.events.items():
        if case.view.state(machine) not in workflow.sources(event):
            continue
        user = someone_for(workflow, case, transition, today)
        if user:
            for answers in variations(workflow, case, event, today):
                yield Step(event=event, user=user, answers=answers)


def someone_for(
    workflow: Workflow, case: PaperCase, transition: Transition, today: date
) -> str:
    """Name somebody in post who may take a transition, the family's worker first."""
    roles = set(transition.by) - {WORKER, SYSTEM}
    staff = workflow.district.staff
    if WORKER in transition.by and case.worker in staff:
        leaves = staff[case.worker].until
        if leaves is None or today <= leaves:
            return case.worker
    return next(in_post(workflow, today, roles), "")


def variations(
    workflow: Workflow, case: PaperCase, event: str, today: date
) -> Iterator[Answers]:
    """Give good answers to an event, then each of them exchanged for its others."""
    asks = workflow.events[event][1].asks
    choices = {
        name: _choices(workflow, case, event, name, ask, today)
        for name, ask in asks.items()
        if ask.required
    }
    if not all(choices.values()):
        return
    good = {name: values[0] for name, values in choices.items()}
    yield good
    for name, values in choices.items():
        for value in values[1:]:
            yield good | {name: value}


def _choices(  # noqa: PLR0917 - what a choice depends on
    workflow: Workflow, case: PaperCase, event: str, name: str, ask: Ask, today: date
) -> Sequence[object]:
    choices: Mapping[str, Sequence[object]] = {
        "choice": ask.options,
        "date": [today.isoformat()],
        "yes_no": [True, False],
        "worker": [*in_post(workflow, today, ask.roles)][:2],
        "agency": sorted(case.asked)[:1],
        "case": [_another(case.view.reference)],
    }
    return choices.get(ask.type) or [GOOD.get((event, name), PLAIN.get(ask.type, ""))]


def _another(reference: str) -> str:
    """Give the reference of another case: the first, or for the first the second."""
    prefix, _, number = reference.rpartition("-")
    return f"{prefix}-{2 if int(number) == 1 else 1:04d}"


def attempt(
    setting: Setting, case: PaperCase, step: Step
) -> tuple[Advance | Refusal, PaperCase]:
    """Decide on a step; give the outcome and the case as it then stands."""
    workflow = setting.workflow
    does = workflow.events[step.event][1].does
    named = str(step.answers.get(does.allocates.worker)) if does.allocates else ""
    command = AdvanceCommand(
        reference=case.view.reference,
        event=step.event,
        actor=actor(workflow, step.user),
        answers=step.answers,
        command_id="walk",
    )
    chosen = chosen_worker(workflow, named, setting.today, {})
    outcome = decide(setting, case.view, command, chosen)
    if isinstance(outcome, Refusal):
        return outcome, case
    return outcome, advanced(case, outcome)
