"""What must be true of every family's case, wherever it stands and whatever the day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from engine.advance.possible import possibilities
from engine.advance.setting import Setting
from engine.workflow.definition import MACHINES, SAME, WORKER, MachineName
from engine.workflow.workflow import Workflow
from tests.builders.simulation import PaperCase, in_post


def lives(workflow: Workflow, case: PaperCase, machine: MachineName) -> bool:
    """Say whether a machine stands in a state that is not final."""
    state = case.view.state(machine)
    return not workflow.pathway.machine(machine).states[state].final


def is_living(workflow: Workflow, case: PaperCase) -> bool:
    """Say whether anything is still owed to the family."""
    return any(lives(workflow, case, machine) for machine in MACHINES)


def what_is_missing(setting: Setting, case: PaperCase) -> list[str]:
    """Name all that a living case lacks: an owner, a next step, a date."""
    workflow = setting.workflow
    if not is_living(workflow, case):
        return [f"{clock.clock} runs on" for clock in case.clocks]
    return [
        *_owners(workflow, case, setting.today),
        *_next_step(setting, case),
        *_clocks(workflow, case),
        *_agencies(case),
    ]


def _owners(workflow: Workflow, case: PaperCase, today: date) -> Iterator[str]:
    for machine in MACHINES:
        owner = workflow.pathway.machine(machine).states[case.view.state(machine)].owner
        if not lives(workflow, case, machine):
            continue
        held = bool(case.worker) if owner == WORKER else any_of(workflow, today, owner)
        if not held:
            yield f"the {machine} has no {owner}"


def any_of(workflow: Workflow, today: date, role: str) -> bool:
    """Say whether somebody in post holds a role."""
    return any(True for _ in in_post(workflow, today, [role]))


def _next_step(setting: Setting, case: PaperCase) -> Iterator[str]:
    """Ask for a step that takes the case elsewhere, and for somebody to take it."""
    for possible in possibilities(setting, case.view, None):
        _, transition = setting.workflow.events[possible.event]
        leads = {transition.to, *(route.to for route in transition.routes)}
        moves = possible.open and leads != {SAME}
        if moves and _somebody(setting, case, transition.by):
            return
    yield "there is no next step that anybody in post can take"


def _somebody(setting: Setting, case: PaperCase, by: Iterable[str]) -> bool:
    return (WORKER in by and bool(case.worker)) or any(
        any_of(setting.workflow, setting.today, role) for role in by
    )


def _clocks(workflow: Workflow, case: PaperCase) -> Iterator[str]:
    """Ask for a date in the machine that sets the pace, and for no clock too many."""
    pace: MachineName = "programme" if lives(workflow, case, "programme") else "service"
    if not any(clock.machine == pace for clock in case.clocks):
        yield f"no clock runs in the {pace}"
    running = Counter((clock.clock, clock.subject) for clock in case.clocks)
    yield from (f"{key} runs {n} times" for key, n in running.items() if n > 1)
    for clock in case.clocks:
        machine = workflow.pathway.machine(clock.machine)
        state = machine.states[case.view.state(clock.machine)]
        if clock.clock not in {*state.clocks, state.asks_agencies}:
            yield f"{clock.clock} runs where it does not belong"


def _agencies(case: PaperCase) -> Iterator[str]:
    chased = {clock.subject for clock in case.clocks if clock.subject}
    if chased != case.asked:
        yield f"tasks of {sorted(case.asked)}, but clocks of {sorted(chased)}"
