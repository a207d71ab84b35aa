"""What events ask for: names that stand for one thing, options, workers to choose."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import Broken

BROKEN = [
    Broken(
        "an answer named like a fact of the engine",
        "held_on: {type: date, label: Day of the review}",
        "held_on: {type: date, label: Day of the review}\n"
        "        children: {type: whole_number, label: How many}",
        "the answer 'children' has the name of a fact: an id that no fact has",
        at="children:",
    ),
    Broken(
        "an answer named like a fact of the pathway",
        "held_on: {type: date, label: Day of the review}",
        "held_on: {type: date, label: Day of the review}\n"
        "        visits: {type: whole_number, label: How many}",
        "the answer 'visits' has the name of a fact: an id that no fact has",
        at="visits: {type: whole_number, label",
    ),
    Broken(
        "an option offered twice",
        "options: [crime, education, work]",
        "options: [crime, education, work, crime]",
        "'criterion' offers 'crime' 2 times: each option once",
    ),
    Broken(
        "an empty option",
        "held_on: {type: date, label: Day of the review}",
        "held_on: {type: date, label: Day of the review}\n"
        "        how: {type: choice, label: How it went, options: [well, '']}",
        "'how' offers an empty option: "
        "words, or `required: false` for an answer that may be left out",
        at="how:",
    ),
    Broken(
        "a worker of no role",
        "chosen: {type: worker, label: Who, roles: [fip_worker]}",
        "chosen: {type: worker, label: Who, roles: [fip_worker]}\n"
        "        second: {type: worker, label: Who else}",
        "the answer 'second' has no roles: "
        "`roles` with an answer of type worker, and with no other",
        at="second:",
    ),
    Broken(
        "a text with roles",
        "why: {type: text, label: Why over capacity, required: false}",
        "why: {type: text, label: Why, required: false, roles: [fip_worker]}",
        "the answer 'why' has roles, but is text: "
        "`roles` with an answer of type worker, and with no other",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_an_event_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]
