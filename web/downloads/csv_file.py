"""A table as CSV: UTF-8 with its mark, ISO dates, and nothing that runs."""

import csv
from datetime import date, datetime
from io import StringIO

from engine.local_time import in_london
from web.downloads.sheet import Cell, Month, Sheet, looks_like_formula


def as_csv(sheet: Sheet) -> bytes:
    """Write a table as CSV.

    A text that a spreadsheet might take for a formula has an apostrophe before it, so
    that it is shown. Numbers are left as they are, negative ones too.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_written(column) for column in sheet.columns])
    writer.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if looks_like_formula(cell) else cell
        case datetime():
            return in_london(cell).isoformat(timespec="seconds")
        case Month():
            return f"{cell:%Y-%m}"
        case date():
            return cell.isoformat()
    return str(cell)
