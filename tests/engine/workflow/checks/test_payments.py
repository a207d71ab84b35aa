"""What is triggered can be paid, in each of a district's years, on known facts."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import (
    FRAMEWORK,
    FRAMEWORK_FILE,
    PATHWAY,
    Broken,
    faults_of,
    workflows_folder,
)

IN_THE_PATHWAY = [
    Broken(
        "a payment that the framework does not have",
        "triggers: [attachment_fee]",
        "triggers: [atachment_fee]",
        "the framework tiny has no payment 'atachment_fee': "
        "allowed are attachment_fee; did you mean 'attachment_fee'?",
    ),
]
IN_THE_FRAMEWORK = [
    Broken(
        "rates out of order",
        "since: 2013-04-01",
        "since: 2012-04-01",
        "the rate of 2012-04-01 follows that of 2012-04-01: "
        "rates in order of their days, one a day",
        at="{since: 2012-04-01, pence: 240000",
        file=FRAMEWORK_FILE,
    ),
    Broken(
        "a year of the district without a rate",
        "since: 2012-04-01",
        "since: 2012-12-01",
        "the payment 'attachment_fee' has no rate for 2012/13, a year of Maidstone: "
        "a rate since 2012-04-01 or before",
        at="rates:",
        file=FRAMEWORK_FILE,
    ),
    Broken(
        "a payment on what only the actor knows",
        "attached_on != ''",
        "actor_is_coordinator",
        "there is no fact or answer 'actor_is_coordinator' here: allowed are "
        "agencies_answered, agencies_asked, agencies_missing, agencies_outstanding, "
        "allocated, crime_met, data_consent, days_in_support, days_since_review, "
        "result_crime_education, result_progress_to_work, service_consent "
        "and 15 more",
        file=FRAMEWORK_FILE,
    ),
    Broken(
        "a payment whose sentence can not be filled in",
        "and {criteria_met} are met.",
        "and {why} is why.",
        "'{why}' can not be filled in: allowed are agencies_answered, attached_on, "
        "children, days_in_support, days_since_review, last_review_on, "
        "result_employment, result_progress_to_work, reviews_held, work_met, worker, "
        "worker_role and 15 more",
        file=FRAMEWORK_FILE,
    ),
]


@pytest.mark.parametrize("broken", IN_THE_PATHWAY, ids=str)
def test_a_pathway_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


@pytest.mark.parametrize("broken", IN_THE_FRAMEWORK, ids=str)
def test_a_framework_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


def test_a_payment_on_what_its_pathway_never_writes_is_found(tmp_path: Path) -> None:
    framework = FRAMEWORK.replace("attached_on != ''", "result_employment == 'met'")
    line = PATHWAY.count("\n", 0, PATHWAY.index("triggers:")) + 1

    assert faults_of(workflows_folder(tmp_path, framework=framework)) == [
        (
            f"workflows/pathways/small.yaml:{line}: "
            "nothing in this pathway writes the fact 'result_employment': "
            "an event that writes it (records_result), or another fact"
        )
    ]
