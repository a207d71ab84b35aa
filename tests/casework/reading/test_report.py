"""The report: nobody is left out, and nothing is counted twice."""

from datetime import date

from sqlalchemy import text

from casework.jobs.run_due import run_due
from casework.reading.report import DistrictReport, report
from engine.advance.refusal import Refusal
from storage.database import writing
from tests.builders.office import Office, an_office
from tests.builders.queries import counted_statements


def of(office: Office) -> DistrictReport:
    found = report(office.context, office.district)
    assert isinstance(found, DistrictReport), found
    return found


def reached(office: Office) -> dict[str, int]:
    return {step.step: step.families for step in of(office).reached}


def now(office: Office) -> dict[str, int]:
    return {each.state: each.families for each in of(office).programme if each.families}


def test_an_empty_district_reports_nothing_and_divides_by_nothing(
    office: Office,
) -> None:
    found = of(office)
    assert (found.families, found.raised_pence) == (0, 0)
    assert {step.per_cent for step in found.reached} == {0.0}


def test_the_funnel_counts_how_far_families_have_come(office_of_each: Office) -> None:
    office = office_of_each
    closed, supported, refused, _ = office.open_families(4)
    office.walk(closed, "closed")
    office.walk(supported, "in_support")
    office.walk(refused, "caf_refused")
    assert list(reached(office).items()) == [
        ("identified", 4),
        ("profiled", 3),
        ("board_approved", 3),
        ("caf_agreed", 2),
        ("allocated", 2),
        ("in_support", 2),
        ("outcome_claimed", 1),
        ("closed", 1),
    ]


def test_families_beside_the_line_stay_in_the_denominator(office: Office) -> None:
    declined, moved, supported = office.open_families(3)
    office.walk(declined, "declined")
    office.walk(moved, "moved_away")
    office.walk(supported, "in_support")
    assert now(office) == {"in_support": 1, "declined": 1, "moved_away": 1}
    support = next(s for s in of(office).reached if s.step == "in_support")
    assert support.per_cent == 33.3


def test_a_family_that_changes_its_tier_is_allocated_once(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caseworker_allocated")
    office.at(date(2013, 2, 4))
    office.take(reference, "allocate_fip")
    assert reached(office)["allocated"] == 1


def test_the_funnel_of_tonbridge_has_its_group(sqlite_url: str) -> None:
    with an_office(sqlite_url, district="tonbridge_and_malling") as office:
        (reference,) = office.open_families()
        office.walk(reference, "board_approved")
        assert reached(office)["group_considered"] == 1


def test_families_count_in_the_year_of_their_first_worker(
    office_of_each: Office,
) -> None:
    office = office_of_each
    first, second = office.open_families(2)
    office.at(date(2013, 3, 31))
    office.walk(first, "caseworker_allocated")
    office.at(date(2013, 4, 1))
    office.walk(second, "caseworker_allocated")
    office.take(first, "allocate_fip")
    years = [(t.year, t.attached, t.target, t.per_cent) for t in of(office).targets]
    assert years == [("2012/13", 1, 80, 1.2), ("2013/14", 1, 81, 1.2)]


def test_a_year_without_a_target_is_told_so(office: Office) -> None:
    office.at(date(2015, 1, 5))
    last = of(office).targets[-1]
    assert (last.year, last.target, last.per_cent) == ("2014/15", None, None)


def test_caseloads_are_of_those_who_carry_families(office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    loads = {line.user: line for line in of(office).caseloads}
    assert "mai.coordinator" not in loads
    worker = loads["mai.worker1"]
    assert (worker.families, worker.usual, worker.most, worker.over) == (
        1,
        12,
        17,
        False,
    )


def test_a_caseload_over_the_full_one_is_marked(office: Office) -> None:
    office.at(date(2013, 2, 4))
    for reference in office.open_families(7):
        office.walk(reference, "caf_agreed")
        why = {"chosen_worker": "mai.fip1", "capacity_reason": "No one else"}
        office.take(reference, "allocate_fip", **why)
    loads = {line.user: line for line in of(office).caseloads}
    assert (loads["mai.fip1"].families, loads["mai.fip1"].over) == (7, True)


def test_payments_are_added_up_and_withheld_ones_say_why(
    office_of_each: Office,
) -> None:
    office = office_of_each
    closed, waiting = office.open_families(2)
    office.walk(closed, "closed")
    run_due(office.context)
    office.walk(waiting, "caseworker_allocated")
    found = of(office)
    fee, result = found.payments[:2]
    assert (fee.payment, fee.raised, fee.raised_pence) == ("attachment_fee", 1, 320000)
    assert fee.waiting == 1
    assert (result.raised, result.raised_pence) == (1, 70000)
    assert found.raised_pence == 390000


def test_a_withheld_payment_is_counted_under_its_reason(office: Office) -> None:
    references = office.open_families(6)
    short = [r for r in references if _criteria(office, r) == 2]
    for reference in short:
        office.walk(reference, "caseworker_allocated")
    run_due(office.context)
    fee = of(office).payments[0]
    assert fee.withheld == sum(reason.count for reason in fee.reasons) > 0
    assert "The fee needs all three national criteria" in fee.reasons[0].reason


def _criteria(office: Office, reference: str) -> int:
    facts = office.case(reference).view.facts
    names = ("crime_met", "education_met", "work_met", "local_reason_recorded")
    return sum(facts[name] is True for name in names)


def test_overdue_clocks_and_those_set_aside_are_told(office: Office) -> None:
    (reference,) = office.open_families()
    office.at(date(2012, 12, 20))
    with writing(office.context.database) as connection:
        poison = "UPDATE clock SET clock = 'no such clock' WHERE clock = 'plan_check'"
        connection.execute(text(poison))
    run_due(office.context)
    found = of(office)
    assert found.overdue_clocks == 1
    assert [each.reference for each in found.set_aside] == [reference]
    assert "no such clock" in found.set_aside[0].why


def test_the_report_takes_no_more_queries_for_more_families(office: Office) -> None:
    sent_for = []
    for families in (1, 5):
        for reference in office.open_families(families):
            office.walk(reference, "caseworker_allocated")
        of(office)
        with counted_statements(office.context.database) as sent:
            of(office)
        sent_for.append(len(sent))
    assert sent_for[0] == sent_for[1]


def test_an_unknown_district_is_refused(office: Office) -> None:
    assert isinstance(report(office.context, "kent"), Refusal)
