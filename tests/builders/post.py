"""A district's post: messages in its outbox, rounds of delivery, and what went out."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, update

from casework.context import Context
from casework.delivery.channels import Channel, open_channels
from casework.delivery.deliver import go_round
from casework.delivery.follow_up import ask_after_letters
from casework.delivery.outgoing import Outgoing
from casework.delivery.round import Round
from casework.delivery.settings import DeliverySettings
from casework.jobs.tally import Tally
from engine.delivery.arrival import Fate
from engine.delivery.outcome import Outcome
from storage.database import writing
from storage.rows import insert_rows, table_of
from storage.tables import Clock, Letter, OutboxMessage, Staff
from tests.builders.office import Office, an_office
from tests.builders.storage import rows

MONDAY = datetime(2012, 12, 17, 10, tzinfo=UTC)
BASE = "https://cases.example.org"
_clock, _staff = table_of(Clock), table_of(Staff)


class DiedError(BaseException):
    """The end of a process, as far as its database can see."""


@dataclass(frozen=True)
class Dying:
    """A real channel, whose process dies before it has sent a letter, or after."""

    channel: Channel
    after: bool

    def sent_before(self, letter: Outgoing) -> Outcome | None:
        return self.channel.sent_before(letter)

    def send(self, letter: Outgoing) -> Outcome:
        if self.after:
            self.channel.send(letter)
        raise DiedError

    def what_became(self, reference: str) -> Fate:
        self.channel.what_became(reference)
        raise DiedError


@dataclass
class Post:
    """The post of an office with one open case, delivering into a folder."""

    office: Office
    settings: DeliverySettings
    chance: float = 0.0
    stopping: Callable[[], bool] = lambda: False
    _next: list[int] = field(default_factory=lambda: [0])

    @property
    def context(self) -> Context:
        context = self.office.context
        return replace(context, delivery=self.settings, stopping=self.stopping)

    def at(self, moment: datetime | date) -> None:
        """Set the clock; a date means ten o'clock (UTC) on that day."""
        self.office.at(moment)

    def message(
        self,
        *,
        role: str = "coordinator",
        user: str = "",
        urgent: bool = False,
        id: str = "",  # noqa: A002 - the column's name
        case_number: int | None = 1,
        district: str = "",
        subject: str = "MAI-0001: something to know",
    ) -> str:
        """Put a message into the outbox now; give its id."""
        self._next[0] += 1
        id_ = id or f"1-100-{self._next[0]}"
        row = {
            "district_id": district or self.office.district,
            "id": id_,
            "case_number": case_number,
            "role": role,
            "user": user,
            "subject": subject,
            "body": "Something was done for MAI-0001.",
            "about": self.office.context.today(),
            "created_at": self.office.context.now(),
            "state": "waiting",
            "urgent": urgent,
        }
        with writing(self.office.context.database) as connection:
            insert_rows(connection, OutboxMessage, [row])
        return id_

    def deliver(self, channels: Mapping[str, Channel] | None = None) -> Tally:
        """Go one round of delivery."""
        return go_round(self._round(channels))

    def die_while_sending(self, *, after: bool = False) -> None:
        """Leave a letter as a process does that dies before it is sent, or after."""
        with contextlib.suppress(DiedError):
            self.deliver(self._dying(after=after))

    def ask_after_letters(self, channels: Mapping[str, Channel] | None = None) -> Tally:
        """Ask the channels what became of the letters that they have taken."""
        return ask_after_letters(self._round(channels))

    def die_while_asking(self) -> None:
        """Ask after a letter as a process does that dies before it has the answer."""
        with contextlib.suppress(DiedError):
            self.ask_after_letters(self._dying(after=True))

    def _round(self, channels: Mapping[str, Channel] | None) -> Round:
        return Round(
            context=self.context,
            settings=self.settings,
            channels=channels or open_channels(self.settings),
            chance=lambda: self.chance,
        )

    def _dying(self, *, after: bool) -> Mapping[str, Channel]:
        channels = open_channels(self.settings)
        return {name: Dying(one, after=after) for name, one in channels.items()}

    def letters(self, **where: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Read the letters that have these values, the oldest first."""
        found = rows(self.office.context.database, Letter, **where)
        return sorted(found, key=lambda row: (row["written_at"], row["id"]))

    def state_of(self, message: str) -> str:
        """Say what the outbox says of a message."""
        found = rows(self.office.context.database, OutboxMessage, id=message)
        return str(found[0]["state"])

    def change_staff(self, user: str, **values: Any) -> None:  # noqa: ANN401
        """Change what is on record of somebody, such as their address."""
        with writing(self.office.context.database) as connection:
            connection.execute(
                update(_staff).where(_staff.c.user == user).values(**values)
            )

    def running_clocks(self) -> list[str]:
        """Name the clocks that run."""
        found = rows(self.office.context.database, Clock, stopped_on=None)
        return [row["id"] for row in found]

    def end_clock(self, clock: str) -> None:
        """End a clock today, as if its work was done."""
        today = self.office.context.today()
        self._change(_clock.c.id == clock, stopped_on=today, stopped_how="met")

    def spoil_clock_of(self, reference: str) -> None:
        """Give the clocks of a case a name that its pathway does not know."""
        number = self.office.case(reference).number
        self._change(_clock.c.case_number == number, clock=_clock.c.clock + "_gone")

    def _change(self, which: ColumnElement[bool], **values: Any) -> None:  # noqa: ANN401
        with writing(self.office.context.database) as connection:
            connection.execute(update(_clock).where(which).values(**values))

    def mails(self) -> list[EmailMessage]:
        """Read the letters in the folder, in the order of their names."""
        return [
            read_mail(file.read_bytes())
            for file in sorted(self.settings.folder.glob("*.eml"))
        ]


def read_mail(content: bytes) -> EmailMessage:
    """Read a mail as a mail program does."""
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage) -> str:
    """Give the words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@contextlib.contextmanager
def a_post(
    url: str,
    folder: Path,
    *,
    cases: int = 1,
    now: datetime = MONDAY,
    quiet: bool = True,
    **settings: Any,  # noqa: ANN401 - any field of the settings
) -> Iterator[Post]:
    """Open Maidstone's post with cases that are just open.

    Args:
        url: a database that is empty, or only has its tables.
        folder: where letters go.
        cases: how many.
        now: where the clock stands.
        quiet: whether the digests of this day are behind it, so that a test sees
            only what it causes itself.
        settings: what else is set up.
    """
    with an_office(url, now=now) as office:
        office.open_families(cases)
        usual: dict[str, Any] = {"folder": folder / "letters", "link_base": BASE}
        post = Post(office=office, settings=DeliverySettings(**usual | settings))
        if quiet:
            _be_done_for_today(post)
        yield post


def _be_done_for_today(post: Post) -> None:
    """Go a round by the file channel, and clear the folder."""
    plain = replace(post, settings=replace(post.settings, channel="file"))
    plain.deliver()
    for file in post.settings.folder.glob("*.eml"):
        file.unlink()
