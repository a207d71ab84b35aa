"""Payments: what was raised, what waits and what is at risk; and month by month."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import altair as alt

from casework.reading.money_by_month import STANDINGS, MonthOfMoney, Standing
from engine.payment import pounds
from web.charts.against import Bar, bars_against
from web.charts.drawing import (
    DARK_BLUE,
    WIDE,
    AnyChart,
    Width,
    picture,
    rows_of,
)
from web.charts.picture import Picture

TITLES: Mapping[Standing, str] = {
    "raised": "Raised",
    "waiting": "Waiting to be judged",
    "withheld": "Withheld: at risk",
}
_PENCE = 100
_IN_POUNDS = "datum.value ? '£' + datum.label : '£0'"
_HEIGHT = 300
_MOST_MONTHS = 24


@lru_cache(maxsize=64)
def standing_picture(months: tuple[MonthOfMoney, ...]) -> Picture:
    """Draw a bar for what was raised, for what waits, and for what is withheld."""
    sums = sums_of(months)
    bars = tuple(
        Bar(
            title=TITLES[standing],
            value=sums[standing] // _PENCE,
            mark=None,
            label=pounds(sums[standing]),
            alarming=standing == "withheld" and sums[standing] > 0,
        )
        for standing in STANDINGS
    )
    return picture(
        "payments",
        standing_finding(months),
        "Three horizontal bars: the pounds that were raised, that wait to be judged, "
        "and that are withheld. The table has the figures.",
        lambda width: bars_against(bars, width),
    )


def sums_of(months: tuple[MonthOfMoney, ...]) -> Counter[Standing]:
    """Give the pence of each standing, over all months."""
    sums: Counter[Standing] = Counter()
    for month in months:
        sums[month.standing] += month.pence
    return sums


def standing_finding(months: tuple[MonthOfMoney, ...]) -> str:
    """Say what was raised, and how much is at risk."""
    sums = sums_of(months)
    said = f"{pounds(sums['raised'])} was raised"
    if not sums["withheld"]:
        return f"{said}, and nothing is withheld"
    return f"{said}, and {pounds(sums['withheld'])} is at risk: it is withheld"


@lru_cache(maxsize=64)
def month_picture(months: tuple[MonthOfMoney, ...]) -> Picture:
    """Draw an upright bar for each month: the pounds that were raised in it."""
    raised = _raised(months)
    return picture(
        "payments-by-month",
        month_finding(raised),
        "An upright bar for each month, as high as the pounds that were raised in it. "
        "The table has the figures.",
        lambda width: _chart(raised, width),
    )


def month_finding(raised: Mapping[date, int]) -> str:
    """Say in which month most was raised."""
    if not any(raised.values()):
        return "Nothing was raised yet"
    best = max(raised, key=lambda month: raised[month])
    return f"Most was raised in {best:%B %Y}: {pounds(raised[best])}"


def _raised(months: tuple[MonthOfMoney, ...]) -> dict[date, int]:
    """Give the pence raised in each of the latest months, those without any too."""
    sums = Counter[date]()
    for month in months:
        if month.standing == "raised":
            sums[month.month] += month.pence
    if not sums:
        return {}
    first, last = (12 * day.year + day.month - 1 for day in (min(sums), max(sums)))
    first = max(first, last - _MOST_MONTHS + 1)
    every = (date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1))
    return {month: sums[month] for month in every}


def _chart(raised: Mapping[date, int], width: Width) -> AnyChart:
    data = rows_of(
        *(
            {"month": f"{month:%b %Y}", "pounds": pence / _PENCE}
            for month, pence in raised.items()
        )
    )
    months = alt.Axis(title=None, labelAngle=-45 if width is WIDE else -90, ticks=False)
    money = alt.Axis(title=None, format="~s", labelExpr=_IN_POUNDS, tickCount=4)
    bars = alt.Chart(data).mark_bar(color=DARK_BLUE)
    x, y = alt.X("month:N", sort=None, axis=months), alt.Y("pounds:Q", axis=money)
    drawn: AnyChart = bars.encode(x=x, y=y).properties(height=_HEIGHT)
    return drawn
