"""Labels lie at their own arrow, clear of boxes, of labels and of other arrows."""

from hypothesis import given
from hypothesis import strategies as st

from engine.workflow.reading.label_places import Area, label_places

UPRIGHT = ((0.0, 0.0), (0.0, 200.0))
SIZE = (60.0, 20.0)


def test_a_lone_label_lies_in_the_middle_of_its_arrow() -> None:
    assert label_places([UPRIGHT], [SIZE], []) == ((0.0, 100.0),)


def test_on_a_short_arrow_it_stands_beside_so_that_the_arrow_is_seen() -> None:
    short = ((0.0, 0.0), (0.0, 30.0))

    assert label_places([short], [SIZE], []) == ((35.0, 15.0),)


def test_labels_of_two_close_arrows_stand_on_their_outer_sides() -> None:
    up = ((12.0, 200.0), (12.0, 0.0))
    first, second = label_places([UPRIGHT, up], [SIZE, SIZE], [])

    assert first[0] < 0
    assert second[0] > 12


def test_a_label_keeps_off_a_box() -> None:
    box = Area.around((0, 100), (300, 40))
    (place,) = label_places([UPRIGHT], [SIZE], [box])

    assert not Area.around(place, SIZE).meets(box)


@given(st.floats(50, 500), st.floats(10, 200), st.floats(10, 60))
def test_a_label_is_always_within_reach_of_its_arrow(
    length: float, wide: float, tall: float
) -> None:
    path = ((0.0, 0.0), (0.0, length), (length, length))
    (place,) = label_places([path], [(wide, tall)], [])

    assert Area.around(place, (wide, tall), 6).meets(Area.of(path))
