"""Each machine begins, can reach every state, and can end from each."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import PATHWAY, Broken, faults_of, workflows_folder

BROKEN = [
    Broken(
        "an event to an unknown state",
        "      title: Approve\n      from: [identified]\n      to: approved",
        "      title: Approve\n      from: [identified]\n      to: approved\n"
        "      routes: [{when: children > 2, to: aproved}]",
        "there is no state 'aproved': allowed are approved, closed, identified, same; "
        "did you mean 'approved'?",
        at="aproved}",
    ),
    Broken(
        "an event that moves to an unknown state",
        "from: living\n      to: ended",
        "from: living\n      to: ended\n      routes: [{when: children > 2, to: end}]",
        "there is no state 'end': allowed are active, ended, same, waiting; "
        "did you mean 'ended'?",
        at="to: end}",
    ),
    Broken(
        "an event from an unknown state",
        "from: [approved]",
        "from: [approved, aproved]",
        "there is no state 'aproved': allowed are approved, closed, identified; "
        "did you mean 'approved'?",
    ),
    Broken(
        "a machine that begins in a state it does not have",
        "initial: identified",
        "initial: identifyed",
        "'identifyed' is no state that a case can begin in: "
        "allowed are approved, identified; did you mean 'identified'?",
    ),
    Broken(
        "a machine that begins where cases end",
        "initial: waiting",
        "initial: ended",
        "'ended' is no state that a case can begin in: allowed are active, waiting",
        at="initial: ended",
    ),
    Broken(
        "a state that nothing leads to",
        "    ended: {",
        "    lost: {title: Lost, purpose: Nobody knows., owner: worker}\n    ended: {",
        "no case can reach the state 'lost': an event that leads to it from waiting on",
        at="lost:",
    ),
    Broken(
        "a living state with no way out",
        "      from: living\n      to: ended",
        "      from: [waiting]\n      to: ended",
        "there is no way out of the state 'active': "
        "an event that leads on, or `final: true` where cases end",
        at="active: {",
    ),
    Broken(
        "a final state that can be left",
        "      from: [active]\n      to: same",
        "      from: [active, ended]\n      to: active",
        "'hold_review' leaves the final state 'ended': "
        "`reopens: true` on an event that opens a case again",
        at="from: [active, ended]",
    ),
    Broken(
        "an event that reopens what has not ended",
        "from: [closed]",
        "from: [closed, approved]",
        "'reopen' reopens from 'approved', which is not final: "
        "final states only, where an event reopens",
    ),
    Broken(
        "a state named like a word with a meaning",
        "    ended: {",
        "    same: {title: Same, purpose: Nobody knows., owner: worker, final: true}\n"
        "    ended: {",
        "'same' can not be the id of a state: "
        "another word, for this one has a meaning of its own",
        at="same: {",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_machine_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


def test_living_states_that_lead_only_to_each_other_are_a_trap(tmp_path: Path) -> None:
    pathway = (
        PATHWAY.replace("living\n      to: ended", "[waiting]\n      to: ended")
        .replace(
            "    end_support:\n",
            "    pause: {title: Pause, from: [active], to: paused, by: [worker]}\n"
            "    go_on: {title: Go on, from: [paused], to: active, by: [worker]}\n"
            "    end_support:\n",
        )
        .replace(
            "    ended: {",
            "    paused: {title: Paused, purpose: Wait., owner: worker}\n    ended: {",
        )
    )
    allowed = "an event that leads on, or `final: true` where cases end"

    assert faults_of(workflows_folder(tmp_path, pathway=pathway)) == [
        f"workflows/pathways/small.yaml:{line}: "
        f"from the state '{state}' no final state can be reached: {allowed}"
        for line, state in ((132, "active"), (133, "paused"))
    ]


def test_a_machine_without_an_end_is_refused(tmp_path: Path) -> None:
    pathway = PATHWAY.replace(
        "It is over., owner: coordinator, final: true",
        "It is over., owner: coordinator",
    )

    assert (
        "workflows/pathways/small.yaml:130: the service machine has no final state: "
        "one state or more with `final: true`"
    ) in faults_of(workflows_folder(tmp_path, pathway=pathway))
