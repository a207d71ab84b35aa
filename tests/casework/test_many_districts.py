"""However many districts a county or a country has, what they share is made once."""

from casework.advance_case import Advanced
from engine.advance import machine
from storage import districts
from tests.builders.office import an_office


def test_a_district_and_its_definition_are_not_read_anew_for_each_advance(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        (reference,) = office.open_families(1)
        office.take(reference, "add_evidence", criterion="work")
        caches = (districts._of_its_file, machine._machine)  # noqa: SLF001
        before = [cache.cache_info().misses for cache in caches]
        for criterion in ("crime", "education"):
            done = office.take(reference, "add_evidence", criterion=criterion)
            assert isinstance(done, Advanced)
        assert [cache.cache_info().misses for cache in caches] == before


def test_the_districts_of_england_are_all_kept() -> None:
    kept = districts._of_its_file.cache_info().maxsize  # noqa: SLF001
    assert kept is not None
    assert kept >= 2 * 326
