"""Holding a review: it counts from the day it was held, and keeps when it was due."""

from datetime import date

from storage.tables import Review
from tests.builders.office import an_office
from tests.builders.storage import rows


def test_a_review_keeps_the_day_by_which_it_was_due(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        office.open_families()
        office.walk("MAI-0001", "in_support")
        began = str(office.case("MAI-0001").view.facts["support_started_on"])
        for held_on in ("2013-04-02", "2013-05-14"):
            office.at(date.fromisoformat(held_on))
            office.take("MAI-0001", "hold_review", held_on=held_on)
        first, second = rows(office.context.database, Review)
        assert (first["due_on"] - date.fromisoformat(began)).days == 42
        assert second["due_on"] == date(2013, 7, 2)
