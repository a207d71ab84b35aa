"""The faults of a file and of its header, and the texts that are taken."""

from pathlib import Path

import pytest

from tests.builders.family_lists import (
    HEADER,
    read,
    row,
    sentences,
    write_content,
    write_list,
)

NO_LIST = {
    "nothing": (b"", "found an empty file, but a list has a header and a row a person"),
    "white space": (
        b" \r\n\n",
        "found an empty file, but a list has a header and a row a person",
    ),
    "commas": (
        b",,,\n,,,\n",
        "found rows without a word, but a list begins with a header",
    ),
    "a header alone": (
        HEADER.encode(),
        "found a header and no row, but a list has a row a person",
    ),
}


@pytest.mark.parametrize(("content", "fault"), NO_LIST.values(), ids=NO_LIST.keys())
def test_a_file_with_nobody_in_it_is_no_list(
    tmp_path: Path, content: bytes, fault: str
) -> None:
    path = write_content(tmp_path, content)

    assert sentences(path) == [f"families.csv: {fault}."]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert sentences(tmp_path / "families.csv") == [
        (
            "families.csv: found no file of that name, but a list was to be read; "
            "check the name and the folder."
        )
    ]


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    assert sentences(tmp_path) == [
        (
            f"{tmp_path.name}: found a folder, but a list is one CSV file; "
            "give the path of the file."
        )
    ]


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    # A name too long for any file system fails for every user, root included.
    path = tmp_path / ("f" * 300)

    [sentence] = sentences(path)

    assert sentence.endswith(
        "found a file that cannot be read (File name too long), but a list was to be "
        "read; ask for the right to read it, or for a copy."
    )


def test_bytes_that_are_no_text_are_found_on_their_line(tmp_path: Path) -> None:
    path = write_content(tmp_path, HEADER.encode() + b"\nF001,\x81\xff")

    assert sentences(path) == [
        (
            "families.csv line 2: found the byte 0x81, which is neither UTF-8 nor "
            "Windows-1252 text; save the list again as 'CSV UTF-8'."
        )
    ]


def test_a_nul_byte_is_found_on_its_line(tmp_path: Path) -> None:
    path = write_content(tmp_path, HEADER.encode() + b"\n\nF001,\0")

    assert sentences(path) == [
        (
            "families.csv line 3: found a NUL byte, which no list holds; "
            "save the list again as 'CSV UTF-8'."
        )
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_spreadsheet_may_save_its_list_in_any_of_these(
    tmp_path: Path, encoding: str
) -> None:
    text = write_list(tmp_path, row(forename="Zoë")).read_text(encoding="utf-8")

    path = write_content(tmp_path, text.encode(encoding))

    assert next(read(path).families()).people[0].forename == "Zoë"


def test_a_missing_column_is_named_with_the_columns_there_are(tmp_path: Path) -> None:
    path = write_content(tmp_path, HEADER.replace(",postcode", ""))

    assert sentences(path) == [
        (
            "families.csv line 1, postcode: found no such column, but every list "
            f"needs it; the columns of a list are {HEADER.replace(',', ', ')}."
        )
    ]


def test_a_misspelt_column_is_met_with_the_one_that_was_meant(tmp_path: Path) -> None:
    path = write_content(tmp_path, HEADER.replace("surname", "sirname"))

    assert sentences(path)[0] == (
        "families.csv line 1: found 'sirname' over column 3, which is not a column of "
        "a list (did you mean surname?); "
        f"the columns of a list are {HEADER.replace(',', ', ')}."
    )


def test_a_column_there_twice_ends_the_reading(tmp_path: Path) -> None:
    path = write_content(tmp_path, f"{HEADER},Postcode\nF001,Ann\n")

    assert sentences(path) == [
        (
            "families.csv line 1, postcode: found the column 2 times, "
            "but it may stand there once only."
        )
    ]


def test_a_column_too_many_does_not_hide_the_faults_below_it(tmp_path: Path) -> None:
    path = write_content(tmp_path, f"{HEADER},notes\nF001{',' * 15}\n")

    lines = [sentence.split(":")[0] for sentence in sentences(path)]

    assert "families.csv line 2, surname" in lines


def test_a_list_with_semicolons_is_told_from_one_without_columns(
    tmp_path: Path,
) -> None:
    path = write_content(tmp_path, HEADER.replace(",", ";"))

    assert sentences(path) == [
        (
            "families.csv line 1: found semicolons between the columns, but a list has "
            "commas there; save it as CSV with commas."
        )
    ]


def test_a_header_with_an_open_quotation_mark_ends_the_reading(tmp_path: Path) -> None:
    path = write_content(tmp_path, f'"{HEADER}\n')

    assert len(sentences(path)) == 1


def test_a_wrong_byte_is_found_however_far_down(tmp_path: Path) -> None:
    lines = "\n".join(["é" * 700] * 1500).encode()
    path = write_content(tmp_path, lines + b"\x81\xff")
    (sentence,) = sentences(path)
    assert "line 1500" in sentence
    assert "0x81" in sentence
