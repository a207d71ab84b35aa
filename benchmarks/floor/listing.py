"""The floor of the list of cases: a page of it, written by hand for each question.

It reads what the engine reads for it: the districts, a hundred cases and one more, how
many there are in all, and the running clocks of those that are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from benchmarks.databases import Driver
from benchmarks.floor.statements import columns, districts

SHOWN = 100
_CASE = ", ".join(f"family_case.{name}" for name in columns("family_case"))
_NUMBER = columns("family_case").index("number")
_REFERENCE = columns("family_case").index("reference")
_NAMED = (
    "family_case JOIN (SELECT DISTINCT membership.family_number FROM person "
    "JOIN membership ON membership.district_id = person.district_id "
    "AND membership.person_id = person.id WHERE person.district_id = ? "
    "AND person.surname_key >= ? AND person.surname_key < ?) AS named "
    "ON named.family_number = family_case.family_number"
)
_DUE = (
    "(SELECT case_number, min(due_on) AS due_on FROM clock WHERE district_id = ? "
    "AND stopped_on IS NULL AND due_on IS NOT NULL GROUP BY case_number "
    f"ORDER BY min(due_on), case_number LIMIT {SHOWN + 1}) AS first JOIN family_case "
    "ON family_case.number = first.case_number"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What is asked of the list: where its cases are, which, and in which order.

    Values name the district by `{d}`. `found` are those of the tables, `values` those
    of the condition. `only_page` is a condition that the page alone has, not the count;
    and `page_of` are other tables that lead to the same cases in the page's order.
    """

    tables: str = "family_case"
    found: tuple[str, ...] = ()
    where: str = ""
    values: tuple[str, ...] = ()
    only_page: str = ""
    page_of: str = ""
    order: str = "family_case.number"

    def page(self) -> str:
        """Write the SELECT of a page."""
        tables = self.page_of or self.tables
        return (
            f"SELECT {_CASE} FROM {tables} WHERE family_case.district_id = ?"
            f"{self.where}{self.only_page} ORDER BY {self.order} LIMIT {SHOWN + 1}"
        )

    def count(self) -> str:
        """Write the SELECT of how many there are."""
        return (
            f"SELECT count(*) FROM {self.tables} WHERE family_case.district_id = ?"
            f"{self.where}"
        )


BY_HAND = {
    "case list, first page": Listing(),
    "case list, a later page": Listing(only_page=" AND family_case.number > 50"),
    "case list, one state": Listing(
        where=" AND family_case.programme = ?", values=("in_support",)
    ),
    "case list, one worker": Listing(
        where=" AND family_case.worker = ?", values=("{d}.worker1",)
    ),
    "case list, a surname": Listing(
        tables=_NAMED, found=("{d}", "smith", "smith\U0010ffff")
    ),
    "case list, by what is due": Listing(
        page_of=_DUE, found=("{d}",), order="first.due_on, family_case.number"
    ),
}
"""The questions that are written by hand, by what the benchmark calls them."""


class Listed(NamedTuple):
    """What was read: the page, how many cases there are in all, and how many clocks."""

    references: list[str]
    in_all: int
    clocks: int


def list_by_hand(driver: Driver, asked: Listing, district: str) -> Listed:
    """Read a page of a district's list, from one snapshot."""
    named = [value.format(d=district) for value in asked.found]
    values = [district, *(value.format(d=district) for value in asked.values)]
    driver.begin_reading()
    driver.execute(driver.sql(districts(driver))).fetchall()
    page = driver.execute(driver.sql(asked.page()), [*named, *values]).fetchall()
    counted = named if asked.tables != "family_case" else []
    (count,) = driver.execute(driver.sql(asked.count()), [*counted, *values]).fetchone()
    shown = page[:SHOWN]
    clocks = _clocks(driver, district, [row[_NUMBER] for row in shown])
    driver.commit()
    return Listed(
        references=[row[_REFERENCE] for row in shown],
        in_all=count,
        clocks=len(clocks),
    )


def _clocks(driver: Driver, district: str, cases: Sequence[object]) -> list[Any]:
    if not cases:
        return []
    condition, taken = driver.among("case_number", cases)
    text = (
        f"SELECT {', '.join(columns('clock'))} FROM clock WHERE district_id = ? "
        f"AND {condition} AND stopped_on IS NULL "
        "ORDER BY case_number, due_on NULLS LAST, id"
    )
    return driver.execute(driver.sql(text), [district, *taken]).fetchall()
