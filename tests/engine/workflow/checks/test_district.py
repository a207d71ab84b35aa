"""A district's people hold the roles that its pathway needs."""

from pathlib import Path

import pytest

from tests.builders.yaml_files import (
    DISTRICT,
    DISTRICT_FILE,
    PATHWAY,
    Broken,
    faults_of,
    workflows_folder,
)

BROKEN = [
    Broken(
        "a person of an unknown role",
        "roles: [coordinator]",
        "roles: [coordinator, cordinator]",
        "there is no role 'cordinator' for carol: allowed are coordinator, fip_worker, "
        "police_officer; did you mean 'coordinator'?",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a person who leaves before coming",
        "since: 2013-02-01",
        "since: 2013-02-01, until: 2013-01-31",
        "fiona leaves on 2013-01-31, before 2013-02-01: 2013-02-01 or later",
        file=DISTRICT_FILE,
    ),
    Broken(
        "no targets",
        "targets: {2012/13: 80, 2013/14: 81}",
        "targets: {}",
        "Maidstone has no targets: families a year, such as 2012/13: 80",
        file=DISTRICT_FILE,
    ),
    Broken(
        "a year that is none",
        "2013/14: 81",
        "2013/15: 81",
        "'2013/15' is no financial year: 2013/14",
        file=DISTRICT_FILE,
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_district_is_refused_for(broken: Broken, tmp_path: Path) -> None:
    assert broken.found(tmp_path) == [broken.expected]


def test_a_role_that_nobody_holds_is_found_where_it_first_acts(tmp_path: Path) -> None:
    district = DISTRICT.replace("roles: [police_officer]", "roles: [coordinator]")
    folder = workflows_folder(tmp_path, district=district)
    line = PATHWAY.count("\n", 0, PATHWAY.index("by: [police_officer]")) + 1

    assert faults_of(folder) == [
        (
            f"workflows/pathways/small.yaml:{line}: "
            "nobody in Maidstone holds the role 'police_officer': "
            "a person with that role in the district's staff, or a role "
            "that somebody holds"
        )
    ]


def test_an_allocation_with_nobody_to_choose_from_is_found(tmp_path: Path) -> None:
    district = DISTRICT.replace("roles: [fip_worker]", "roles: [coordinator]")
    folder = workflows_folder(tmp_path, district=district)
    line = PATHWAY.count("\n", 0, PATHWAY.index("chosen: {type: worker")) + 1

    assert faults_of(folder) == [
        (
            f"workflows/pathways/small.yaml:{line}: "
            "nobody in Maidstone can be chosen as 'chosen': "
            "a person with the role fip_worker"
        )
    ]
