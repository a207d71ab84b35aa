"""School terms for tests: those of 2012/13, and any number of years alike."""

from datetime import date

from engine.clocks.school_terms import Term


def a_term(first: date, last: date, rest: tuple[date, date], title: str = "") -> Term:
    """Build a term with its half-term."""
    return Term(
        title=title, first=first, last=last, break_first=rest[0], break_last=rest[1]
    )


def the_terms_of_2012() -> tuple[Term, ...]:
    """Give autumn 2012, spring 2013 and summer 2013 (73, 54 and 64 school days)."""
    return (
        a_term(
            date(2012, 9, 3),
            date(2012, 12, 21),
            (date(2012, 10, 29), date(2012, 11, 2)),
            "autumn",
        ),
        a_term(
            date(2013, 1, 7),
            date(2013, 3, 28),
            (date(2013, 2, 18), date(2013, 2, 22)),
            "spring",
        ),
        a_term(
            date(2013, 4, 15),
            date(2013, 7, 23),
            (date(2013, 5, 27), date(2013, 5, 31)),
            "summer",
        ),
    )


def made_up_terms(first_year: int, last_year: int) -> tuple[Term, ...]:
    """Give three terms a year, of the same dates each year."""
    return tuple(
        a_term(
            date(year, *first),
            date(year, *last),
            (date(year, *rest), date(year, rest[0], rest[1] + 4)),
        )
        for year in range(first_year, last_year + 1)
        for first, last, rest in (
            ((1, 6), (3, 28), (2, 16)),
            ((4, 14), (7, 22), (5, 25)),
            ((9, 2), (12, 19), (10, 26)),
        )
    )
