"""Why a made-up family is on the list: at least two criteria, each still in date.

The look-backs are those of the first programme (financial framework of March 2012, as
councils restated it): an offence or anti-social behaviour in the last 12 months,
schooling over the last three terms, an adult on an out-of-work benefit now.
"""

from datetime import date, timedelta
from typing import Final

from casework.intake.family_list import ListedCriterion, ListedEvidence
from demo.chance import Chance

LIST_DAY: Final = date(2012, 12, 17)
"""The day of the Maidstone board's meeting; every sample list is as of this day."""

CRITERIA: Final[tuple[ListedCriterion, ...]] = ("crime", "education", "work")

LOCAL_REASONS: Final = (
    "child protection plan",
    "domestic abuse",
    "frequent police call-outs",
    "edge of care",
    "drugs or alcohol",
)

# First and last school day of spring, summer and autumn 2012 in Kent, to a few days.
_TERMS: Final = (
    (date(2012, 1, 4), date(2012, 3, 30)),
    (date(2012, 4, 16), date(2012, 7, 20)),
    (date(2012, 9, 5), date(2012, 12, 14)),
)
_WITHIN_A_YEAR: Final = 360
_CLAIM_CHECKED: Final = 75
_FRIDAY: Final = 4

_MEETS_ALL_THREE: Final = 0.40
_HAS_LOCAL_REASON: Final = 0.25
_KNOWN_TO_YOS: Final = 0.6


def criteria_met(chance: Chance) -> tuple[ListedCriterion, ...]:
    """Choose what identifies a family.

    Returns:
        All three criteria for two families in five; else two of them, and for one in
        four of these the district's own reason (`local`) as well.
    """
    if chance.happens(_MEETS_ALL_THREE):
        return CRITERIA
    left_out = chance.one_of(CRITERIA)
    two = tuple(criterion for criterion in CRITERIA if criterion != left_out)
    return (*two, "local") if chance.happens(_HAS_LOCAL_REASON) else two


def evidence_of(
    criterion: ListedCriterion, chance: Chance, *, of_a_child: bool
) -> ListedEvidence:
    """Make one piece of evidence that counts on `LIST_DAY`.

    Args:
        criterion: what it is evidence of.
        chance: decides source and date.
        of_a_child: youth offending services hold no adults.

    Returns:
        The evidence, dated before `LIST_DAY` and within its look-back.
    """
    if criterion == "education":
        source, dated = "Kent schools", _school_day(chance)
    elif criterion == "work":
        source, dated = "Jobcentre Plus", _weekday(_days_ago(chance, _CLAIM_CHECKED))
    elif criterion == "local":
        source, dated = chance.one_of(LOCAL_REASONS), _days_ago(chance, _WITHIN_A_YEAR)
    else:
        by_yos = of_a_child and chance.happens(_KNOWN_TO_YOS)
        source = "Youth Offending Service" if by_yos else "Kent Police"
        dated = _days_ago(chance, _WITHIN_A_YEAR)
    return ListedEvidence(criterion=criterion, source=source, dated=dated)


def _days_ago(chance: Chance, most: int) -> date:
    return LIST_DAY - timedelta(days=chance.between(3, most))


def _school_day(chance: Chance) -> date:
    first, last = chance.one_of(_TERMS)
    return _weekday(first + timedelta(days=chance.between(0, (last - first).days)))


def _weekday(day: date) -> date:
    """Move a Saturday or Sunday to the Friday before (in a term, still in it)."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))
