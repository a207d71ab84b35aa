"""A letter that was not taken is tried again later and later, then set aside."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.delivery.outcome import Never, NotNow, Patience, Sent, judge, pause

NOW = datetime(2012, 12, 17, 10, tzinfo=UTC)
PATIENCE = Patience(attempts=4, first=timedelta(minutes=1), longest=timedelta(hours=1))
CHANCES = st.floats(min_value=0, max_value=1, exclude_max=True)


def test_a_letter_that_was_taken_is_sent_under_the_providers_reference() -> None:
    verdict = judge(
        Sent(reference="4F2A"), attempt=1, now=NOW, chance=0, patience=PATIENCE
    )
    assert (verdict.state, verdict.reference) == ("sent", "4F2A")
    assert verdict.next_try_at is None


def test_a_letter_that_will_never_be_taken_is_set_aside_at_once() -> None:
    verdict = judge(
        Never(why="550 no such user"), attempt=1, now=NOW, chance=0, patience=PATIENCE
    )
    assert (verdict.state, verdict.why) == ("failed", "550 no such user")


def test_a_letter_that_was_not_taken_waits_half_a_minute_and_half_by_chance() -> None:
    verdict = judge(
        NotNow(why="busy"), attempt=1, now=NOW, chance=0.5, patience=PATIENCE
    )
    assert verdict.state == "waiting"
    assert verdict.next_try_at == NOW + timedelta(seconds=45)


def test_the_last_attempt_sets_it_aside_and_says_how_many_there_were() -> None:
    verdict = judge(NotNow(why="busy"), attempt=4, now=NOW, chance=0, patience=PATIENCE)
    assert verdict.state == "failed"
    assert verdict.why == "Given up after 4 attempts: busy"


def test_the_surest_pauses_double_up_to_the_longest() -> None:
    minutes = [pause(n, 0, PATIENCE) / timedelta(minutes=1) for n in range(1, 10)]
    assert minutes == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


@given(st.integers(min_value=1, max_value=10_000), CHANCES)
def test_a_pause_is_never_nothing_and_never_above_the_longest(
    attempt: int, chance: float
) -> None:
    assert PATIENCE.first / 2 <= pause(attempt, chance, PATIENCE) <= PATIENCE.longest


@given(st.integers(min_value=1, max_value=100), CHANCES, CHANCES)
def test_a_later_attempt_never_comes_sooner_than_half_as_late(
    attempt: int, chance: float, other: float
) -> None:
    now, later = (pause(attempt + n, c, PATIENCE) for n, c in ((0, chance), (1, other)))
    assert later >= now / 2
