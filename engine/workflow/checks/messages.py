"""Messages that are named exist, are sent, and say nothing that must not be said."""

from collections.abc import Iterator

from engine.workflow.checks.parts import Named, events
from engine.workflow.checks.sentences import filled
from engine.workflow.definition import Pathway
from engine.workflow.faults import Problem, allowed_names

PLACEHOLDERS = ("reference", "action", "date")
NEVER_SAID = ("crime", "exclusion", "unemployed", "benefit", "troubled")
"""Words that would tell a stranger why a family is on the programme."""


def unknown_messages(pathway: Pathway) -> Iterator[Problem]:
    """Find rungs and events that send a message that nobody wrote."""
    for path, name in _sent(pathway):
        if name not in pathway.messages:
            yield Problem(
                path=path,
                fault=f"there is no message '{name}'",
                allowed=allowed_names(pathway.messages, name),
            )


def idle_messages(pathway: Pathway) -> Iterator[Problem]:
    """Find messages that nothing sends."""
    sent = {name for _, name in _sent(pathway)}
    for message in pathway.messages:
        if message not in sent:
            yield Problem(
                path=("messages", message),
                fault=f"nothing sends the message '{message}'",
                allowed="name it in a rung or in the `tells` of an event, or remove it",
            )


def wording(pathway: Pathway) -> Iterator[Problem]:
    """Find messages that name more than a reference, an action and a date."""
    for name, message in pathway.messages.items():
        for part, text in (("subject", message.subject), ("body", message.body)):
            path = ("messages", name, part)
            yield from filled(path, text, PLACEHOLDERS)
            for word in NEVER_SAID:
                if word in text.lower():
                    yield Problem(
                        path=path,
                        fault=f"the message says '{word}'",
                        allowed="a reference, an action and a date, "
                        "for others may read it",
                    )


def _sent(pathway: Pathway) -> Iterator[Named]:
    for name, ladder in pathway.ladders.items():
        for rung, body in ladder.rungs.items():
            yield Named(("ladders", name, "rungs", rung, "message"), body.message)
    for event in events(pathway):
        for position, tells in enumerate(event.transition.tells):
            yield Named((*event.path, "tells", position, "message"), tells.message)
