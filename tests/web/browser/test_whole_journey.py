"""A family's whole way through the pages: from the list to the outcome claimed.

By clicking and typing alone; `make browser` goes it with scripts and without, at a desk
and on a phone.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.access.accounts import AccountRequest, make_accounts
from casework.context import Context, wall_clock
from casework.reading.history import Verified, verify_history
from demo.sample_districts import sample_district
from demo.sample_families import write_sample_list
from storage.database import reading
from storage.rows import table_of
from storage.tables import Decision
from tests.builders.chromium import Visitor
from tests.builders.clerks import Clerk, signs_in
from tests.builders.office import FIRST_DAY, Office, an_office
from tests.builders.served import served
from tests.web.browser.conftest import SETTINGS, MakeVisitor
from web.app import create_app

PASSWORD = "plain words of nobody"  # noqa: S105 - of accounts that a test makes
PEOPLE = ("mai.coordinator", "mai.secretary", "mai.worker1", "mai.claims")
DEFERRED, DECLINED, OURS = "MAI-0001", "MAI-0002", "MAI-0010"
ANSWERED = ("police", "schools", "jobcentre_plus", "housing")
TEN = 10
TODAY, IN_JUNE = FIRST_DAY.date(), date(2013, 6, 17)
FIGURES = ("0", "4.5", "10", "2", "3", "1")
"""Exclusions, absence, incidents before and now, offences before and now."""
WAYS = {
    "scripts at a desk": (True, False),
    "scripts on a phone": (True, True),
    "no scripts at a desk": (False, False),
    "no scripts on a phone": (False, True),
}


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Give a district of nine families before the board: the tenth is on a list."""
    with an_office(sqlite_url) as office:
        for reference in office.open_families(TEN - 1):
            office.walk(reference, "profiled")
        accounts = (
            AccountRequest(user=user, title=user, password=PASSWORD, must_change=False)
            for user in PEOPLE
        )
        make_accounts(office.context, accounts, "test", wall_clock())
        yield office


@pytest.fixture
def context(office: Office) -> Context:
    """Give its database."""
    return office.context


@pytest.fixture
def address(context: Context) -> Iterator[str]:
    """Give the address at which it is served."""
    with served(create_app(context, SETTINGS)) as address:
        yield address


@pytest.mark.parametrize(("scripts", "phone"), WAYS.values(), ids=WAYS)
def test_a_family_goes_from_the_list_to_its_outcome(
    visitor: MakeVisitor, office: Office, tmp_path: Path, *, scripts: bool, phone: bool
) -> None:
    def somebody() -> Visitor:
        return visitor("", scripts=scripts, phone=phone)

    coordinator, secretary, worker, claims = (
        signs_in(somebody(), user, PASSWORD) for user in PEOPLE
    )
    is_opened(coordinator, tmp_path / "families.csv")
    for agency in ANSWERED:
        office.take(OURS, "record_profile", agency=agency)
    profiles(coordinator)
    plans_a_meeting_of_ten(secretary)
    records_the_meeting(secretary)
    agrees_and_gets_a_worker(coordinator)
    is_supported(worker)
    office.at(IN_JUNE)
    is_reviewed_and_evidenced(worker)
    is_claimed(claims)
    closes(coordinator)
    the_database_has_it_all(office)


def is_opened(coordinator: Clerk, file: Path) -> None:
    where = sample_district("maidstone")
    write_sample_list(file, count=TEN, seed=33, district=where)
    coordinator.chooses("Cases")
    coordinator.goes_on("Open families from a list")
    coordinator.visitor.page.locator("input[type=file]").set_input_files(file)
    coordinator.goes_on("Check the list")
    coordinator.says("To be opened 1 family", "Open before 9 families")
    coordinator.goes_on("Open 1 family")
    coordinator.says("1 family was opened from the list")


def profiles(coordinator: Clerk) -> None:
    coordinator.follows(OURS)
    coordinator.takes("Check for an existing plan", "No", "None with any agency")
    part = "Record an agency's part of the profile"
    coordinator.takes(part, "Health", "The health visitor knows them well")
    gap = "Accept that an agency's part is missing"
    coordinator.takes(gap, "Youth Offending Service", "It knows nobody of them")
    coordinator.says("Profiled, before the Project Board")


def plans_a_meeting_of_ten(secretary: Clerk) -> None:
    secretary.chooses("Meetings")
    secretary.goes_on("Plan a meeting")
    secretary.visitor.page.get_by_label("The meeting's reference").fill("PB/2012/01")
    secretary.types_day("held_on", TODAY)
    secretary.goes_on("Start the agenda")
    secretary.goes_on("Put them on the agenda")
    secretary.says(
        "10 families are on the agenda now", "On the agenda: 10 of at most 10"
    )


def records_the_meeting(secretary: Clerk) -> None:
    secretary.goes_on("Record what the board decided")
    secretary.visitor.page.get_by_label("The minute, for every family").fill("33")
    decides(secretary, DECLINED, "Declined", "Another borough has the family")
    secretary.goes_on("Check the whole meeting")
    secretary.says("There is a problem", f"Select what the board decided of {OURS}")
    decides(secretary, DEFERRED, "Deferred", "The school is to be asked")
    others = {f"MAI-{number:04d}" for number in range(1, TEN + 1)}
    for reference in others - {DEFERRED, DECLINED}:
        decides(secretary, reference, "Approved")
    secretary.goes_on("Check the whole meeting")
    secretary.says(
        "Check the decisions of PB/2012/01", "Another borough has the family"
    )
    secretary.goes_on("Record the meeting")
    secretary.says("The meeting is recorded", "Minute reference PB/2012/01")
    secretary.says(f"{DEFERRED} Deferred 33", f"{DECLINED} Declined 33")


def decides(secretary: Clerk, reference: str, outcome: str, reason: str = "") -> None:
    family = secretary.visitor.page.locator(".app-family").filter(has_text=reference)
    family.get_by_label(outcome).check()
    family.get_by_label("Reason to defer").fill(reason)


def agrees_and_gets_a_worker(coordinator: Clerk) -> None:
    coordinator.opens(f"/cases/{OURS}")
    coordinator.takes("Record that the family agrees to a Family CAF", TODAY)
    coordinator.follows("Allocate a caseworker")
    coordinator.says("Caseworker 1 (mai.worker1) 0 of 17 families: room for 17 more")
    coordinator.answers("Caseworker 1 (mai.worker1)")
    coordinator.goes_on("Confirm and record")
    coordinator.says("Allocate a caseworker: done.", "Owner: Caseworker 1")
    coordinator.chooses("Allocation")
    coordinator.says("Caseworker 1 (mai.worker1) 1 families of Caseworker 1 16")


def is_supported(worker: Clerk) -> None:
    worker.chooses("Cases")
    worker.follows(OURS)
    first = "complete the assessment first"
    worker.supplies(first, "Complete the assessment", "Yes", "Debts")
    worker.takes("Give the family its copy of the plan", "Yes", "A weekly visit")
    worker.takes("Start the support", TODAY)
    worker.says("In support", "Service: Active")


def is_reviewed_and_evidenced(worker: Clerk) -> None:
    worker.chooses("Reviews")
    worker.follows(OURS)
    worker.takes("Hold a review", IN_JUNE, "On track", "Go on as before")
    evidence = (*FIGURES, "School and police records", IN_JUNE)
    worker.takes("Evidence the crime and education result", *evidence)


def is_claimed(claims: Clerk) -> None:
    claims.opens(f"/cases/{OURS}")
    claims.takes("Claim the outcome", "Yes", "IA/2013/7")
    claims.says("Outcome claimed")


def closes(coordinator: Clerk) -> None:
    coordinator.opens(f"/cases/{OURS}")
    step = "Close: the family leaves the programme"
    coordinator.takes(step, "Outcome achieved", "The worker stays until summer")
    coordinator.follows("Support and payments")
    coordinator.says("Approve PB/2012/01", "On track", "Crime education Met")
    coordinator.says("Attachment fee", "behaviour and education result Waiting")
    coordinator.follows("History")
    coordinator.says("Claim the outcome", "Reference of the audit: IA/2013/7")


def the_database_has_it_all(office: Office) -> None:
    view = office.case(OURS).view
    assert (view.programme, view.service) == ("closed", "active")
    assert {name: view.facts[name] for name in ("service_consent", "worker")} == {
        "service_consent": "given",
        "worker": "mai.worker1",
    }
    assert view.facts["agencies_missing"] == ["youth_offending"]
    assert view.facts["result_crime_education"] == "met"
    assert view.facts["last_review_on"] == IN_JUNE.isoformat()
    with reading(office.context.database) as connection:
        decided = connection.execute(select(table_of(Decision))).mappings().all()
    assert {row["minute"] for row in decided} == {"33"}
    outcomes = Counter(row["outcome"] for row in decided)
    assert outcomes == {"approve": TEN - 2, "defer": 1, "decline": 1}
    history = verify_history(office.context)
    assert isinstance(history, Verified)
    assert (history.cases, history.breaks) == (TEN, ())
