"""What Hypothesis draws for clocks: days, budgets, ladders."""

from datetime import date

from hypothesis import strategies as st

from engine.clocks.budget import Budget, Unit
from engine.clocks.ladder import Offset
from engine.clocks.working_days import england
from tests.builders.school_terms import made_up_terms

DISTRICT = england(terms=made_up_terms(2011, 2033))
"""England's calendar, with school terms for every year that is drawn."""
days = st.dates(min_value=date(2012, 1, 1), max_value=date(2030, 12, 31))
units = st.sampled_from([unit for unit in Unit if unit is not Unit.TERMS])
budgets = st.builds(Budget, amount=st.integers(1, 60), unit=units)
terms = st.builds(Budget, amount=st.integers(1, 6), unit=st.just(Unit.TERMS))
any_budget = budgets | terms
offsets = st.builds(
    Offset,
    amount=st.integers(-30, 30),
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS]),
)
ladders = st.lists(
    st.tuples(st.sampled_from("abcdef"), offsets), unique_by=lambda rung: rung[0]
)
