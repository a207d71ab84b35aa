"""Tables that are taken away: nothing in them runs, and all of it can be read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from web.downloads.csv_file import as_csv
from web.downloads.sheet import Cell, Cover, Month, Sheet, in_pounds
from web.downloads.xlsx_file import as_xlsx

MARK = b"\xef\xbb\xbf"


def a_sheet(*rows: tuple[Cell, ...], name: str = "ages") -> Sheet:
    columns = tuple(f"Column {n + 1}" for n in range(len(rows[0]) if rows else 1))
    return Sheet(name=name, title="Ages", columns=columns, rows=rows)


def cells(*row: Cell) -> list[str]:
    lines = as_csv(a_sheet(row)).removeprefix(MARK).decode().split("\r\n")
    return lines[1].split(",")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", " =1", "\uff1d1"])
def test_a_text_that_looks_like_a_formula_is_shown_and_not_run(text: str) -> None:
    assert cells(text, 1)[0] == f"'{text}"


def test_numbers_and_days_are_left_as_they_are() -> None:
    day, month = date(2013, 3, 1), Month.of(date(2013, 3, 9))
    assert cells(-5, in_pounds(-12345), day, month, None) == [
        "-5", "-123.45", "2013-03-01", "2013-03", "",
    ]  # fmt: skip


def test_a_moment_is_told_as_londons_clocks_show_it() -> None:
    summer = datetime(2013, 7, 1, 12, tzinfo=UTC)
    assert cells(summer, 1)[0] == "2013-07-01T13:00:00+01:00"


def test_a_csv_file_begins_with_the_mark_that_spreadsheets_look_for() -> None:
    assert as_csv(a_sheet(("é",))).startswith(MARK)


@given(st.text())
def test_no_text_at_all_begins_a_cell_with_a_formula(text: str) -> None:
    line = as_csv(a_sheet((text,))).removeprefix(MARK).decode("utf-8", "surrogatepass")
    cell = line.split("\r\n", 1)[1].lstrip('"').lstrip(" ")
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def workbook(*rows: tuple[Cell, ...]) -> list[list[tuple[object, str]]]:
    cover = Cover(title="Reports", lines=("Made for Ann.",))
    book = load_workbook(BytesIO(as_xlsx(cover, [a_sheet(*rows)])))
    assert book.sheetnames == ["Cover", "ages"]
    found = book["ages"].iter_rows(min_row=4)
    return [[(cell.value, cell.data_type) for cell in row] for row in found]


def test_in_a_workbook_a_formula_is_a_text_and_a_sum_a_number() -> None:
    ((text, number, day),) = workbook(("=1+1", Decimal("12.50"), date(2013, 3, 1)))
    assert text == ("=1+1", "s")
    assert number == (12.5, "n")
    assert day == (datetime(2013, 3, 1), "d")  # noqa: DTZ001 - a day has no zone


def test_what_no_workbook_may_hold_is_replaced() -> None:
    assert workbook(("a\x01b",)) == [[("a\N{REPLACEMENT CHARACTER}b", "s")]]


def test_a_tables_sheet_is_marked_up_with_its_title_in_the_first_cell() -> None:
    book = load_workbook(BytesIO(as_xlsx(Cover(title="R", lines=()), [a_sheet((1,))])))
    tab = book["ages"]
    assert tab["A1"].value == "Ages"
    assert [table.ref for table in tab.tables.values()] == ["A3:A4"]
    assert tab.freeze_panes == "A4"
    assert not tab.merged_cells.ranges


def test_an_empty_table_is_said_to_be_empty() -> None:
    book = load_workbook(BytesIO(as_xlsx(Cover(title="R", lines=()), [a_sheet()])))
    assert book["ages"]["A4"].value == "There is nothing in this table."
    assert not book["ages"].tables
