"""The sentences of refusals, in one place so that they sound alike."""

from collections.abc import Collection, Mapping
from datetime import datetime
from difflib import get_close_matches

from engine.advance.case import Actor, CaseView
from engine.advance.opening import OPENING
from engine.advance.possible import possibilities
from engine.advance.setting import Setting
from engine.local_time import in_words
from engine.workflow.definition import State
from engine.workflow.workflow import Workflow

_MOST_NAMED = 4
"""More places than this are not named one by one."""


def unknown_event_sentence(
    setting: Setting, case: CaseView, event: str, actor: Actor
) -> str:
    """Say that there is no such event, what was meant perhaps, what can be done."""
    close = get_close_matches(event, setting.workflow.events, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"There is no event '{event}'.{hint} {_open_now(setting, case, actor)}"


def wrong_state_sentence(
    setting: Setting, case: CaseView, event: str, actor: Actor
) -> str:
    """Say where the case stands, who changed it last, and where it should stand."""
    workflow = setting.workflow
    machine, transition = workflow.events[event]
    states = workflow.pathway.machine(machine).states
    needed = _places(states, workflow.sources(event))
    here = states[case.state(machine)].title
    last = _event_title(workflow, case.changed_event)
    return (
        f"{transition.title}: this is done {needed}, and the {machine} stands at "
        f"'{here}'. The last change was '{last}', by {case.changed_by} on "
        f"{in_words(case.changed_at)}. {_open_now(setting, case, actor)}"
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


def _places(states: Mapping[str, State], sources: Collection[str]) -> str:
    """Name the places that an event starts from; of many, those that it does not."""
    others = [name for name in states if name not in sources]
    if len(sources) > _MOST_NAMED and all(states[name].final for name in others):
        return "from any place before the end"
    named = [f"'{states[name].title}'" for name in sources]
    if len(named) > _MOST_NAMED:
        more = len(named) - _MOST_NAMED + 1
        named[_MOST_NAMED - 1 :] = [f"{more} other places"]
    *early, last = named
    return f"from {', '.join(early)} or {last}" if early else f"from {last}"


def _event_title(workflow: Workflow, event: str) -> str:
    if event == OPENING:
        return "opening the case"
    known = workflow.events.get(event)
    return known[1].title if known else event.replace("_", " ")


def _open_now(setting: Setting, case: CaseView, actor: Actor) -> str:
    """Name the events that nothing but their answers stands against."""
    open_now = [p.event for p in possibilities(setting, case, actor) if p.open]
    return f"What {actor.user} can do from here: {', '.join(open_now) or 'nothing'}."
