"""A case, an actor and a command, as the rules see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from engine.facts import Facts
from engine.workflow.definition import MachineName


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts: a user with roles, and the agency they speak for, if any.

    `covers` are the workers who are away and for whom this user stands in today.
    """

    user: str
    title: str
    roles: frozenset[str]
    agency: str = ""
    covers: frozenset[str] = frozenset()


class CaseView(NamedTuple):
    """Where a case stands: what an advance reads, and nothing else.

    `changed_*` describe the last history entry, so that a lost race can be told as
    "who did what and when".
    """

    reference: str
    version: int
    programme: str
    service: str
    facts: Facts
    changed_at: datetime
    changed_by: str
    changed_event: str

    def state(self, machine: MachineName) -> str:
        """Give the state of one of the two machines."""
        return self.programme if machine == "programme" else self.service


@dataclass(frozen=True, kw_only=True, slots=True)
class ChosenWorker:
    """The worker named in an allocation: post and present caseload (families)."""

    user: str
    title: str
    roles: frozenset[str]
    families: int
    in_post: bool


class AdvanceCommand(NamedTuple):
    """A request to take a case through an event.

    `command_id` makes a repeat harmless; `seen_version` is the version that the
    person was looking at, or None when they did not say.
    """

    reference: str
    event: str
    actor: Actor
    command_id: str
    answers: Mapping[str, object] = MappingProxyType({})
    seen_version: int | None = None
