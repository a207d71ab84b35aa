"""What somebody does next with a case: mostly what leads on, now and then aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.reading.case_file import CaseFile
from demo.chance import Chance
from engine.advance.derived import outstanding_agencies
from engine.workflow.definition import WORKER, Ask
from engine.workflow.workflow import Workflow
from tests.builders.office_steps import BESIDE, GOOD, LINE, PLAIN

ON, ASIDE, ANY = 40, 1, 6
"""How likely an event is: one that leads on, one that leads aside, any other."""
POPULAR = 5
"""So many cases are picked so often that people meet there."""
OFTEN = 0.2
_ASIDE = {event for events in BESIDE.values() for event in events} - {
    "allocate_fip"
} | {
    "end_service",
    "hand_to_social_care",
    "refuse_data_consent",
    "withdraw_consent",
    "withdraw_data_consent",
    "withdraw_from_service",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An event, who takes it, and the answers to what it asks."""

    event: str
    user: str
    answers: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Chooser:
    """Chooses steps that are worth trying; whether one is allowed, the engine says."""

    workflow: Workflow
    references: tuple[str, ...]
    chance: Chance

    def choose(self, file: CaseFile, today: date) -> Step | None:
        """Choose a step for a case as it was read; None when nothing can be done."""
        steps = [each for each in file.can_do if not each.blocked_by]
        tried = [(each, self.who_may(file.worker, each.event, today)) for each in steps]
        possible = [(each, user) for each, user in tried if user]
        if not possible:
            return None
        weights = [weight(file.programme.state, each.event) for each, _ in possible]
        chosen, user = possible[self.chance.weighted(weights)]
        answers = dict(self._answers(file, chosen.event, today))
        return Step(event=chosen.event, user=user, answers=answers)

    def who_may(self, worker: str, event: str, today: date) -> str:
        """Name somebody who may take an event: the family's worker, or one in post.

        Args:
            worker: the family's; empty while there is none.
            event: its id.
            today: on which day.
        """
        by = self.workflow.events[event][1].by
        if WORKER in by and worker:
            return worker
        return next(iter(self.in_post(by, today)), "")

    def pick(self) -> str:
        """Pick a case, by its reference: a fifth of the time one of a few."""
        few = self.references[:POPULAR]
        return self.chance.one_of(
            few if self.chance.happens(OFTEN) else self.references
        )

    def in_post(self, roles: tuple[str, ...], today: date) -> list[str]:
        """Name everybody in post on a day who holds one of these roles."""
        return [
            user
            for user, member in self.workflow.district.staff.items()
            if set(member.roles).intersection(roles)
            and member.since <= today <= (member.until or today)
        ]

    def _answers(
        self, file: CaseFile, event: str, today: date
    ) -> Iterator[tuple[str, object]]:
        for name, ask in self.workflow.events[event][1].asks.items():
            if ask.required:
                good = GOOD.get((event, name))
                yield name, self._good(file, ask, today) if good is None else good

    def _good(self, file: CaseFile, ask: Ask, today: date) -> object:
        match ask.type:
            case "choice":
                return self.chance.one_of(ask.options)
            case "date":
                return today.isoformat()
            case "worker":
                return self.chance.one_of(self.in_post(ask.roles, today))
            case "agency":
                return next(iter(outstanding_agencies(file.facts)), "")
            case "case":
                return self.chance.another(self.references, [file.reference])
        return PLAIN[ask.type]


def weight(state: str, event: str) -> int:
    """Say how likely an event is where a case stands in the programme."""
    if event in LINE.get(state, ()):
        return ON
    return ASIDE if event in _ASIDE else ANY
