"""A real mail server on loopback that answers as a test tells it to."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.builders.post import read_mail

GOOD = "250 OK queued as 4F2A"
HANG, DROP = "hang", "drop"


@dataclass
class MailServer:
    """What it answers to each letter in turn (then GOOD), and what it has taken.

    `seen` is called with each letter before it is answered.
    """

    answers: list[str] = field(default_factory=list)
    to_recipient: str = "250 OK"
    taken: list[EmailMessage] = field(default_factory=list)
    seen: Callable[[], None] = lambda: None
    port: int = 0
    secure: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.answers.pop(0) if self.answers else GOOD
        assert isinstance(envelope.content, bytes)
        if answer.startswith("2") or answer == DROP:
            self.taken.append(read_mail(envelope.content))
            self.secure.append(session.ssl is not None)
        self.seen()
        if answer == HANG:
            await asyncio.sleep(5)
        if answer == DROP:
            assert server.transport is not None
            server.transport.close()
        return answer


class Conversation(SMTP):
    """A connection that can be broken off, even when its TLS never came about."""

    wires: list[asyncio.BaseTransport]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.wires.append(transport)
        super().connection_made(transport)


@contextmanager
def a_mail_server(
    *answers: str,
    tls: ssl.SSLContext | None = None,
    login: bool = True,
    **more: Any,  # noqa: ANN401 - any field of MailServer
) -> Iterator[MailServer]:
    """Run a mail server in a thread, for the length of a test.

    Args:
        answers: what it says to each letter in turn; GOOD, HANG, DROP or a reply.
        tls: offers STARTTLS with this certificate.
        login: whether it takes any login.
        more: other fields of MailServer.
    """
    handler = MailServer(answers=list(answers), **more)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    wires: list[asyncio.BaseTransport] = []

    def protocol() -> Conversation:
        talk = Conversation(
            handler,
            hostname="mail.example.org",
            tls_context=tls,
            loop=loop,
            authenticator=lambda *_: AuthResult(success=login, handled=False),
        )
        talk.wires = wires
        return talk

    made = loop.create_server(protocol, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(made, loop).result(5)
    handler.port = server.sockets[0].getsockname()[1]
    try:
        yield handler
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server, wires), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _stop(server: asyncio.Server, wires: list[asyncio.BaseTransport]) -> None:
    server.close()
    for wire in wires:
        wire.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
