"""Tables as a workbook, by the rules for accessible spreadsheets.

A cover that says what it is; then one table a sheet, marked up and named, with its
title in A1, one row of headings, no merged cells and no blank rows. Source: Government
Analysis Function, making spreadsheets accessible.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from engine.local_time import in_london
from web.downloads.sheet import Cell, Cover, Month, Sheet

_HEADINGS = 3
_LONGEST_TAB = 31
_WIDEST, _NARROWEST = 60, 12
_TITLE, _BOLD = Font(bold=True, size=16), Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
_NOTHING = "There is nothing in this table."


def as_xlsx(cover: Cover, sheets: Sequence[Sheet]) -> bytes:
    """Write tables as a workbook, a sheet each after its cover."""
    book = Workbook()
    front = book.active
    assert isinstance(front, Worksheet)  # noqa: S101 - a new workbook has one
    _write_cover(front, cover, sheets)
    for number, sheet in enumerate(sheets, start=1):
        _write_sheet(book.create_sheet(_tab(sheet.name)), sheet, number)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_cover(tab: Worksheet, cover: Cover, sheets: Sequence[Sheet]) -> None:
    tab.title = "Cover"
    _put(tab.cell(1, 1), cover.title).font = _TITLE
    contents = (f"Sheet ‘{_tab(sheet.name)}’: {sheet.title}" for sheet in sheets)
    for row, line in enumerate((*cover.lines, *contents), start=2):
        _put(tab.cell(row, 1), line).alignment = _WRAPPED
    tab.column_dimensions["A"].width = 80


def _write_sheet(tab: Worksheet, sheet: Sheet, number: int) -> None:
    _put(tab.cell(1, 1), sheet.title).font = _TITLE
    _put(tab.cell(2, 1), " ".join(sheet.notes) or "One table.")
    for column, title in enumerate(sheet.columns, start=1):
        heading = _put(tab.cell(_HEADINGS, column), title)
        heading.font, heading.alignment = _BOLD, _WRAPPED
    for row, cells in enumerate(sheet.rows, start=_HEADINGS + 1):
        for column, cell in enumerate(cells, start=1):
            _put(tab.cell(row, column), cell).alignment = _WRAPPED
    tab.freeze_panes = f"A{_HEADINGS + 1}"
    _widen(tab, sheet)
    if not sheet.rows:  # a table without a row is a fault to Excel
        _put(tab.cell(_HEADINGS + 1, 1), _NOTHING)
        return
    corner = f"{get_column_letter(len(sheet.columns))}{_HEADINGS + len(sheet.rows)}"
    table = Table(displayName=f"table_{number}", ref=f"A{_HEADINGS}:{corner}")
    table.tableStyleInfo = _STYLE
    tab.add_table(table)


def _put(place: ExcelCell | MergedCell, cell: Cell) -> ExcelCell:
    """Write a cell; a text is never taken for a formula."""
    assert isinstance(place, ExcelCell)  # noqa: S101 - nothing is merged here
    match cell:
        case str():
            place.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", cell)
            place.data_type = "s"
            place.quotePrefix = place.value.startswith("=")
        case datetime():
            place.value = in_london(cell).replace(tzinfo=None, microsecond=0)
            place.number_format = "yyyy-mm-dd hh:mm"
        case date():
            place.value = date(cell.year, cell.month, cell.day)
            month = isinstance(cell, Month)
            place.number_format = "yyyy-mm" if month else "yyyy-mm-dd"
        case Decimal():
            place.value = cell
            place.number_format = "£#,##0.00"
        case _:
            place.value = cell
    return place


def _widen(tab: Worksheet, sheet: Sheet) -> None:
    for column, title in enumerate(sheet.columns):
        texts = (str(row[column]) for row in sheet.rows)
        longest = max(map(len, (title, *texts)), default=0)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        tab.column_dimensions[get_column_letter(column + 1)].width = width


def _tab(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:_LONGEST_TAB]
