"""What is filled into a form is spelled as if it were written anew."""

import json

from hypothesis import given
from hypothesis import strategies as st

from engine.canonical import CanonicalForm, canonical

NAMES = st.text("abcé_", min_size=1, max_size=8)
VALUES = st.one_of(st.text(), st.integers(), st.booleans(), st.floats(0, 1e9))
ENTRIES = st.dictionaries(NAMES, VALUES, max_size=8)


@given(shared=ENTRIES, own=ENTRIES)
def test_what_is_filled_in_is_spelled_as_if_it_were_written_anew(
    shared: dict[str, object], own: dict[str, object]
) -> None:
    form = CanonicalForm({n: v for n, v in shared.items() if n not in own}, own)
    assert form.of(own) == canonical({**shared, **own})


def test_what_objects_share_may_look_like_a_place_to_fill_in() -> None:
    shared, own = {"actor": '100%s of "all" %', "é%": "{entry}"}, {"entry": "%d"}
    assert CanonicalForm(shared, own).of(own) == canonical(shared | own)


def test_it_is_the_json_that_python_writes() -> None:
    value = {"b": [1, True, None], "a": {"é": 'say "yes"', "at": 0.5}}
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(value) == plain
    assert CanonicalForm({}, value).of(value) == plain
