"""Financial years of local government: 1 April to 31 March."""

from datetime import date

_APRIL = 4


def financial_year(day: date) -> str:
    """Name the financial year of a day, as targets do: "2012/13"."""
    first = day.year if day.month >= _APRIL else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
