"""The sentences about clocks that can not be paused or resumed."""

from collections.abc import Sequence
from difflib import get_close_matches

from engine.advance.open_clock import ClockCommand, OpenClock
from engine.local_time import day_in_words
from engine.workflow.definition import Pauses
from engine.workflow.workflow import Workflow


def title_of(workflow: Workflow, clock: OpenClock) -> str:
    """Name a clock as people say it, with the agency that it waits for."""
    title = workflow.pathway.clocks[clock.clock].title
    agency = workflow.pathway.agencies.get(clock.subject)
    return f"{title}: {agency.title}" if agency else title


def unknown_clock_sentence(
    workflow: Workflow,
    clocks: Sequence[OpenClock],
    found: Sequence[OpenClock],
    asked: ClockCommand,
) -> str:
    """Say that no clock, or more than one, has that name; list those there are."""
    if found:
        known = workflow.pathway.agencies
        agencies = ", ".join(
            f"{clock.subject} ({known[clock.subject].title})"
            if clock.subject in known
            else clock.subject
            for clock in found
        )
        return (
            f"'{asked.clock}' runs for several agencies on {asked.reference}: "
            f"say which of {agencies}."
        )
    names = [clock.clock for clock in clocks]
    close = get_close_matches(asked.clock, names, n=1)
    hint = f" Did you mean '{close[0]}'?" if close and close[0] != asked.clock else ""
    of = f" of the agency '{asked.subject}'" if asked.subject else ""
    listed = "; ".join(_listed(workflow, clock) for clock in clocks) or "none"
    return (
        f"No clock '{asked.clock}'{of} runs on {asked.reference}.{hint} "
        f"Clocks of the case: {listed}."
    )


def already_paused_sentence(workflow: Workflow, clock: OpenClock) -> str:
    """Say since when it is paused, and why."""
    since = clock.time.paused_on
    told = f" since {day_in_words(since)}: {clock.why}" if since else ""
    return f"'{title_of(workflow, clock)}' is paused already{told}."


def not_paused_sentence(
    workflow: Workflow, clocks: Sequence[OpenClock], clock: OpenClock
) -> str:
    """Say that it runs, and which clocks of the case are paused."""
    paused = [f"'{title_of(workflow, c)}'" for c in clocks if c.time.paused_on]
    return (
        f"'{title_of(workflow, clock)}' is not paused: it runs. "
        f"Paused clocks of the case: {', '.join(paused) or 'none'}."
    )


def no_pauses_sentence(workflow: Workflow) -> str:
    """Say that this definition knows no pauses."""
    return (
        f"The pathway '{workflow.pathway.title}' that the case is pinned to lets "
        "nobody pause a clock."
    )


def unknown_reason_sentence(pauses: Pauses, reason: str) -> str:
    """Say that there is no such reason, and which there are."""
    listed = "; ".join(f"{id_} ({words})" for id_, words in pauses.reasons.items())
    found = f"There is no reason '{reason}'" if reason else "A pause needs a reason"
    return f"{found}. Reasons are: {listed}."


def _listed(workflow: Workflow, clock: OpenClock) -> str:
    paused = ", paused" if clock.time.paused_on else ""
    return f"{_named(clock)} ({title_of(workflow, clock)}{paused})"


def _named(clock: OpenClock) -> str:
    return f"{clock.clock}/{clock.subject}" if clock.subject else clock.clock
