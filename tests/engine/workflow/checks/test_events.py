"""Events have one id each, followers that exist, and boards that minute decisions."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import Broken

BROKEN = [
    Broken(
        "an event of both machines",
        "    agree:\n",
        "    close:\n",
        "the event 'close' is in both machines: an id that the other "
        "machine does not use",
        at="close:\n      title: Agree",
    ),
    Broken(
        "a follower that is not there",
        "also: [begin]",
        "also: [begin, beginn]",
        "the service machine has no event 'beginn': "
        "allowed are agree, begin, end_support, hold_review; did you mean 'begin'?",
    ),
    Broken(
        "a follower of the same machine",
        "also: [begin]",
        "also: [begin, close]",
        "the service machine has no event 'close': "
        "allowed are agree, begin, end_support, hold_review",
    ),
    Broken(
        "a decision without its minute",
        "        minute: {type: text, label: Minute}\n",
        "",
        "'approve' decides without asking for the minute: "
        "a required answer 'minute' of type text in its `asks`",
        at="decision: approve",
    ),
    Broken(
        "a decision whose meeting may be left out",
        "meeting: {type: text, label: Meeting}",
        "meeting: {type: text, label: Meeting, required: false}",
        "'approve' decides without asking for the meeting: "
        "a required answer 'meeting' of type text in its `asks`",
        at="decision: approve",
    ),
    Broken(
        "a deferral without a reason",
        "decision: approve",
        "decision: defer",
        "'approve' decides without asking for the reason: "
        "a required answer 'reason' of type text in its `asks`",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_an_event_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
