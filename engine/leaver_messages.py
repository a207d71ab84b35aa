"""What coordinators are told of a worker who has left: case references, no names."""

from collections.abc import Sequence

from engine.messages import Worded


def word_leaver(references: Sequence[str]) -> Worded:
    """Word the message on families whose worker has left, and whom nobody covers."""
    return Worded(
        subject="A worker has left, and nobody covers for them",
        body=(
            f"Nobody works with these families: {', '.join(references)}. `leavers` "
            "says whose they were; hand them over (`handover`), or arrange cover "
            "(`cover add`). Until then their reminders come to you."
        ),
        urgent=True,
    )
