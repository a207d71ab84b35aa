"""What a channel is, and the channels that are set up."""

from collections.abc import Mapping
from typing import Protocol

from casework.delivery.by_file import FileChannel
from casework.delivery.by_notify import NotifyChannel
from casework.delivery.by_smtp import SmtpChannel
from casework.delivery.outgoing import Outgoing
from casework.delivery.settings import FILE, NOTIFY, SMTP, DeliverySettings
from engine.delivery.arrival import Fate
from engine.delivery.outcome import Outcome


class Channel(Protocol):
    """A way out for letters. No method raises: what went wrong is an outcome."""

    def sent_before(self, letter: Outgoing) -> Outcome | None:
        """Say what became of an earlier attempt, by the letter's key.

        Returns:
            Sent or Never where the channel knows, NotNow where it could not be asked;
            None where it has no such letter, or can not tell.
        """
        ...

    def send(self, letter: Outgoing) -> Outcome:
        """Send a letter; it may take as long as the settings allow, and no longer."""
        ...

    def what_became(self, reference: str) -> Fate:
        """Say what became of a letter that was taken, by the channel's own name for it.

        It is asked of a channel only if `send` said that it can tell.
        """
        ...


def open_channels(settings: DeliverySettings) -> Mapping[str, Channel]:
    """Give the channels that are set up, by name. None is connected to yet."""
    channels: dict[str, Channel] = {FILE: FileChannel(settings.folder, settings.sender)}
    seconds = settings.timeout.total_seconds()
    if settings.smtp is not None:
        channels[SMTP] = SmtpChannel(settings.smtp, settings.sender, seconds)
    if settings.notify is not None:
        channels[NOTIFY] = NotifyChannel(settings.notify, seconds)
    return channels
