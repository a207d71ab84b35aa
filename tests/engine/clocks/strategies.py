"""What Hypothesis draws for clocks: days, budgets, ladders."""

from datetime import date

from hypothesis import strategies as st

from engine.clocks.budget import Budget, Unit
from engine.clocks.ladder import Offset

days = st.dates(min_value=date(2012, 1, 1), max_value=date(2030, 12, 31))
units = st.sampled_from(Unit)
budgets = st.builds(Budget, amount=st.integers(1, 60), unit=units)
offsets = st.builds(
    Offset,
    amount=st.integers(-30, 30),
    unit=st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS]),
)
ladders = st.lists(
    st.tuples(st.sampled_from("abcdef"), offsets), unique_by=lambda rung: rung[0]
)
