"""The board of a play: which families it takes, and what it decides of them."""

from collections.abc import Iterator, Mapping
from datetime import date

from casework.context import Context
from casework.decide_meeting import (
    BoardOutcome,
    FamilyDecision,
    MeetingRecorded,
    MeetingRequest,
    decide_meeting,
)
from demo.cast import Cast
from demo.chance import Chance
from demo.play_file import Meeting, Play
from engine.advance.refusal import Refusal
from engine.workflow.workflow import Workflow

_OUTCOMES: tuple[BoardOutcome, ...] = ("approve", "defer", "decline")


class Boardroom:
    """Holds the meetings of a play, over the families that have waited longest."""

    def __init__(
        self, play: Play, workflow: Workflow, cast: Cast, chance: Chance
    ) -> None:
        """Take the play, its district's workflow, who plays, and the run of chances."""
        self._play = play
        self._workflow = workflow
        self._cast = cast
        self._chance = chance
        self._places = self._where_it_decides()

    def hold(
        self, context: Context, meeting: Meeting, places: Mapping[str, str], today: date
    ) -> MeetingRecorded | Refusal:
        """Hold a meeting.

        Args:
            context: what the use case works with.
            meeting: the meeting of the play.
            places: where each family stands in the programme, the oldest first.
            today: the day of the meeting.
        """
        waiting = [ref for ref, place in places.items() if place in self._places]
        board = self._workflow.district.board
        first = meeting == self._play.meetings[0]
        most = board.first_batch if first else board.later_batches
        request = MeetingRequest(
            district_id=self._workflow.district.id,
            meeting=meeting.reference,
            held_on=today,
            user=self._cast.user(self._secretary(), "", today),
            decisions=tuple(self._decisions(waiting[:most])),
        )
        return decide_meeting(context, request)

    def _decisions(self, references: list[str]) -> Iterator[FamilyDecision]:
        weights = [self._play.board[outcome] for outcome in _OUTCOMES]
        for place, reference in enumerate(references, start=1):
            outcome = _OUTCOMES[self._chance.weighted(weights)]
            reason = "" if outcome == "approve" else "The profile does not say enough."
            yield FamilyDecision(
                reference=reference,
                outcome=outcome,
                minute=f"4.{place}",
                reason=reason,
            )

    def _where_it_decides(self) -> set[str]:
        return {
            state
            for event, (_, transition) in self._workflow.events.items()
            if transition.decision == "approve"
            for state in self._workflow.sources(event)
        }

    def _secretary(self) -> str:
        """Give the role that records what the board decides."""
        return next(
            transition.by[0]
            for _, transition in self._workflow.events.values()
            if transition.decision == "approve"
        )
