"""Calendars of school terms can be counted by, and districts name one where needed."""

from pathlib import Path

import pytest

from engine.workflow.loader import load_workflow
from engine.workflow.school_terms import load_school_terms
from tests.builders.yaml_files import (
    DISTRICT,
    DISTRICT_FILE,
    PATHWAY,
    faults_of,
    workflows_folder,
)

WORKFLOWS = Path(__file__).parents[4] / "workflows"
CALENDAR_FILE = "calendars/county.yaml"
CALENDAR = """\
calendar: county
title: The county
years:
  2012/13:
    source: Made up
    grade: C
    autumn: {first: 2012-09-03, last: 2012-12-21, half_term: {first: 2012-10-29, last: 2012-11-02}}
    spring: {first: 2013-01-07, last: 2013-03-28, half_term: {first: 2013-02-18, last: 2013-02-22}}
    summer: {first: 2013-04-15, last: 2013-07-23, half_term: {first: 2013-05-27, last: 2013-05-31}}
"""  # noqa: E501 - a term a line
TWO_YEARS_ON = """\
  2014/15:
    source: Made up
    grade: C
    autumn: {first: 2014-09-01, last: 2014-12-19, half_term: {first: 2014-10-27, last: 2014-10-31}}
    spring: {first: 2015-01-05, last: 2015-03-27, half_term: {first: 2015-02-16, last: 2015-02-20}}
    summer: {first: 2015-04-13, last: 2015-07-20, half_term: {first: 2015-05-25, last: 2015-05-29}}
"""  # noqa: E501 - the same
NAMED = DISTRICT.replace("  targets:", "  school_terms: county\n  targets:")
LINES = ", ".join(line.strip() for line in CALENDAR.splitlines()[4:])
YEARS = f"years: {{2012/13: {{{LINES}}}}}"
OWN = DISTRICT.replace(
    "  targets:",
    f"  school_calendar: {{calendar: county, title: Ours, {YEARS}}}\n  targets:",
)
IN_TERMS = PATHWAY.replace("budget: 2 weeks", "budget: 2 terms")


def folder_with(parent: Path, calendar: str = CALENDAR, **texts: str) -> Path:
    """Write a legal folder with a calendar, but for the texts given."""
    folder = workflows_folder(parent, **texts)
    file = folder / CALENDAR_FILE
    file.parent.mkdir()
    file.write_text(calendar, encoding="utf-8")
    return folder


def test_a_district_gets_the_terms_of_the_calendar_it_names(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, pathway=IN_TERMS, district=NAMED)

    assert faults_of(folder) == []
    school = load_workflow(folder / DISTRICT_FILE).district.school_calendar
    assert school is not None
    assert [term.title for term in school.terms] == [
        "autumn term 2012/13",
        "spring term 2012/13",
        "summer term 2012/13",
    ]


def test_kent_s_terms_reach_from_2010_to_2016() -> None:
    terms = load_school_terms(WORKFLOWS / "calendars/school_terms_kent.yaml").terms

    assert len(terms) == 3 * 6
    assert (terms[0].first.year, terms[-1].last.year) == (2010, 2016)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "calendar: county",
            "calendar: country",
            ":1: 'country' is defined in a file named county.yaml: county, or rename",
        ),
        (
            "  2012/13:",
            "  2013/14:",
            ":7: the autumn term of '2013/14' begins in 2012: 2012/13",
        ),
        (
            "first: 2013-01-07",
            "first: 2012-12-21",
            ":8: the spring term of 2012/13 begins on 2012-12-21: a day after 2012-12",
        ),
        (
            "last: 2013-07-23",
            "last: 2013-07-21",
            ":9: the last day of the summer term is a Sunday: a day of school",
        ),
        (
            "last: 2013-02-22",
            "last: 2013-02-15",
            ":8: 'years.2012/13.spring' contradicts itself: days in order: first of",
        ),
    ],
    ids=["name", "year", "order", "weekend", "half-term"],
)
def test_a_calendar_is_refused_for(
    old: str, new: str, fault: str, tmp_path: Path
) -> None:
    (found,) = faults_of(folder_with(tmp_path, CALENDAR.replace(old, new)))

    assert found.startswith(f"workflows/{CALENDAR_FILE}{fault}")


def test_a_calendar_has_no_gap_between_its_years(tmp_path: Path) -> None:
    (found,) = faults_of(folder_with(tmp_path, CALENDAR + TWO_YEARS_ON))

    assert found.endswith("'2014/15' follows '2012/13': 2013/14, without a gap")


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        (
            {"district": NAMED.replace("county", "country")},
            "no calendar 'country': allowed are county; did you mean 'county'?",
        ),
        (
            {"pathway": IN_TERMS},
            "by: `school_terms` in its file, or a budget in another unit",
        ),
        (
            {"district": OWN},
            "own: `school_terms` with the name of a file in calendars",
        ),
    ],
    ids=["unknown", "none", "in the district's file"],
)
def test_a_district_is_refused_for(
    texts: dict[str, str], fault: str, tmp_path: Path
) -> None:
    (found,) = faults_of(folder_with(tmp_path, **texts))

    assert found.endswith(fault)
