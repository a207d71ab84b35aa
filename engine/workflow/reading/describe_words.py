"""The wording of the messages, and the words that conditions use."""

from collections.abc import Iterator

from engine.workflow.definition import Machine, Pathway
from engine.workflow.expression import names_in
from engine.workflow.reading.describe_writes import meaning
from engine.workflow.reading.words import points, sentence


def message_lines(pathway: Pathway) -> Iterator[str]:
    """Give the wording of each message."""
    yield from ("", "## What the messages say", "")
    yield from ("No message names a person, an address or a reason.", "")
    for identifier, message in pathway.messages.items():
        when = "at once" if message.urgent else "with the digest"
        said = f"**{message.subject}** ({identifier}, {when}): {message.body}"
        yield from points([said])


def glossary_lines(pathway: Pathway) -> Iterator[str]:
    """Explain each fact that a condition or a route looks at.

    Answers are left out: they are explained by their labels.
    """
    answers = {
        answer
        for machine in (pathway.programme, pathway.service)
        for transition in machine.transitions.values()
        for answer in transition.asks
    }
    yield from ("", "## The words that conditions use", "")
    for name in sorted(set(_names(pathway)) - answers):
        yield from points([f"`{name}`: {sentence(meaning(pathway, name))}"])


def _names(pathway: Pathway) -> Iterator[str]:
    for condition in pathway.conditions.values():
        yield from names_in(condition.holds)
    for machine in (pathway.programme, pathway.service):
        yield from _routed_on(machine)


def _routed_on(machine: Machine) -> Iterator[str]:
    for transition in machine.transitions.values():
        for route in transition.routes:
            yield from names_in(route.when)
