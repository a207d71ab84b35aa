"""The sentences of refusals, in one place so that they sound alike."""

from datetime import datetime
from difflib import get_close_matches

from engine.advance.case import CaseView
from engine.local_time import in_words
from engine.workflow.workflow import Workflow


def unknown_event_sentence(workflow: Workflow, case: CaseView, event: str) -> str:
    """Say that there is no such event, what was meant perhaps, what can be done."""
    close = get_close_matches(event, workflow.events, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"There is no event '{event}'.{hint} {_open_now(workflow, case)}"


def wrong_state_sentence(workflow: Workflow, case: CaseView, event: str) -> str:
    """Say where the case stands, and where it would have to stand."""
    machine, transition = workflow.events[event]
    states = workflow.pathway.machine(machine).states
    needed = " or ".join(states[s].title for s in workflow.sources(event))
    here = states[case.state(machine)].title
    return (
        f"{transition.title}: the {machine} stands at '{here}' since {_last(case)}; "
        f"this is done from {needed}. {_open_now(workflow, case)}"
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


def _last(case: CaseView) -> str:
    return f"{in_words(case.changed_at)} ({case.changed_by})"


def _event_title(workflow: Workflow, event: str) -> str:
    known = workflow.events.get(event)
    return known[1].title if known else event.replace("_", " ")


def _open_now(workflow: Workflow, case: CaseView) -> str:
    names = [
        event
        for event, (machine, transition) in workflow.events.items()
        if case.state(machine) in workflow.sources(event)
        and transition.by != ("system",)
    ]
    return f"What can be done from here: {', '.join(names) or 'nothing'}."
