"""The reports' figures, in the sight of who looks."""

from datetime import date

import pytest

from casework.jobs.run_due import run_due
from casework.reading.figures import (
    Figures,
    age_figures,
    caseload_figures,
    funnel_figures,
    month_figures,
    payment_figures,
    state_figures,
    target_figures,
)
from casework.reading.funnel import FunnelStep
from engine.access.roles import Access
from engine.advance.refusal import Refusal
from tests.builders.office import Office
from tests.builders.restricting import restrict
from tests.builders.sights import a_sight


@pytest.fixture
def office(office_of_each: Office) -> Office:
    """Give an office with a family in support, one approved, and one on the list."""
    first, second, _ = office_of_each.open_families(3)
    office_of_each.walk(first, "in_support")
    office_of_each.walk(second, "board_approved")
    return office_of_each


def reached(figures: Figures[FunnelStep] | Refusal) -> dict[str, int]:
    assert isinstance(figures, Figures)
    return {line.step: line.families for line in figures.lines}


def test_a_coordinator_sees_how_far_every_family_has_come(office: Office) -> None:
    found = reached(funnel_figures(office.context, "maidstone", a_sight()))
    assert found["identified"] == 3
    assert found["board_approved"] == 2
    assert found["in_support"] == 1


def test_a_worker_sees_their_own_families_only(office: Office) -> None:
    worker = str(office.case("MAI-0001").view.facts["worker"])
    sight = a_sight(worker, Access.WORKER)
    figures = funnel_figures(office.context, "maidstone", sight)
    assert isinstance(figures, Figures)
    assert not figures.whole
    assert reached(figures)["identified"] == figures.families == 1
    states = state_figures(office.context, "maidstone", sight)
    assert isinstance(states, Figures)
    assert sum(line.families for line in states.lines) == 1
    loads = caseload_figures(office.context, "maidstone", sight)
    assert isinstance(loads, Figures)
    assert [line.user for line in loads.lines] == [worker]


def test_a_restricted_family_is_not_counted(office: Office) -> None:
    restrict(office, "MAI-0001")
    for read in (funnel_figures, state_figures, age_figures):
        figures = read(office.context, "maidstone", a_sight())
        assert isinstance(figures, Figures)
        assert figures.families == 2
    assert reached(funnel_figures(office.context, "maidstone", a_sight())) == {
        "identified": 2, "profiled": 1, "board_approved": 1, "caf_agreed": 0,
        "allocated": 0, "in_support": 0, "outcome_claimed": 0, "closed": 0,
    }  # fmt: skip
    targets = target_figures(office.context, "maidstone", a_sight())
    assert isinstance(targets, Figures)
    assert [line.attached for line in targets.lines] == [0, 0]
    run_due(office.context)
    for read_money in (payment_figures, month_figures):
        money = read_money(office.context, "maidstone", a_sight())
        assert isinstance(money, Figures)
        assert not any(getattr(line, "payments", 0) for line in money.lines)


def test_nobody_sees_the_figures_of_a_district_that_is_not_theirs(
    office: Office,
) -> None:
    stranger = a_sight(district="tonbridge_and_malling")
    assert isinstance(funnel_figures(office.context, "maidstone", stranger), Refusal)


def test_age_is_counted_in_working_days_since_a_family_came(office: Office) -> None:
    office.at(date(2013, 1, 2))  # after a weekend, Christmas and New Year
    figures = age_figures(office.context, "maidstone", a_sight())
    assert isinstance(figures, Figures)
    ages = {line.state: (line.families, line.median) for line in figures.lines}
    assert ages["identified"] == (1, 9)
    assert ages["board_approved"] == (1, 9)


def test_a_payment_counts_in_the_month_in_which_it_was_raised(office: Office) -> None:
    office.at(date(2013, 2, 1))
    run_due(office.context)
    figures = month_figures(office.context, "maidstone", a_sight())
    assert isinstance(figures, Figures)
    (line,) = figures.lines
    assert line.payment == "attachment_fee"
    assert line.standing == "raised"
    assert (line.month, line.pence) == (date(2013, 2, 1), 320_000)


def test_what_is_withheld_is_worth_the_rate_of_the_familys_year(
    office: Office,
) -> None:
    office.open_families(4)
    office.walk("MAI-0004", "in_support")  # it meets two criteria, without a reason
    run_due(office.context)
    figures = month_figures(office.context, "maidstone", a_sight())
    assert isinstance(figures, Figures)
    withheld = [line for line in figures.lines if line.standing == "withheld"]
    assert [(line.payments, line.pence) for line in withheld] == [(1, 320_000)]
