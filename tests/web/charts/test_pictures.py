"""Charts: what they say, and that a strict content policy lets them through."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import fromstring

import pytest

from casework.reading.ages import StateAge
from casework.reading.funnel import AgainstTarget, FunnelStep
from casework.reading.money_by_month import MonthOfMoney
from casework.reading.staff_list import StaffLine
from web.charts.ages import age_finding, age_picture
from web.charts.caseloads import caseload_finding, caseload_picture
from web.charts.funnel import funnel_finding, funnel_picture
from web.charts.payments import month_picture, standing_finding, standing_picture
from web.charts.picture import Picture
from web.charts.targets import target_finding, target_picture

STEPS = tuple(
    FunnelStep(step=title, title=title, families=families, per_cent=families)
    for title, families in (("Identified", 69), ("Approved", 63), ("Closed", 18))
)
YEARS = (
    AgainstTarget(year="2012/13", attached=22, target=80, per_cent=27.5),
    AgainstTarget(year="2013/14", attached=90, target=81, per_cent=111.1),
)
AGES = (
    StateAge(
        state="s", title="In support", families=9, median=20, ninetieth=60, longest=70
    ),
)
MONTHS = (
    MonthOfMoney(
        month=date(2013, 2, 1),
        payment="fee",
        title="Fee",
        standing="raised",
        payments=2,
        pence=640_000,
        unrated=0,
    ),
)


def a_worker(families: int, *, most: int = 6) -> StaffLine:
    return StaffLine(
        district="maidstone",
        user=f"w{families}",
        title="Caseworker",
        roles=("caseworker",),
        role_titles=("Caseworker",),
        since=date(2012, 12, 17),
        until=None,
        in_post=True,
        families=families,
        usual=5,
        most=most,
        over=families > most,
    )


PICTURES: Mapping[str, Callable[[], Picture]] = {
    "funnel": lambda: funnel_picture(STEPS),
    "targets": lambda: target_picture(YEARS, "2013/14"),
    "caseloads": lambda: caseload_picture((a_worker(4), a_worker(7))),
    "ages": lambda: age_picture(AGES),
    "payments": lambda: standing_picture(MONTHS),
    "months": lambda: month_picture(MONTHS),
}


@pytest.fixture(scope="module", params=PICTURES)
def chart(request: pytest.FixtureRequest) -> Picture:
    """Give each picture, drawn when a test looks at it."""
    return PICTURES[request.param]()


def test_a_chart_has_neither_styles_nor_scripts_of_its_own(chart: Picture) -> None:
    for drawn in (chart.wide, chart.narrow):
        assert not re.search(r"style|<script|\son\w+=|href", drawn)


def test_a_chart_is_one_picture_with_its_finding_and_its_description(
    chart: Picture,
) -> None:
    names = set()
    for drawn in (chart.wide, chart.narrow):
        root = fromstring(drawn)  # noqa: S314 - we have drawn it ourselves
        titles = {each.get("id"): each.text for each in root if each.get("id")}
        assert root.get("role") == "img"
        assert titles[root.get("aria-labelledby")] == chart.finding
        assert titles[root.get("aria-describedby")] == chart.description
        names |= set(titles)
    assert len(names) == 4


def test_the_same_figures_give_the_same_bytes() -> None:
    again = funnel_picture.__wrapped__(STEPS)
    assert again == PICTURES["funnel"]()


def test_a_title_can_not_write_into_the_page() -> None:
    evil = replace(STEPS[0], title="<script>alert(1)</script>|\"'\\n")
    drawn = funnel_picture((evil, *STEPS[1:]))
    assert "<script>" not in drawn.wide + drawn.narrow
    fromstring(drawn.wide)  # noqa: S314 - the same


def test_two_workers_of_one_title_have_a_bar_each() -> None:
    drawn = caseload_picture((a_worker(4), a_worker(5))).wide
    assert "4 of 6" in drawn
    assert "5 of 6" in drawn


def test_the_funnel_says_where_it_narrows_most() -> None:
    said = funnel_finding(STEPS)
    assert said.startswith("63 of 69 families came as far as ‘Approved’, 18 to")


def test_the_targets_say_what_is_short_and_what_is_reached() -> None:
    short = target_finding(YEARS, "2012/13")
    assert short.endswith("58 short of the target of 80")
    reached = target_finding(YEARS, "2013/14")
    assert reached.endswith("the target of 81 is reached")


def test_caseloads_say_who_is_over_in_words_too() -> None:
    assert caseload_finding((a_worker(4),)).endswith("4 families and room for 2 more")
    assert caseload_finding((a_worker(4), a_worker(7))).startswith("1 of 2 workers is")
    assert "7 of 6, over" in PICTURES["caseloads"]().wide


def test_of_many_workers_the_fullest_are_drawn() -> None:
    many = tuple(a_worker(n, most=100) for n in range(1, 41))
    drawn = caseload_picture(many).wide
    assert "40 of 100" in drawn
    assert "11 of 100" in drawn
    assert "10 of 100" not in drawn


def test_ages_say_where_families_have_stood_longest() -> None:
    assert age_finding(AGES).endswith("half of its 9 for 20 working days or more")
    assert age_finding(()) == "No family stands in a state that waits for anything"


def test_payments_say_what_is_at_risk() -> None:
    assert standing_finding(MONTHS) == "£6,400 was raised, and nothing is withheld"
    withheld = replace(MONTHS[0], standing="withheld", pence=100_000)
    assert standing_finding((*MONTHS, withheld)).endswith(
        "£1,000 is at risk: it is withheld"
    )
