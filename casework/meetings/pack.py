"""What a board's papers hold: a page for each family."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class PackPerson:
    """A person of the family; in a redacted pack a number stands for the name."""

    name: str
    relationship: str
    age: int
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PackEvidence:
    """Evidence of a criterion, in words."""

    source: str
    dated: date
    person: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PackCriterion:
    """One of the criteria, whether it is met, and by which evidence."""

    title: str
    evidence: tuple[PackEvidence, ...]

    @property
    def met(self) -> bool:
        """Whether there is evidence of it."""
        return bool(self.evidence)


@dataclass(frozen=True, kw_only=True, slots=True)
class PackPart:
    """What an agency gave for the profile: its answer, or its gap."""

    agency: str
    outcome: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PackFamily:
    """One family's page. `before` are the decisions that the board took earlier."""

    reference: str
    place: str
    since: date
    people: tuple[PackPerson, ...]
    criteria: tuple[PackCriterion, ...]
    parts: tuple[PackPart, ...]
    before: tuple[str, ...]
    recommendation: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardPack:
    """The papers of one meeting. A `redacted` one names no person and no address.

    `numbers` are those of the cases, for the record of who has read them.
    """

    district: str
    title: str
    board: str
    meeting: str
    held_on: date
    made_on: date
    redacted: bool
    numbers: tuple[int, ...]
    families: tuple[PackFamily, ...]
