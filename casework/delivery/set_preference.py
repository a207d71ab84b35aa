"""Let people choose: how often a digest, what at once, and by which channel."""

from dataclasses import dataclass

from casework.context import Context
from casework.delivery.settings import FILE
from engine.advance.refusal import Reason, Refusal, Why
from engine.delivery.preference import Preference, refused_because
from storage.database import writing
from storage.people import keep_preference, reader_in


@dataclass(frozen=True, kw_only=True, slots=True)
class PreferenceRequest:
    """What a person chooses for themself; what is None stays as it is."""

    user: str
    digest: str | None = None
    immediate: bool | None = None
    channel: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PreferenceSet:
    """What holds for a person from now on."""

    user: str
    preference: Preference


def set_preference(
    context: Context, request: PreferenceRequest
) -> PreferenceSet | Refusal:
    """Write what a person chose, in every district where they are in post.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    channels = context.delivery.channels if context.delivery else (FILE,)
    with writing(context.database) as connection:
        posts = reader_in(connection, request.user, context.today())
        if not posts:
            return _refuse(request.user, [_unknown(request.user)])
        now = next(iter(posts.values())).preference
        chosen = _changed(now, request)
        against = refused_because(chosen, channels)
        if against:
            return _refuse(request.user, against)
        for district in posts:
            keep_preference(connection, district, request.user, chosen, context.now())
    return PreferenceSet(user=request.user, preference=chosen)


def _changed(now: Preference, request: PreferenceRequest) -> Preference:
    return Preference(
        digest=now.digest if request.digest is None else request.digest,
        immediate=now.immediate if request.immediate is None else request.immediate,
        channel=now.channel if request.channel is None else request.channel,
    )


def _unknown(user: str) -> str:
    return f"There is no '{user}' in post today."


def _refuse(user: str, sentences: list[str]) -> Refusal:
    reasons = tuple(Reason(why=Why.STAFF, sentence=each) for each in sentences)
    return Refusal(reference=user, event="preference", reasons=reasons)
