"""The sentences of refusals, in one place so that they sound alike."""

from datetime import datetime
from difflib import get_close_matches

from engine.advance.case import Actor, CaseView
from engine.advance.permission import may_act
from engine.local_time import in_words
from engine.workflow.workflow import Workflow


def unknown_event_sentence(
    workflow: Workflow, case: CaseView, event: str, actor: Actor
) -> str:
    """Say that there is no such event, what was meant perhaps, what can be done."""
    close = get_close_matches(event, workflow.events, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"There is no event '{event}'.{hint} {_open_now(workflow, case, actor)}"


def wrong_state_sentence(
    workflow: Workflow, case: CaseView, event: str, actor: Actor
) -> str:
    """Say where the case stands, who changed it last, and where it should stand."""
    machine, transition = workflow.events[event]
    states = workflow.pathway.machine(machine).states
    needed = " or ".join(states[s].title for s in workflow.sources(event))
    here = states[case.state(machine)].title
    last = _event_title(workflow, case.changed_event)
    return (
        f"{transition.title}: this is done from {needed}, and the {machine} stands at "
        f"'{here}'. The last change was '{last}', by {case.changed_by} on "
        f"{in_words(case.changed_at)}. {_open_now(workflow, case, actor)}"
    )


def stale_sentence(workflow: Workflow, case: CaseView) -> str:
    """Tell a person who lost a race who changed what, and when."""
    title = _event_title(workflow, case.changed_event)
    return (
        f"{case.reference} has changed since you looked: {case.changed_by} did "
        f"'{title}' on {in_words(case.changed_at)}. It now stands at "
        f"'{workflow.pathway.programme.states[case.programme].title}' "
        f"(version {case.version}). Look at it again before you go on."
    )


def clock_set_back_sentence(case: CaseView, now: datetime) -> str:
    """Say that the clock is behind the case's last change."""
    return (
        f"The clock says {in_words(now)}, but {case.reference} was last changed on "
        f"{in_words(case.changed_at)}. Set the computer's clock right, then try again."
    )


def _event_title(workflow: Workflow, event: str) -> str:
    known = workflow.events.get(event)
    return known[1].title if known else event.replace("_", " ")


def _open_now(workflow: Workflow, case: CaseView, actor: Actor) -> str:
    """Name the events of where the case stands that are for this actor."""
    names = [
        event
        for event, (machine, transition) in workflow.events.items()
        if case.state(machine) in workflow.sources(event)
        and may_act(transition, actor, case.facts)
    ]
    return f"What {actor.user} can do from here: {', '.join(names) or 'nothing'}."
