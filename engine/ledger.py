"""The chain of a case's history: each entry carries the hash of the one before."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.canonical import canonical

GENESIS = "0" * 64
"""The hash before a case's first entry."""


def entry_hash(previous: str, entry: Mapping[str, object]) -> str:
    """Give the SHA-256 over the previous hash and an entry's canonical JSON."""
    return text_hash(previous, canonical(entry))


def text_hash(previous: str, text: str) -> str:
    """Give the SHA-256 over the previous hash and an entry that is spelled already."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A stored history entry: its place, what it says, and the hashes it carries."""

    reference: str
    number: int
    entry: Mapping[str, object]
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Break:
    """A place where the chain does not hold, in words."""

    reference: str
    number: int
    sentence: str


def verify_chain(
    reference: str, links: Iterable[Link], *, head: str, length: int
) -> tuple[Break, ...]:
    """Check one case's history.

    Args:
        reference: the case.
        links: its entries in order.
        head: the last hash as the case's own row holds it.
        length: how many entries the case's own row says there are.

    Returns:
        Every break found: an entry altered, missing, added, or the end cut off.
    """
    breaks: list[Break] = []
    previous, count = GENESIS, 0
    for link in links:
        count += 1
        faults = _faults(link, previous, count)
        breaks.extend(_broken(reference, link.number, fault) for fault in faults)
        previous = link.hash
    if (previous, count) != (head, length):
        sentence = (
            f"the case says {length} entries, {count} are here, or the last is not "
            "the one it was: entries were removed, added or replaced at the end"
        )
        breaks.append(_broken(reference, count, sentence))
    return tuple(breaks)


def _faults(link: Link, previous: str, count: int) -> Iterable[str]:
    if link.number != count:
        yield f"entry {count} is missing; entry {link.number} stands in its place"
    if link.previous != previous:
        yield f"entry {link.number} does not follow the entry before it"
    if entry_hash(link.previous, link.entry) != link.hash:
        yield f"entry {link.number} was altered after it was written"


def _broken(reference: str, number: int, sentence: str) -> Break:
    return Break(reference=reference, number=number, sentence=sentence)
