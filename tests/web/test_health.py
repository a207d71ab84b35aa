"""Machines ask whether the program lives, can work, and how much it does."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url

from tests.builders.office import Office
from tests.builders.runs import ran
from tests.builders.web import Site, a_site


def test_a_program_with_its_database_lives_and_is_ready(site: Site) -> None:
    assert site.anyone().get("/health/live").json() == {"status": "live"}
    assert site.anyone().get("/health/ready").json() == {"status": "ready"}


def test_a_program_without_its_database_lives_and_is_not_ready(site: Site) -> None:
    Path(make_url(site.office.url).database or "").unlink()
    assert site.anyone().get("/health/live").status_code == 200
    answer = site.anyone().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"


def test_a_database_that_comes_back_is_ready_again(site: Site) -> None:
    file = Path(make_url(site.office.url).database or "")
    away = file.rename(file.with_suffix(".away"))
    assert site.anyone().get("/health/ready").status_code == 503
    assert site.browser_with("x").get("/cases").status_code == 503
    away.rename(file)
    assert site.anyone().get("/health/ready").status_code == 200


def test_figures_tell_what_waits_where_families_stand_and_which_job_is_late(
    office: Office,
) -> None:
    site = a_site(office, metrics_from=["testclient"])
    office.open_families(2)
    before = site.anyone().get("/metrics").text
    assert 'cases{district="maidstone",programme="identified"} 2.0' in before
    assert 'job_late{job="reminders"} 1.0' in before
    office.walk("MAI-0001", "profiled")
    ran(office, office.context.today() + timedelta(days=3))
    office.at(office.context.now() + timedelta(minutes=2))
    figures = site.anyone().get("/metrics").text
    assert 'cases{district="maidstone",programme="identified"} 1.0' in figures
    assert 'job_late{job="reminders"} 0.0' in figures
    assert 'job_last_run_seconds{job="reminders"}' in figures
    assert 'letters{state="failed"} 0.0' in figures
    assert "outbox_oldest_seconds 0.0" not in figures


def test_figures_name_routes_and_no_addresses(office: Office) -> None:
    site = a_site(office, metrics_from=["testclient"])
    office.open_families()
    site.browser("mai.coordinator").get("/cases/MAI-0001")
    site.anyone().get("/sign-in?next=/cases/MAI-0001")
    figures = site.anyone().get("/metrics").text
    assert 'route="/sign-in",status="200"} 1.0' in figures
    assert 'outbox_messages{state="waiting"} 0.0' in figures
    assert "database_up 1.0" in figures
    assert "MAI-" not in figures


def test_figures_are_for_the_machines_that_were_named(site: Site) -> None:
    assert site.anyone().get("/metrics").status_code == 404


def test_methods_that_somebody_makes_up_are_counted_together(office: Office) -> None:
    site = a_site(office, metrics_from=["testclient"])
    for method in ("AAA", "BBB"):
        site.anyone().request(method, "/sign-in")
    figures = site.anyone().get("/metrics").text
    assert 'method="other"' in figures
    assert "AAA" not in figures
