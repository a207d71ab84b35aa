"""What coordinators are told of a worker who has left: case references, no names."""

from collections.abc import Sequence

from engine.messages import Worded


def word_leaver(references: Sequence[str], restricted: int = 0) -> Worded:
    """Word the message on families whose worker has left, and whom nobody covers.

    Args:
        references: of their cases.
        restricted: how many more there are, which only those who are named may see.
    """
    more = f"{restricted} restricted {'case' if restricted == 1 else 'cases'}"
    listed = [*references, more] if restricted else references
    return Worded(
        subject="A worker has left, and nobody covers for them",
        body=(
            f"Nobody works with these families: {', '.join(listed)}. "
            "Hand them over, or arrange cover. Until then their reminders come to you."
        ),
        urgent=True,
    )
