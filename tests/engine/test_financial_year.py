"""Targets are set for financial years, from 1 April to 31 March."""

from datetime import date

import pytest

from engine.financial_year import financial_year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2012, 4, 1), "2012/13"),
        (date(2013, 3, 31), "2012/13"),
        (date(2013, 4, 1), "2013/14"),
        (date(2099, 12, 31), "2099/00"),
    ],
)
def test_a_financial_year_begins_in_april(day: date, year: str) -> None:
    assert financial_year(day) == year
