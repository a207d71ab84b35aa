"""Generated passwords are strong, chosen ones long enough; hashes tell nothing."""

import re

import pytest

from casework.access.passwords import (
    LONGEST,
    against_password,
    generated_password,
    hash_password,
    is_right,
)


def test_a_generated_password_can_be_read_out_and_is_never_the_same() -> None:
    made = {generated_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", each) for each in made)
    assert not re.search(r"[lio01]", "".join(made))


def test_a_hash_fits_its_password_only() -> None:
    hashed = hash_password("correct horse battery")
    assert hashed.startswith("$argon2id$")
    assert is_right("correct horse battery", hashed)
    assert not is_right("correct horse batterY", hashed)
    assert not is_right("x" * (LONGEST + 1), hashed)
    assert not is_right("anything", "")


@pytest.mark.parametrize(
    "bad", ["short", "x" * 201, "aaaaaaaaaaaaaaaa", "abababababab", "my mai.worker1 pw"]
)
def test_a_weak_password_is_refused_with_a_sentence(bad: str) -> None:
    assert against_password(bad, "mai.worker1").startswith("Choose a password")


def test_a_long_phrase_is_fine() -> None:
    assert against_password("three odd words", "mai.worker1") == ""
