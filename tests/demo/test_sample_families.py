"""The made-up lists: repeatable, plausible, identified, and read without a fault."""

from collections import Counter
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from casework.intake.family_list import FamilyList, ListedFamily, read_family_list
from demo.sample_districts import UnknownSampleDistrictError, sample_district
from demo.sample_evidence import LIST_DAY, LOCAL_REASONS
from demo.sample_families import sample_families, write_sample_list

SAMPLES = Path(__file__).parents[2] / "samples"
COMMITTED = [("maidstone", 69, 33), ("tonbridge_and_malling", 52, 34)]
# Look-backs on 17 December 2012: 12 months; the start of spring term; a claim now.
IN_DATE_FROM = {
    "crime": date(2011, 12, 17),
    "education": date(2012, 1, 4),
    "work": LIST_DAY - timedelta(days=90),
    "local": date(2011, 12, 17),
}


def families(
    count: int = 400, *, seed: int = 7, district: str = "maidstone"
) -> list[ListedFamily]:
    return list(sample_families(count, seed=seed, district=sample_district(district)))


def criteria(family: ListedFamily) -> set[str]:
    return {item.criterion for one in family.people for item in one.evidence}


def age(born: date) -> int:
    return LIST_DAY.year - born.year - ((born.month, born.day) > (12, 17))


@pytest.mark.parametrize(("district", "count", "seed"), COMMITTED)
def test_the_committed_lists_are_what_the_generator_gives(
    tmp_path: Path, district: str, count: int, seed: int
) -> None:
    path = tmp_path / "again.csv"

    write_sample_list(path, count=count, seed=seed, district=sample_district(district))

    committed = SAMPLES / f"{district}_families.csv"
    assert path.read_bytes() == committed.read_bytes()


@pytest.mark.parametrize(("district", "count", "seed"), COMMITTED)
def test_the_committed_lists_read_back_without_a_fault(
    district: str, count: int, seed: int
) -> None:
    result = read_family_list(SAMPLES / f"{district}_families.csv", today=LIST_DAY)

    assert isinstance(result, FamilyList)
    assert list(result.families()) == families(count, seed=seed, district=district)


def test_every_family_meets_two_criteria_at_least() -> None:
    assert all(len(criteria(one) - {"local"}) >= 2 for one in families())


def test_about_two_in_five_meet_all_three_and_some_others_have_a_local_reason() -> None:
    met = [criteria(one) for one in families(4000)]
    all_three = [one for one in met if {"crime", "education", "work"} <= one]
    others = [one for one in met if one not in all_three]

    assert len(all_three) / len(met) == pytest.approx(0.40, abs=0.03)
    with_reason = [one for one in others if "local" in one]
    assert len(with_reason) / len(others) == pytest.approx(0.25, abs=0.03)
    assert not any("local" in one for one in all_three)


def test_every_piece_of_evidence_is_in_date_and_from_its_agency() -> None:
    sources = {
        "crime": {"Kent Police", "Youth Offending Service"},
        "education": {"Kent schools"},
        "work": {"Jobcentre Plus"},
        "local": set(LOCAL_REASONS),
    }
    for family in families():
        for item in (item for one in family.people for item in one.evidence):
            assert IN_DATE_FROM[item.criterion] <= item.dated < LIST_DAY
            assert item.source in sources[item.criterion]


def test_evidence_stands_with_someone_of_an_age_for_it() -> None:
    for one in (person for family in families() for person in family.people):
        for item in one.evidence:
            if item.criterion == "crime":
                assert age(one.born) >= 10
            if item.criterion == "education":
                assert one.is_child
                assert 5 <= age(one.born) <= 16
            if item.criterion == "work" or item.source == "Youth Offending Service":
                assert one.is_child is (item.criterion == "crime")


def test_households_are_of_a_likely_size_and_age() -> None:
    for family in families():
        adults = [age(one.born) for one in family.people if not one.is_child]
        children = [age(one.born) for one in family.people if one.is_child]

        assert 1 <= len(adults) <= 2
        assert 1 <= len(children) <= 4
        assert max(children) <= 17
        assert min(adults) >= 25
        assert max(adults) >= max(children) + 17


def test_most_children_are_of_school_age() -> None:
    ages = [
        age(one.born) for family in families() for one in family.people if one.is_child
    ]

    assert sum(years >= 5 for years in ages) / len(ages) > 0.9


def test_a_longer_list_begins_with_the_shorter_one() -> None:
    many = sample_families(1_000_000, seed=7, district=sample_district("maidstone"))

    assert list(islice(many, 20)) == families(20)


def test_another_seed_gives_other_families() -> None:
    assert families(20) != families(20, seed=8)


def test_families_live_in_the_postcodes_of_their_district() -> None:
    outward = Counter(
        one.postcode.split()[0]
        for family in families(district="tonbridge_and_malling")
        for one in family.people
    )

    assert set(outward) == {"TN9", "TN10", "TN11", "ME19", "ME20", "ME6"}


def test_no_postcode_is_one_that_anybody_has() -> None:
    letters = {
        letter for one in families() for letter in one.people[0].postcode.split()[1][1:]
    }

    assert letters == set("CIKMOV")


def test_a_district_without_sample_families_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownSampleDistrictError) as refused:
        sample_district("madstone")

    assert str(refused.value) == (
        "sample_districts.yaml: there is no district 'madstone'; there are maidstone, "
        "tonbridge_and_malling. Did you mean maidstone?"
    )


def test_fewer_families_than_none_are_refused_before_a_file_is_touched(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"

    with pytest.raises(ValueError, match="-1 families were asked for"):
        write_sample_list(path, count=-1, seed=1, district=sample_district("maidstone"))

    assert not path.exists()
