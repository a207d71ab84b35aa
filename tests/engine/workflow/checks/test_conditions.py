"""Conditions exist where they are required, are required, and can be told."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import PATHWAY, Broken, faults_of
from tests.builders.yaml_files import workflows_folder as a_folder

BROKEN = [
    Broken(
        "a condition that nobody wrote",
        "requires: [two_criteria]",
        "requires: [two_criteria, consent]",
        "there is no condition 'consent': "
        "allowed are consented, room, two_criteria; did you mean 'consented'?",
    ),
    Broken(
        "a condition that nothing requires",
        "  room:\n",
        "  idle: {holds: children > 2, otherwise: Too few.}\n  room:\n",
        "no event requires the condition 'idle': "
        "name it in the `requires` of an event, or remove it",
        at="idle:",
    ),
    Broken(
        "a sentence with a fact that does not exist",
        "and {criteria_met} are met.\n    statutory",
        "and {criteria_mett} are met.\n    statutory",
        "'{criteria_mett}' can not be filled in: allowed are "
        "chosen_worker_has_left, chosen_worker_most, chosen_worker_role, crime_met, "
        "criteria_met, data_consent, education_met, programme_state, "
        "result_employment, service_state, work_met, worker_role and 25 more; "
        "did you mean 'criteria_met'?",
        at="otherwise: Two criteria",
    ),
    Broken(
        "a sentence whose brackets do not match",
        "otherwise: Say why {chosen} takes one more.",
        "otherwise: Say why {chosen takes one more.",
        "the curly brackets do not match: one name in each pair, such as {reference}",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


def test_an_answer_of_one_event_is_unknown_to_a_condition_of_two(
    tmp_path: Path,
) -> None:
    pathway = PATHWAY.replace("requires: [consented]", "requires: [consented, room]")

    judged, told = faults_of(a_folder(tmp_path, pathway=pathway))

    assert ":24: there is no fact or answer 'why' here: allowed are " in judged
    assert ":25: '{chosen}' can not be filled in: allowed are " in told
