"""Passwords: argon2id hashes, and generated ones that are told once."""

from functools import cache
from secrets import choice

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 12
LONGEST = 200
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS = 4
_IN_A_GROUP = 5


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _nobodys() -> str:
    return _hasher().hash(generated_password())


def generated_password() -> str:
    """Make a password that can be read out: four groups, about 99 bits."""
    letters = [choice(_LETTERS) for _ in range(_GROUPS * _IN_A_GROUP)]
    starts = range(0, len(letters), _IN_A_GROUP)
    return "-".join("".join(letters[at : at + _IN_A_GROUP]) for at in starts)


def hash_password(password: str) -> str:
    """Hash a password; it takes about a fifth of a second, on purpose."""
    return _hasher().hash(password)


def is_right(password: str, password_hash: str) -> bool:
    """Say whether a password is the one behind a hash.

    Without a hash it takes as long, and is not: nobody learns from the time it takes
    whether there is such an account.
    """
    if len(password) > LONGEST:
        return False
    fits = _hasher().verify(password, password_hash or _nobodys())
    return fits and bool(password_hash)


def against_password(password: str, user: str) -> str:
    """Say what is wrong with a password that somebody chose; '' when nothing is.

    Length counts, rules of composition do not (NIST SP 800-63B; the NCSC says the
    same): at least twelve characters, and not the user's own name.
    """
    if len(password) < SHORTEST:
        return f"Choose a password of at least {SHORTEST} characters"
    if len(password) > LONGEST:
        return f"Choose a password of at most {LONGEST} characters"
    if user.lower() in password.lower() or len(set(password)) < SHORTEST // 2:
        return "Choose a password that is harder to guess"
    return ""
