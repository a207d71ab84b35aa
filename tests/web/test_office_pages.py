"""The office's pages: runs, rehearsal, notifications, handover and cover."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from casework.jobs.run_due import run_due
from casework.set_up import set_up
from engine.access.roles import Access
from storage.database import writing
from storage.people import readers_of
from storage.rows import table_of
from storage.tables import Clock
from tests.builders.office import Office, the_workflow
from tests.builders.restricting import restrict
from tests.builders.web import Site


@pytest.fixture
def office(office: Office) -> Office:
    """Give an office with two families in support, both with their worker."""
    for reference in office.open_families(2):
        office.walk(reference, "in_support")
    return office


@pytest.fixture
def coordinator(site: Site) -> TestClient:
    """Give the browser of the coordinator."""
    return site.browser("mai.coordinator")


def worker_of(office: Office, reference: str = "MAI-0001") -> str:
    return str(office.case(reference).view.facts["worker"])


def poison(office: Office) -> None:
    """Make a clock of the first family one that no job can read."""
    clock = table_of(Clock)
    first = select(func.min(clock.c.id)).where(
        clock.c.case_number == 1, clock.c.stopped_on.is_(None)
    )
    broken = update(clock).where(clock.c.id == first.scalar_subquery())
    with writing(office.context.database) as connection:
        day = office.context.today()
        connection.execute(broken.values(clock="nonsense", next_rung_on=day))
    run_due(office.context)


def test_what_was_set_aside_is_shown_and_can_be_tried_again(
    coordinator: TestClient, office: Office
) -> None:
    poison(office)
    text = coordinator.get("/runs").text
    assert "MAI-0001" in text
    what = re.search(r'name="what" value="([^"]+)"', text)
    assert what is not None
    form = {"reference": "MAI-0001", "what": what.group(1)}
    answer = coordinator.post("/runs/clear", data=form)
    assert answer.status_code == 422
    assert "Say why it can be tried again" in answer.text
    done = coordinator.post("/runs/clear", data=form | {"reason": "mended"})
    assert done.headers["location"] == "/runs"
    assert what.group(1) not in coordinator.get("/runs").text


def test_a_run_names_no_family_that_is_out_of_sight(
    coordinator: TestClient, office: Office
) -> None:
    poison(office)
    assert "MAI-0001" in coordinator.get("/runs").text
    restrict(office, "MAI-0001")
    assert "MAI-0001" not in coordinator.get("/runs").text
    form = {"reference": "MAI-0001", "reason": "mended"}
    assert coordinator.post("/runs/clear", data=form).status_code == 404


def test_a_rehearsal_says_what_a_day_would_bring(
    coordinator: TestClient, office: Office
) -> None:
    by = "?by-day=1&by-month=3&by-year=2013"
    text = coordinator.get(f"/rehearsal{by}").text
    assert "By 1 March 2013: " in text
    assert "MAI-0001" in text
    restrict(office, "MAI-0001")
    text = coordinator.get(f"/rehearsal{by}").text
    assert "MAI-0001" not in text
    assert "MAI-0002" in text


def test_a_rehearsal_is_for_a_day_to_come(coordinator: TestClient) -> None:
    answer = coordinator.get("/rehearsal?by-day=1&by-month=3&by-year=2012")
    assert answer.status_code == 422
    assert "1 March 2012 is past" in answer.text
    assert coordinator.get("/rehearsal?by-day=31").status_code == 422


def test_who_runs_several_districts_rehearses_one_of_them(
    site: Site, office: Office
) -> None:
    elsewhere = "tonbridge_and_malling"
    set_up(office.url, [the_workflow(elsewhere)], clock=office.context.now)
    manager = site.browser_holding(
        "bob", (Access.COORDINATOR, "maidstone"), (Access.COORDINATOR, elsewhere)
    )
    by = "/rehearsal?by-day=1&by-month=3&by-year=2013"
    first, other = (manager.get(f"{by}&district={each}") for each in ("", elsewhere))
    assert '<option value="maidstone" selected>' in first.text
    assert "MAI-0001" in first.text
    assert f'<option value="{elsewhere}" selected>' in other.text
    assert "MAI-0001" not in other.text
    assert manager.get("/rehearsal?district=dover").status_code == 404


def test_somebody_chooses_what_they_are_told(
    coordinator: TestClient, office: Office
) -> None:
    form = {"digest": "mondays", "immediate": "yes", "channel": ""}
    assert coordinator.post("/notifications", data=form).status_code == 303
    with office.context.database.connect() as connection:
        readers = readers_of(connection, "maidstone", office.context.today())
    chosen = {reader.user: reader.preference.digest for reader in readers}
    assert chosen["mai.coordinator"] == "mondays"
    assert chosen["mai.secretary"] == "daily"


def test_a_choice_by_which_nothing_might_come_is_refused(
    coordinator: TestClient,
) -> None:
    form = {"digest": "overdue", "immediate": "no", "channel": ""}
    answer = coordinator.post("/notifications", data=form)
    assert answer.status_code == 422
    assert "might never reach you" in answer.text


def a_handover(office: Office, **more: str) -> dict[str, str | list[str]]:
    worker = worker_of(office)
    taker = next(w for w in ("mai.worker1", "mai.worker2") if w != worker)
    form: dict[str, str | list[str]] = {"case": ["MAI-0001"], "spread": [taker]}
    return form | {"reason": "leaves"} | more


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None, name
    return found.group(1)


def test_a_handover_is_looked_at_first_done_once_and_undone(
    coordinator: TestClient, office: Office
) -> None:
    worker = worker_of(office)
    place = f"/handover/maidstone/from/{worker}"
    assert "MAI-0001" in coordinator.get(place).text
    preview = coordinator.post(place, data=a_handover(office)).text
    assert "1 of 1 family can go as planned" in preview
    assert worker_of(office) == worker
    told = {name: hidden(preview, name) for name in ("seen", "command")}
    form = a_handover(office, **told)
    for _ in range(2):
        done = coordinator.post(f"{place}/do", data=form)
        assert done.headers["location"] == "/handover/maidstone"
    assert worker_of(office) != worker
    text = coordinator.get("/handover/maidstone").text
    undone = {"handover": hidden(text, "handover")}
    coordinator.post("/handover/maidstone/undo", data=undone)
    assert worker_of(office) == worker


def test_a_handover_that_would_come_out_otherwise_is_shown_anew(
    coordinator: TestClient, office: Office
) -> None:
    place = f"/handover/maidstone/from/{worker_of(office)}"
    form = a_handover(office, seen="another")
    answer = coordinator.post(f"{place}/do", data=form)
    assert answer.status_code == 409
    assert "otherwise than in the preview" in answer.text


def test_what_a_handover_lacks_is_said(coordinator: TestClient, office: Office) -> None:
    place = f"/handover/maidstone/from/{worker_of(office)}"
    answer = coordinator.post(place, data={"reason": ""})
    assert answer.status_code == 422
    for sentence in (
        "Select at least one family",
        "Select who takes the families",
        "Enter why they are handed over",
    ):
        assert sentence in answer.text


def test_a_restricted_family_is_not_handed_over_by_who_does_not_see_it(
    coordinator: TestClient, office: Office
) -> None:
    worker = worker_of(office)
    place = f"/handover/maidstone/from/{worker}"
    restrict(office, "MAI-0001")
    answer = coordinator.get(place)
    assert "MAI-0001" not in answer.text
    form = a_handover(office)
    assert coordinator.post(f"{place}/do", data=form).status_code == 422
    assert worker_of(office) == worker


COVER = {
    "since-day": "18", "since-month": "12", "since-year": "2012",
    "until-day": "21", "until-month": "12", "until-year": "2012",
    "reason": "leave",
}  # fmt: skip


def test_cover_is_arranged_ended_and_taken_up_again(coordinator: TestClient) -> None:
    form = COVER | {"absent": "mai.worker1", "cover": "mai.worker2"}
    assert coordinator.post("/cover/maidstone/new", data=form).status_code == 303
    text = coordinator.get("/cover/maidstone").text
    assert "To come" in text
    change = {"cover": hidden(text, "cover"), "reason": "came back"}
    coordinator.post("/cover/maidstone/end", data=change)
    assert "Nobody is covered" in coordinator.get("/cover/maidstone").text
    coordinator.post("/cover/maidstone/resume", data=change)
    assert "To come" in coordinator.get("/cover/maidstone").text


def test_what_speaks_against_a_cover_is_said_at_its_field(
    coordinator: TestClient,
) -> None:
    form = COVER | {"absent": "mai.worker1", "cover": "mai.worker1", "since-day": ""}
    answer = coordinator.post("/cover/maidstone/new", data=form)
    assert answer.status_code == 422
    assert "The first day must include a day" in answer.text
    answer = coordinator.post("/cover/maidstone/new", data=form | {"since-day": "1"})
    assert answer.status_code == 422
    assert 'href="#since-day"' in answer.text
    assert "can not cover for themselves" in answer.text


def test_a_worker_arranges_their_own_cover_and_sees_no_other(site: Site) -> None:
    form = COVER | {"absent": "mai.worker1", "cover": "mai.worker2"}
    assert site.browser("mai.worker1").post(
        "/cover/maidstone/new", data=form
    ).status_code == 303  # fmt: skip
    seen = {
        user: "mai.worker2" in site.browser(user).get("/cover/maidstone").text
        for user in ("mai.worker1", "mai.worker2", "mai.worker3")
    }
    assert seen == {"mai.worker1": True, "mai.worker2": True, "mai.worker3": False}
    stranger = site.browser("mai.worker3")
    change = {"cover": "mai.worker1-1", "reason": "none of mine"}
    assert stranger.post("/cover/maidstone/end", data=change).status_code == 404
