"""Facts that conditions rely on are written by some event of the pathway."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import PATHWAY, Broken, faults_of, workflows_folder

BROKEN = [
    Broken(
        "a fact named like one of the engine",
        "  visits: {type: whole_number, meaning: visits made}",
        "  visits: {type: whole_number, meaning: visits made}\n"
        "  children: {type: whole_number, meaning: children in the family}",
        "the engine has a fact 'children' already: an id of the pathway's own",
        at="children:",
    ),
    Broken(
        "a fact that no event writes",
        "        counts: [visits]\n",
        "",
        "no event writes the fact 'visits': "
        "an event that records or counts it, or no such fact",
        at="visits:",
    ),
    Broken(
        "a condition on consent that is never taken",
        "consent: {service: given}",
        "consent: {data_use: given}",
        "nothing in this pathway writes the fact 'service_consent': "
        "an event that writes it (consent), or another fact",
        at="holds: service_consent",
    ),
    Broken(
        "a condition on a criterion that has no evidence",
        "holds: service_consent == 'given'",
        "holds: service_consent == 'given' || local_reason_recorded",
        "nothing in this pathway writes the fact 'local_reason_recorded': "
        "an event that writes it (adds_evidence), or another fact",
    ),
    Broken(
        "a condition on a result that is never recorded",
        "holds: service_consent == 'given'",
        "holds: service_consent == 'given' || result_employment == 'met'",
        "nothing in this pathway writes the fact 'result_employment': "
        "an event that writes it (records_result), or another fact",
    ),
    Broken(
        "a condition on gaps that are never accepted",
        "holds: service_consent == 'given'",
        "holds: service_consent == 'given' && size(agencies_missing) == 0",
        "nothing in this pathway writes the fact 'agencies_missing': "
        "an event that writes it (a gap accepted), or another fact",
    ),
    Broken(
        "a route on reviews that are never held",
        "        holds_review: held_on\n        restarts: [review]",
        "        restarts: [review]\n"
        "      routes: [{when: last_review_on != '', to: ended}]",
        "nothing in this pathway writes the fact 'last_review_on': "
        "an event that writes it (holds_review), or another fact",
        at="routes:",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


def test_support_that_never_starts_is_found(tmp_path: Path) -> None:
    pathway = PATHWAY.replace("active", "helped").replace(
        "holds: service_consent == 'given'",
        "holds: service_consent == 'given' && support_started_on == ''",
    )

    assert faults_of(workflows_folder(tmp_path, pathway=pathway)) == [
        (
            "workflows/pathways/small.yaml:21: "
            "nothing in this pathway writes the fact 'support_started_on': "
            "an event that writes it (entering support), or another fact"
        )
    ]
