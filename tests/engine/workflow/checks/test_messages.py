"""Messages that are named exist, are sent, and say nothing that must not be said."""

from pathlib import Path

import pytest

from engine.workflow.checks.messages import NEVER_SAID
from tests.builders.yaml_files import Broken

SAID = "a reference, an action and a date, for others may read it"
BROKEN = [
    Broken(
        "a rung with an unknown message",
        "to: [worker], message: due",
        "to: [worker], message: dew",
        "there is no message 'dew': allowed are due; did you mean 'due'?",
    ),
    Broken(
        "an event that tells an unknown message",
        "- {to: [coordinator], message: due}",
        "- {to: [coordinator], message: told}",
        "there is no message 'told': allowed are due",
    ),
    Broken(
        "a message that nothing sends",
        "ladders:\n",
        "  idle: {subject: About it, body: More about it.}\nladders:\n",
        "nothing sends the message 'idle': "
        "name it in a rung or in the `tells` of an event, or remove it",
    ),
    Broken(
        "a message that names a family",
        'body: "{action} is due on {date}."',
        'body: "{action} of {family} is due on {date}."',
        "'{family}' can not be filled in: allowed are action, date, reference",
    ),
    Broken(
        "a message with a hole",
        'body: "{action} is due on {date}."',
        'body: "{} is due on {date}."',
        "'{}' can not be filled in: allowed are action, date, reference",
    ),
    *(
        Broken(
            f"a message that says {word}",
            'subject: "{reference}: {action}"',
            f'subject: "{{reference}}: {word.title()} and {{action}}"',
            f"the message says '{word}': {SAID}",
        )
        for word in NEVER_SAID
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
