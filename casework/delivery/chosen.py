"""What somebody has chosen about their letters, and what there is to choose from."""

from dataclasses import dataclass

from casework.context import Context
from casework.delivery.settings import FILE
from engine.delivery.preference import DIGESTS, Preference
from storage.database import reading
from storage.people import reader_in


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A person's choice as it holds now, where they are written to, and the choices.

    `digests` are in words; `channels` are those that are set up.
    """

    user: str
    email: str
    preference: Preference
    digests: dict[str, str]
    channels: tuple[str, ...]


def preference_of(context: Context, user: str) -> Chosen | None:
    """Give what somebody has chosen; None for one who is in no post today.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    channels = context.delivery.channels if context.delivery else (FILE,)
    with reading(context.database) as connection:
        found = list(reader_in(connection, user, context.today()).values())
    if not found:
        return None
    return Chosen(
        user=user,
        email=found[0].email,
        preference=found[0].preference,
        digests=DIGESTS,
        channels=channels,
    )
