"""A letter as a channel gets it, and as a mail."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A calendar file that goes with a letter."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A letter on its way out. `key` names it: the same at every attempt, in one place.

    `written_at` is when it was worded, in UTC.
    """

    key: str
    user: str
    address: str
    subject: str
    body: str
    written_at: datetime
    attachments: tuple[Attachment, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A name for the letter that says nothing of the person."""
        return sha256(self.key.encode()).hexdigest()[:32]


def as_mail(letter: Outgoing, sender: str) -> EmailMessage:
    """Make a mail of a letter. Every attempt makes the same, its Message-ID included.

    Args:
        letter: what to send.
        sender: the address that it comes from.

    Raises:
        ValueError: an address or the subject can not stand in a mail.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = letter.address
    mail["Subject"] = letter.subject
    mail["Date"] = letter.written_at
    mail["Message-ID"] = f"<{letter.fingerprint}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    for attached in letter.attachments:
        mail.add_attachment(
            attached.text,
            subtype="calendar",
            params={"method": "PUBLISH"},
            filename=attached.name,
        )
    return mail
