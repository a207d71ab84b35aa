"""The faults of rows: each is found, and its sentence says where and what to do."""

from pathlib import Path

import pytest

from tests.builders.family_lists import (
    HEADER,
    row,
    sentences,
    write_content,
    write_list,
)

ALL_RELATIONSHIPS = (
    "adult, parent, carer, grandparent, other adult, child, son, daughter, other child"
)

FAULTY_CELLS = {
    "no family key": (
        {"family": ""},
        (
            "family: found nothing, but every person needs the list's key of the "
            "family, such as F001."
        ),
    ),
    "no surname": (
        {"surname": " "},
        "surname: found nothing, but every person needs a surname.",
    ),
    "no date of birth": (
        {"date_of_birth": ""},
        (
            "date_of_birth: found nothing, but a date is needed; "
            "write it as 2001-02-28 or 28/02/2001."
        ),
    ),
    "a day that never was": (
        {"date_of_birth": "31/02/2001"},
        (
            "date_of_birth: found '31/02/2001', which is not a day of the calendar; "
            "write it as 2001-02-28 or 28/02/2001."
        ),
    ),
    "a date in words": (
        {"work_date": "3 March 2012"},
        (
            "work_date: found '3 March 2012', which is not a date; "
            "write it as 2001-02-28 or 28/02/2001."
        ),
    ),
    "a birth to come": (
        {"date_of_birth": "2012-12-18"},
        (
            "date_of_birth: found '2012-12-18', which is after 2012-12-17, "
            "the day of this reading."
        ),
    ),
    "evidence to come": (
        {"work_date": "18/12/2012"},
        (
            "work_date: found '18/12/2012', which is after 2012-12-17, "
            "the day of this reading."
        ),
    ),
    "a birth in another age": (
        {"date_of_birth": "1899-12-31"},
        "date_of_birth: found '1899-12-31', which is before 1900; check the year.",
    ),
    "a source without its date": (
        {"crime_source": "Kent Police"},
        (
            "crime_date: found nothing, but crime_source holds 'Kent Police'; "
            "give both or clear both."
        ),
    ),
    "a date without its source": (
        {"education_date": "2012-06-01"},
        (
            "education_source: found nothing, but education_date holds '2012-06-01'; "
            "give both or clear both."
        ),
    ),
    "a local reason without its date": (
        {"local_reason": "edge of care"},
        (
            "local_date: found nothing, but local_reason holds 'edge of care'; "
            "give both or clear both."
        ),
    ),
    "an unknown relationship": (
        {"relationship": "doughter"},
        (
            "relationship: found 'doughter', which is not a relationship of a list "
            f"(did you mean daughter?); write one of {ALL_RELATIONSHIPS}."
        ),
    ),
    "no relationship": (
        {"relationship": ""},
        (
            "relationship: found nothing, but every person needs a relationship; "
            f"write one of {ALL_RELATIONSHIPS}."
        ),
    ),
    "an adult of nine": (
        {"date_of_birth": "2002-12-18"},
        (
            "relationship: found 'adult' for someone aged 9, but an adult on a list is "
            "at least 10; check it and date_of_birth."
        ),
    ),
    "a child of twenty-six": (
        {"date_of_birth": "17/12/1986", "relationship": "Son"},
        (
            "relationship: found 'Son' for someone aged 26, but a child on a list is "
            "at most 25; check it and date_of_birth."
        ),
    ),
    "half a postcode": (
        {"postcode": "ME14"},
        (
            "postcode: found 'ME14', which is not a full UK postcode such as SW1A 1AA; "
            "correct it or clear it."
        ),
    ),
}


@pytest.mark.parametrize(
    ("cells", "sentence"), FAULTY_CELLS.values(), ids=FAULTY_CELLS.keys()
)
def test_a_faulty_cell_is_named_by_line_and_column(
    tmp_path: Path, cells: dict[str, str], sentence: str
) -> None:
    path = write_list(tmp_path, row(), row(forename="Bea", **cells))

    assert sentences(path) == [f"families.csv line 3, {sentence}"]


def test_the_same_person_twice_in_a_family_is_one_too_many(tmp_path: Path) -> None:
    again = row(surname="SMITH", date_of_birth="01/03/1975")
    path = write_list(tmp_path, row(), row(forename="Bea"), again)

    assert sentences(path) == [
        (
            "families.csv line 4, surname: found 'Ann SMITH', born on 1975-03-01, "
            "who is in this family on line 2 already; keep one row."
        )
    ]


def test_a_family_without_any_evidence_is_not_identified(tmp_path: Path) -> None:
    nothing = row(family="F002", work_source="", work_date="")
    path = write_list(tmp_path, row(), nothing, nothing | {"forename": "Bea"})

    assert sentences(path) == [
        (
            "families.csv line 3, family: found 'F002' without any evidence, but then "
            "nothing identifies the family; give a source and a date."
        )
    ]


def test_rows_with_cells_too_few_or_too_many_are_named(tmp_path: Path) -> None:
    path = write_content(tmp_path, f"{HEADER}\nF001,Ann\nF002{',' * 15}\n")

    assert sentences(path) == [
        (
            "families.csv line 2: found 2 cells, but the header has 15; "
            "count the commas of the row."
        ),
        (
            "families.csv line 3: found 16 cells, but the header has 15; "
            "count the commas of the row."
        ),
    ]


def test_a_quotation_mark_left_open_is_found_where_its_row_begins(
    tmp_path: Path,
) -> None:
    path = write_content(tmp_path, f'{HEADER}\n\nF001,"Ann,Smith\nand so on\n')

    assert sentences(path) == [
        (
            "families.csv line 3: found quotation marks that do not match (unexpected "
            "end of data), but a cell that begins with a quotation mark ends with one, "
            "and one inside it is doubled; correct the row, and look at the lines "
            "after it again."
        )
    ]


def test_no_family_is_blamed_for_evidence_that_an_open_quotation_may_have_taken(
    tmp_path: Path,
) -> None:
    bare = "F001,Ann,Smith,1975-03-01,adult" + "," * 10
    path = write_content(tmp_path, f'{HEADER}\n{bare}\nF001,"Bea\n')

    assert len(sentences(path)) == 1


def test_no_family_is_blamed_for_evidence_that_a_short_row_may_hold(
    tmp_path: Path,
) -> None:
    bare = "F001,Ann,Smith,1975-03-01,adult" + "," * 10
    path = write_content(tmp_path, f"{HEADER}\n{bare}\nF001,Bea,Jobcentre Plus\n")

    assert len(sentences(path)) == 1


def test_a_cell_that_spans_lines_does_not_shift_the_lines_below_it(
    tmp_path: Path,
) -> None:
    spanning = row(address="1 High Street,\nMaidstone")
    path = write_list(tmp_path, spanning, row(forename="Bea", postcode="?"))

    assert sentences(path)[0].startswith("families.csv line 4, postcode: found '?'")


def test_a_fault_is_quoted_short_and_without_control_codes(tmp_path: Path) -> None:
    path = write_list(tmp_path, row(postcode="\x1b[2J" + "x" * 500))

    assert f"found '\\x1b[2J{'x' * 56}…', which" in sentences(path)[0]


def test_every_fault_is_reported_at_once_in_the_order_of_the_lines(
    tmp_path: Path,
) -> None:
    path = write_list(
        tmp_path,
        row(family="F009", work_source="", work_date=""),
        row(postcode="?", surname="", date_of_birth="never"),
        row(forename="Bea", relationship="lodger", crime_date="2012-01-01"),
    )

    places = [sentence.partition(":")[0] for sentence in sentences(path)]

    assert places == [
        "families.csv line 2, family",
        "families.csv line 3, surname",
        "families.csv line 3, date_of_birth",
        "families.csv line 3, postcode",
        "families.csv line 4, relationship",
        "families.csv line 4, crime_source",
    ]
