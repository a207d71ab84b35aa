"""A case on which everything is in order, and a command that is allowed on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from engine.advance.case import Actor, AdvanceCommand, CaseView, ChosenWorker
from engine.advance.consequences import Advance
from engine.advance.decide import decide
from engine.advance.facts_after import starting_facts
from engine.advance.refusal import Refusal
from engine.advance.setting import Setting
from engine.clocks.working_days import england
from engine.facts import FactValue
from engine.workflow.definition import WORKER, Ask, Transition
from engine.workflow.workflow import Workflow

TODAY = date(2013, 2, 4)
NOW = datetime(2013, 2, 4, 9, tzinfo=UTC)
ANN = "ann"  # whoever acts; and, where a worker has to act, the family's worker
GOOD: Mapping[str, FactValue] = {
    "crime_met": True,
    "education_met": True,
    "work_met": True,
    "agencies_asked": ["police", "schools"],
    "service_consent": "given",
    "data_consent": "given",
    "worker": ANN,
    "attached_on": "2013-01-07",
    "support_started_on": "2013-01-14",
    "reviews_held": 1,
    "contact_attempts": 2,
    "needs_assessed": True,
    "plan_shared": True,
    "result_crime_education": "met",
    "result_employment": "met",
}
_ANSWERS: Mapping[str, object] = {
    "text": "A few words",
    "date": TODAY.isoformat(),
    "yes_no": "yes",
    "whole_number": "13",
    "decimal": "0",
    "agency": "police",
    "worker": "wendy",
    "case": "MAI-0002",
}


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An event that is tried, and in what it differs from one that is allowed.

    `programme` is where the family stands, if not where the event can be taken from.
    `families` and `in_post` are those of the worker who is chosen.
    """

    event: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    answers: Mapping[str, object] = field(default_factory=dict)
    programme: str = ""
    families: int = 0
    in_post: bool = True

    def decided(self, workflow: Workflow) -> Advance | Refusal:
        """Decide on it, by the definition of a district."""
        setting = Setting(workflow=workflow, now=NOW, calendar=england())
        transition = workflow.events[self.event][1]
        return decide(
            setting,
            self._case(workflow),
            self._command(workflow, transition),
            self._chosen(transition),
        )

    def _case(self, workflow: Workflow) -> CaseView:
        machine, _ = workflow.events[self.event]
        source = workflow.sources(self.event)[0]
        place = source if machine == "programme" else "closed"
        facts = starting_facts(workflow.pathway) | dict(GOOD) | dict(self.facts)
        return CaseView(
            reference="MAI-0001",
            version=7,
            programme=self.programme or place,
            service=source if machine == "service" else "active",
            facts=facts,
            changed_at=NOW,
            changed_by=ANN,
            changed_event="note_contact",
        )

    def _command(self, workflow: Workflow, transition: Transition) -> AdvanceCommand:
        role = transition.by[0]
        known = workflow.pathway.roles.get(role)
        actor = Actor(
            user=ANN,
            title="Ann",
            roles=frozenset({role} - {WORKER}),
            agency=(known.agency if known else None) or "",
        )
        asked = {n: _answer(ask) for n, ask in transition.asks.items() if ask.required}
        return AdvanceCommand(
            reference="MAI-0001",
            event=self.event,
            actor=actor,
            answers={**asked, **self.answers},
            command_id="one",
        )

    def _chosen(self, transition: Transition) -> ChosenWorker | None:
        allocates = transition.does.allocates
        if allocates is None:
            return None
        return ChosenWorker(
            user="wendy",
            title="Wendy",
            roles=frozenset(transition.asks[allocates.worker].roles[:1]),
            families=self.families,
            in_post=self.in_post,
        )


def _answer(ask: Ask) -> object:
    return ask.options[0] if ask.options else _ANSWERS[ask.type]
