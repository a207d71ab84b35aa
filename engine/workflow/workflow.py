"""A workflow as cases are pinned to it: pathway, district and framework, hashed."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.workflow.definition import (
    MACHINES,
    MachineName,
    Pathway,
    Transition,
)
from engine.workflow.district import District
from engine.workflow.framework import Framework


@dataclass(frozen=True, kw_only=True, eq=False)
class Workflow:
    """The definition that governs a case.

    `content_hash` is the SHA-256 of the canonical JSON of the pathway and its
    framework: two files that say the same have the same hash. The district's own
    particulars (staff, targets, closures) are not part of it, for they change
    while cases run and bind no case. Compared by identity; compare `content_hash`.
    """

    pathway: Pathway
    district: District
    framework: Framework
    made_of: "Workflow | None" = field(default=None, repr=False)

    def of(self, district: District) -> "Workflow":
        """Give the same definition in another district, or in one that has changed.

        All of them share what is worked out of the definition: a country has hundreds
        of districts, and one pathway or two.
        """
        return replace(self, district=district, made_of=self.original)

    @property
    def original(self) -> "Workflow":
        """The workflow that this one was made of, or itself: its definition is ours."""
        return self.made_of or self

    @cached_property
    def canonical_json(self) -> str:
        """The whole definition as one stable line of JSON: the text that is hashed."""
        return self._json(sort_keys=True)

    @cached_property
    def ordered_json(self) -> str:
        """The same in the order of the files, which is the order people read it in."""
        return self._json(sort_keys=False)

    def _json(self, *, sort_keys: bool) -> str:
        return json.dumps(
            {
                "framework": self.framework.model_dump(mode="json", by_alias=True),
                "pathway": self.pathway.model_dump(mode="json", by_alias=True),
            },
            sort_keys=sort_keys,
            separators=(",", ":"),
            ensure_ascii=False,
        )

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        if self.made_of is not None:
            return self.made_of.content_hash
        return hashlib.sha256(self.canonical_json.encode()).hexdigest()

    @cached_property
    def events(self) -> dict[str, tuple[MachineName, Transition]]:
        """Every event with the machine that it belongs to."""
        if self.made_of is not None:
            return self.made_of.events
        return {
            event: (name, transition)
            for name in MACHINES
            for event, transition in self.pathway.machine(name).transitions.items()
        }

    @cached_property
    def _sources(self) -> dict[str, tuple[str, ...]]:
        if self.made_of is not None:
            return self.made_of._sources  # noqa: SLF001 - of the same class
        return {event: self._sources_of(event) for event in self.events}

    def sources(self, event: str) -> tuple[str, ...]:
        """Give the states that an event can be taken from."""
        return self._sources[event]

    def _sources_of(self, event: str) -> tuple[str, ...]:
        name, transition = self.events[event]
        if transition.sources != "living":
            return transition.sources
        states = self.pathway.machine(name).states
        return tuple(state for state, body in states.items() if not body.final)


def pinned_workflow(text: str, district: District) -> Workflow:
    """Read a stored definition back, as it was when the case was pinned to it."""
    body = json.loads(text)
    return Workflow(
        pathway=Pathway.model_validate(body["pathway"]),
        district=district,
        framework=Framework.model_validate(body["framework"]),
    )
