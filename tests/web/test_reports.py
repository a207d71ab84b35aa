"""The reports' pages, and what can be taken away of them."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from engine.access.roles import Access
from storage.access_log import latest_events
from storage.database import reading
from tests.builders.office import Office
from tests.builders.queries import counted_statements
from tests.builders.restricting import restrict
from tests.builders.web import Site
from web.reports.catalogue import REPORTS


@pytest.fixture
def office(office: Office) -> Office:
    """Give an office with a family in support, and one on the list."""
    first, _ = office.open_families(2)
    office.walk(first, "in_support")
    return office


def test_the_list_gives_the_finding_of_every_report(site: Site) -> None:
    text = site.browser("mai.coordinator").get("/reports/maidstone").text
    for name, report in REPORTS.items():
        assert report.title in text
        assert f"/reports/maidstone/{name}" in text
    assert "1 family was attached in 2012/13: 79 short of the target of 80" in text


def test_who_has_one_district_goes_straight_to_its_reports(site: Site) -> None:
    answer = site.browser("mai.coordinator").get("/reports")
    assert answer.headers["location"] == "/reports/maidstone"


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_has_its_figures_as_a_table_too(site: Site, report: str) -> None:
    answer = site.browser("mai.viewer").get(f"/reports/maidstone/{report}")
    assert answer.status_code in {200, 403}
    answer = site.browser("mai.coordinator").get(f"/reports/maidstone/{report}")
    assert answer.status_code == 200
    assert "<table" in answer.text
    assert "style=" not in answer.text


def test_a_worker_reads_of_their_own_families_only(site: Site, office: Office) -> None:
    office.open_families(3)
    worker = str(office.case("MAI-0001").view.facts["worker"])
    text = site.browser(worker).get("/reports/maidstone").text
    assert "of your 1 family" in text
    assert "1 of 1 families" in text


def test_a_restricted_family_is_in_no_figure(site: Site, office: Office) -> None:
    restrict(office, "MAI-0001")
    text = site.browser("mai.coordinator").get("/reports/maidstone").text
    assert "0 families were attached in 2012/13" in text


def test_a_page_takes_as_many_queries_however_many_families_there_are(
    site: Site, office: Office
) -> None:
    browser = site.browser("mai.coordinator")
    counts = []
    for families in (2, 6):
        office.open_families(families)
        for reference in ("MAI-0003", "MAI-0004")[: families - 4]:
            office.walk(reference, "board_approved")
        with counted_statements(office.context.database) as sent:
            browser.get("/reports/maidstone")
        counts.append(len(sent))
    assert counts[0] == counts[1] < 70


@pytest.mark.parametrize(
    "path", ["", "/funnel", "/funnel/download/csv", "/funnel/download/xlsx"]
)
def test_another_districts_reports_are_not_there(site: Site, path: str) -> None:
    browser = site.browser_as(Access.COORDINATOR, "maidstone")
    for district in ("tonbridge_and_malling", "nowhere"):
        assert browser.get(f"/reports/{district}{path}").status_code == 404


def events(site: Site) -> list[tuple[str, str, dict[str, object]]]:
    with reading(site.office.context.database) as connection:
        rows = latest_events(connection, 5)
    return [
        (row["user"], row["about"], json.loads(row["detail"]))
        for row in rows
        if row["what"] == "took a file away"
    ]


def test_a_table_can_be_taken_away_and_it_is_noted(site: Site) -> None:
    answer = site.browser("mai.coordinator").get(
        "/reports/maidstone/funnel/download/csv"
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="maidstone-funnel.csv"' in answer.headers["content-disposition"]
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Step,Families,Per cent of all families,Fewer than before"
    assert lines[1] == "Identified,2,100.0,0"
    assert events(site) == [
        (
            "mai.coordinator",
            "maidstone/funnel",
            {"format": "csv", "rows": 8, "filter": {}},
        )
    ]


def test_one_of_several_tables_can_be_chosen(site: Site) -> None:
    path = "/reports/maidstone/payments/download/csv?table="
    browser = site.browser("mai.coordinator")
    chosen = browser.get(f"{path}payments-by-month").content.decode("utf-8-sig")
    assert chosen.startswith("Month,Payment,Standing")
    assert browser.get(f"{path}nonsense").status_code == 404
    assert browser.get("/reports/maidstone/funnel/download/exe").status_code == 404


def test_a_workbook_has_a_cover_and_every_table(site: Site) -> None:
    answer = site.browser("mai.coordinator").get(
        "/reports/maidstone/payments/download/xlsx"
    )
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [
        "Cover", "payments", "payments-by-month", "payments-withheld",
    ]  # fmt: skip
    assert book["Cover"]["A1"].value == "Payments: Maidstone"
    ((_, _, noted),) = events(site)
    assert noted["format"] == "xlsx"
