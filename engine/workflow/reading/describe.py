"""The whole pathway in plain English, for a programme manager or a board."""

from collections.abc import Iterator

from engine.workflow.definition import MACHINES, Clock, Machine, MachineName, Pathway
from engine.workflow.district import District
from engine.workflow.reading.describe_events import event_lines
from engine.workflow.reading.describe_people import (
    district_lines,
    pause_lines,
    people_lines,
)
from engine.workflow.reading.describe_words import glossary_lines, message_lines
from engine.workflow.reading.walk import events_at_any_time, events_from, walk
from engine.workflow.reading.words import (
    MACHINE_TITLES,
    points,
    role_titles,
    sentence,
)
from engine.workflow.titles import role_title


def describe(pathway: Pathway, district: District | None) -> str:
    """Write the pathway out as Markdown, in the order in which a family meets it.

    Args:
        pathway: the definition, with the district's overlay merged in.
        district: whose people and targets are told, or None for the pathway alone.

    Returns:
        Headings, paragraphs and lists; ids stand in brackets, for editors.
    """
    return "\n".join(_document(pathway, district)) + "\n"


def _document(pathway: Pathway, district: District | None) -> Iterator[str]:
    where = f" in {district.title}" if district else ""
    yield f"# {pathway.title}{where}"
    yield ""
    yield (
        "What a family's case goes through, who acts, by when, and on what conditions. "
        "Names in round brackets are for whoever edits the file; words in curly ones "
        "are filled in. Grades: A is seen in an official paper, B is seen once or "
        "worked out, C is an assumption to be checked."
    )
    if district:
        yield from district_lines(pathway, district)
    for name in MACHINES:
        yield from _machine_lines(pathway, name)
    yield from pause_lines(pathway)
    yield from people_lines(pathway)
    yield from message_lines(pathway)
    yield from glossary_lines(pathway)


def _machine_lines(pathway: Pathway, name: MachineName) -> Iterator[str]:
    machine = pathway.machine(name)
    yield from ("", f"## {MACHINE_TITLES[name]}")
    for state in walk(machine):
        yield from _state_lines(pathway, name, state)
    at_any_time = events_at_any_time(machine)
    if at_any_time:
        yield from ("", "### At any time while the case is open", "")
        for event in at_any_time:
            yield from event_lines(pathway, name, event)


def _state_lines(pathway: Pathway, name: MachineName, state_id: str) -> Iterator[str]:
    machine = pathway.machine(name)
    state = machine.states[state_id]
    yield from ("", f"### {state.title} ({state_id})", "", sentence(state.purpose), "")
    yield f"**Whose it is:** {sentence(role_title(pathway, state.owner))}"
    yield from _standing_lines(machine, state_id)
    for clock in state.clocks:
        yield from ("", *_clock_lines(pathway, "Clock", pathway.clocks[clock]))
    if state.asks_agencies:
        asked = pathway.clocks[state.asks_agencies]
        yield from ("", *_clock_lines(pathway, "Each agency's part", asked))
    yield from _event_list(pathway, name, state_id)


def _standing_lines(machine: Machine, state_id: str) -> Iterator[str]:
    if state_id == machine.initial:
        yield from ("", "Every case starts here.")
    if machine.states[state_id].final:
        yield from ("", "The case ends here.")


def _event_list(pathway: Pathway, name: MachineName, state_id: str) -> Iterator[str]:
    events = events_from(pathway.machine(name), state_id)
    if events:
        yield from ("", "**What can happen next:**", "")
    for event in events:
        yield from event_lines(pathway, name, event)


def _clock_lines(pathway: Pathway, kind: str, clock: Clock) -> Iterator[str]:
    law = " This is the law." if clock.statutory else ""
    source = f"From: {clock.source} (grade {clock.grade})."
    yield f"**{kind}:** {clock.title}: {clock.budget}.{law} {source}"
    yield ""
    for rung in pathway.ladders[clock.ladder].rungs.values():
        late = rung.at.endswith("after")
        told = "told that it is late" if late else "reminded"
        verb = "are" if len(rung.to) > 1 else "is"
        task = ", and a task is raised" if rung.raises_task else ""
        who = role_titles(pathway, rung.to)
        yield from points([f"{sentence(rung.at)[:-1]}: {who} {verb} {told}{task}."])
