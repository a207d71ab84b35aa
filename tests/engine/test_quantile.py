"""The middle of many values, and where their slowest tenth begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.quantile import quantile


def test_half_of_them_have_the_median_or_less() -> None:
    assert quantile({1: 1, 5: 1, 9: 1}, 50) == 5


def test_nine_in_ten_of_ten_leaves_one_above() -> None:
    assert quantile(dict.fromkeys(range(1, 11), 1), 90) == 9


def test_a_value_counts_as_often_as_it_occurs() -> None:
    assert quantile({1: 9, 100: 1}, 90) == 1


def test_of_nothing_there_is_no_median() -> None:
    with pytest.raises(ValueError, match="of 0 values"):
        quantile({}, 50)


@given(st.lists(st.integers(0, 400), min_size=1), st.integers(1, 100))
def test_so_many_have_it_or_less_and_no_smaller_value_would_do(
    values: list[int], per_cent: int
) -> None:
    counts = {value: values.count(value) for value in values}
    found = quantile(counts, per_cent)
    below = [value for value in values if value < found]
    up_to = [value for value in values if value <= found]
    assert found in values
    assert len(up_to) * 100 >= per_cent * len(values) > len(below) * 100
