"""Who may pause clocks and close days exists; the engine's own event names are kept."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import PATHWAY, Broken, faults_of, workflows_folder

ROLES = "allowed are coordinator, fip_worker, police_officer, system, worker"
BROKEN = [
    Broken(
        "pauses by an unknown role",
        "programme:\n  initial: identified",
        "pauses: {by: [manger], reasons: {court: waiting for the court}}\n"
        "programme:\n  initial: identified",
        f"there is no role 'manger' here: {ROLES}",
        at="pauses:",
    ),
    Broken(
        "pauses by the engine",
        "programme:\n  initial: identified",
        "pauses: {by: [system], reasons: {court: waiting for the court}}\n"
        "programme:\n  initial: identified",
        "the engine itself never pauses a clock: roles of people",
        at="pauses:",
    ),
    Broken(
        "pauses without a reason to choose",
        "programme:\n  initial: identified",
        "pauses: {by: [worker], reasons: {}}\nprogramme:\n  initial: identified",
        "'pauses.reasons' is a mapping: expected at least 1",
        at="pauses:",
    ),
    Broken(
        "days closed by an unknown role",
        "programme:\n  initial: identified",
        "closing: {by: [manger]}\nprogramme:\n  initial: identified",
        f"there is no role 'manger' here: {ROLES}",
        at="closing:",
    ),
    Broken(
        "an event that is named like a pause",
        "    add_evidence:",
        "    pause_clock:",
        "'pause_clock' is what the engine calls a change of a clock: "
        "another id; who may do it is said under `pauses`",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


def test_a_pathway_may_let_the_worker_pause_a_clock(tmp_path: Path) -> None:
    pauses = "pauses: {by: [worker], reasons: {court: waiting for the court}}\n"
    folder = workflows_folder(tmp_path, pathway=pauses + PATHWAY)

    assert faults_of(folder) == []
