"""A machine as Mermaid text, which many wikis and code sites draw by themselves."""

from collections.abc import Iterator

from engine.workflow.definition import Machine, MachineName, Pathway
from engine.workflow.reading.drawing import Drawing, Listed, drawing_of
from engine.workflow.reading.words import MACHINE_TITLES, listed

_ANY_TIME = "at_any_time"
_KEYWORDS = {"state", "end", "note", "class", "style", "direction", "default", "as"}
_STYLES = (
    "classDef line fill:#1d70b8,stroke:#0b0c0c,color:#ffffff",
    "classDef aside fill:#ffffff,stroke:#1d70b8,color:#0b0c0c",
    "classDef ended fill:#f3f2f1,stroke:#505a5f,color:#0b0c0c",
    "classDef listed fill:#fff7bf,stroke:#505a5f,color:#0b0c0c",
)


def mermaid(pathway: Pathway, machine: MachineName) -> str:
    """Draw one machine as a Mermaid state diagram.

    Events that move nothing are left out. Events of any time start from one box of
    their own, and reopenings are told in another, for as arrows they would hide the
    rest.
    """
    title = _plain(f"{pathway.title}: {MACHINE_TITLES[machine]}")
    body = "\n".join(f"    {line}" for line in _lines(pathway.machine(machine)))
    return f'---\ntitle: "{title}"\n---\nstateDiagram-v2\n{body}\n'


def _lines(machine: Machine) -> Iterator[str]:
    drawing = drawing_of(machine)
    yield "direction TB"
    yield from _STYLES
    for state, body in machine.states.items():
        title = f"{body.title} (end)" if body.final else body.title
        yield f'state "{_plain(title)}" as {_name(state)}'
    yield f"[*] --> {_name(machine.initial)}"
    for arrow in drawing.arrows:
        titles = _plain(listed(arrow.titles, "or"))
        yield f"{_name(arrow.source)} --> {_name(arrow.target)}: {titles}"
    yield from _list_lines(machine, drawing)
    yield from _class_lines(machine, drawing)


def _list_lines(machine: Machine, drawing: Drawing) -> Iterator[str]:
    """Give each list a box, or each of its events where their sources differ."""
    if drawing.any_time:
        yield from _list_box(_ANY_TIME, "At any time while the case is open")
    for event in drawing.any_time:
        yield from _list_arrows(_ANY_TIME, event)
    for place, event in enumerate((*drawing.several, *drawing.returns), start=1):
        titles = (machine.states[source].title for source in event.sources)
        yield from _list_box(f"from_{place}", f"From {listed(titles, 'or')}")
        yield from _list_arrows(f"from_{place}", event)


def _list_box(name: str, title: str) -> Iterator[str]:
    yield f'state "{_plain(title)}" as {name}'
    yield f"class {name} listed"


def _list_arrows(name: str, event: Listed) -> Iterator[str]:
    for target in event.targets:
        yield f"{name} --> {_name(target)}: {_plain(event.title)}"


def _class_lines(machine: Machine, drawing: Drawing) -> Iterator[str]:
    for state, body in machine.states.items():
        kind = "line" if state in drawing.main_line else "aside"
        yield f"class {_name(state)} {'ended' if body.final else kind}"


def _name(state: str) -> str:
    return f"{state}_" if state in _KEYWORDS else state


def _plain(text: str) -> str:
    """Leave out the characters that mean something to Mermaid."""
    return text.replace('"', "'").replace(";", ",").replace("#", "no. ")
