"""What a list without faults says, and what no file can do to the reading."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.intake.columns import COLUMNS, EVIDENCE_COLUMNS, IS_CHILD, row_of
from casework.intake.family_list import (
    ListedEvidence,
    ListedFamily,
    ListedPerson,
    ListFaults,
    read_family_list,
)
from tests.builders.family_lists import (
    HEADER,
    TODAY,
    read,
    row,
    write_content,
    write_list,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9).map(
    lambda text: " ".join(text.split())
)
NAMES = WORDS.filter(bool)
EVIDENCE = st.fixed_dictionaries(
    {},
    optional={
        criterion: st.builds(
            ListedEvidence,
            criterion=st.just(criterion),
            source=NAMES,
            dated=st.dates(date(1900, 1, 1), TODAY),
        )
        for criterion, _, _ in EVIDENCE_COLUMNS
    },
).map(lambda held: tuple(held[c] for c, _, _ in EVIDENCE_COLUMNS if c in held))
PEOPLE = st.builds(
    ListedPerson,
    forename=WORDS,
    surname=NAMES,
    born=st.dates(date(1990, 1, 1), date(2000, 1, 1)),
    is_child=st.booleans(),
    address=WORDS,
    postcode=st.sampled_from(["", "ME6 9VV", "ME14 4CM", "SW1A 1AA"]),
    evidence=EVIDENCE,
)
HOUSEHOLDS = st.lists(
    PEOPLE,
    min_size=1,
    max_size=5,
    unique_by=lambda one: (one.forename.casefold(), one.surname.casefold(), one.born),
).filter(lambda people: any(one.evidence for one in people))


@given(st.dictionaries(NAMES, HOUSEHOLDS, min_size=1, max_size=5))
def test_a_list_reads_back_as_it_was_written(
    households: dict[str, list[ListedPerson]],
) -> None:
    families = tuple(
        ListedFamily(key=key, people=tuple(people))
        for key, people in households.items()
    )
    rows = [row_of(family.key, one) for family in families for one in family.people]

    with TemporaryDirectory() as folder:
        named = [dict(zip(COLUMNS, cells, strict=True)) for cells in rows]
        assert tuple(read(write_list(Path(folder), *named)).families()) == families


@given(st.text() | st.text('",\n\r;0129/-FAx').map(lambda rows: f"{HEADER}\n{rows}"))
@example(f'{HEADER}\nF001,"{"x" * 140_000}\n')
@example("\ufeff")
def test_no_text_stops_the_reading(text: str) -> None:
    assert_gives_a_value(text.encode("utf-8", "surrogatepass"))


@given(st.binary())
def test_no_bytes_stop_the_reading(content: bytes) -> None:
    assert_gives_a_value(content)


def assert_gives_a_value(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = write_content(Path(folder), content)
        result = read_family_list(path, today=TODAY)
        if not isinstance(result, ListFaults):
            assert result.content_hash == sha256(content).hexdigest()
        else:
            assert all(result.sentences())


def test_the_order_and_the_capitals_of_the_columns_are_free(tmp_path: Path) -> None:
    cells = row()
    backwards = list(reversed(COLUMNS))
    header = ",".join(name.replace("_", " ").title() for name in backwards)
    line = ",".join(cells[name] for name in backwards)

    path = write_content(tmp_path, f"{header}\n{line}\n")

    assert next(read(path).families()).people[0].surname == "Smith"


def test_the_rows_of_a_family_need_not_stand_together(tmp_path: Path) -> None:
    path = write_list(
        tmp_path, row(), row(family="F002"), row(forename="Bea", postcode="")
    )

    families = tuple(read(path).families())

    assert [(one.key, len(one.people)) for one in families] == [
        ("F001", 2),
        ("F002", 1),
    ]


@pytest.mark.parametrize(("relationship", "is_child"), IS_CHILD.items())
def test_each_relationship_makes_an_adult_or_a_child(
    tmp_path: Path, relationship: str, *, is_child: bool
) -> None:
    aged_17 = row(relationship=relationship.upper(), date_of_birth="1995-06-01")

    [family] = tuple(read(write_list(tmp_path, aged_17)).families())

    assert family.people[0].is_child is is_child


@pytest.mark.parametrize("written", ["ME14 4CM", "me144cm", " me14  4cm "])
def test_a_postcode_is_kept_in_capitals_with_one_space(
    tmp_path: Path, written: str
) -> None:
    [family] = tuple(read(write_list(tmp_path, row(postcode=written))).families())

    assert family.people[0].postcode == "ME14 4CM"


def test_either_way_of_writing_a_date_is_the_same_day(tmp_path: Path) -> None:
    path = write_list(tmp_path, row(work_date="01/02/2012"))

    [family] = tuple(read(path).families())

    assert family.people[0].evidence == (
        ListedEvidence(
            criterion="work", source="Jobcentre Plus", dated=date(2012, 2, 1)
        ),
    )


def test_evidence_of_today_is_taken(tmp_path: Path) -> None:
    path = write_list(tmp_path, row(work_date=TODAY.isoformat()))

    assert next(read(path).families()).people[0].evidence[0].dated == TODAY


def test_the_ages_that_are_just_possible_are_taken(tmp_path: Path) -> None:
    path = write_list(
        tmp_path,
        row(date_of_birth="2002-12-17"),  # an adult who is 10 today
        row(date_of_birth="1986-12-18", relationship="child"),  # 26 tomorrow
    )

    assert len(next(read(path).families()).people) == 2


def test_the_empty_rows_that_spreadsheets_leave_are_passed_over(tmp_path: Path) -> None:
    path = write_list(tmp_path, row(), dict.fromkeys(COLUMNS, ""))

    assert len(next(read(path).families()).people) == 1


def test_rows_of_a_family_may_stand_apart(tmp_path: Path) -> None:
    rows = [
        row(family=family, surname=surname)
        for family, surname in (
            ("B", "One"),
            ("A", "Two"),
            ("C", "Three"),
            ("B", "Four"),
        )
    ]
    found = tuple(read(write_list(tmp_path, *rows)).families())
    assert [family.key for family in found] == ["B", "A", "C"]
    assert [person.surname for person in found[0].people] == ["One", "Four"]


def test_what_was_checked_is_what_is_read(tmp_path: Path) -> None:
    path = write_list(tmp_path, row(surname="Smith"))
    found = read(path)
    path.write_text("something else meanwhile")
    for _ in range(2):
        ((smith,),) = (family.people for family in found.families())
        assert smith.surname == "Smith"
