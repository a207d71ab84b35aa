"""Letters by mail: aiosmtplib, one connection a letter.

A mail server can not be asked what it has. After a crash, or an answer that never
came, the letter goes out again with the same Message-ID: at least once, not at most.
"""

import asyncio
import contextlib
import ssl
from typing import TYPE_CHECKING

from casework.delivery.outgoing import Outgoing, as_mail
from casework.delivery.settings import SmtpSettings
from engine.delivery.arrival import Fate, Forgotten
from engine.delivery.outcome import Never, NotNow, Outcome, Sent

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtplib import SMTP, SMTPException

PERMANENT = 500
LAST_WORD = 2.0
"""How many seconds to wait for the answer to a goodbye."""


class SmtpChannel:
    """Sends each letter over a connection of its own."""

    def __init__(self, settings: SmtpSettings, sender: str, seconds: float) -> None:
        """Take the server, the sender, and how long to wait for each answer."""
        self._settings = settings
        self._sender = sender
        self._seconds = seconds

    def sent_before(self, letter: Outgoing) -> Outcome | None:  # noqa: ARG002
        """Say nothing: a mail server can not tell."""
        return None

    def send(self, letter: Outgoing) -> Outcome:
        """Hand the letter to the server; its answer is the reference."""
        # It takes a fifth of a second to import; most commands send nothing.
        from aiosmtplib import SMTPException  # noqa: PLC0415

        server = f"{self._settings.host}:{self._settings.port}"
        mail = as_mail(letter, self._sender)
        try:
            return Sent(reference=asyncio.run(self._send(mail)))
        except TimeoutError:
            return NotNow(why=f"{server} did not answer in time.")
        except SMTPException as error:
            return _outcome(error, server)
        except OSError as error:  # ssl.SSLError is one of them
            why = error.strerror or str(error) or type(error).__name__
            return NotNow(why=f"{server} can not be reached: {why}.")

    def what_became(self, reference: str) -> Fate:
        """Say nothing: a bounce goes to the sender's mailbox, not to us."""
        return Forgotten(why=f"A mail server tells no more than: {reference}")

    async def _send(self, mail: "EmailMessage") -> str:
        from aiosmtplib import SMTP  # noqa: PLC0415

        settings = self._settings
        client = SMTP(
            hostname=settings.host,
            port=settings.port,
            local_hostname=self._sender.rpartition("@")[2],
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=self._context(),
            timeout=self._seconds,
        )
        try:
            # Each step has the time-out; a server that drips answers must end as well.
            async with asyncio.timeout(5 * self._seconds):
                await client.connect()
                if settings.user:
                    await client.login(settings.user, settings.password)
                _, said = await client.send_message(mail)
        finally:
            await self._hang_up(client)
        return said

    async def _hang_up(self, client: "SMTP") -> None:
        """Say goodbye, and do not care for the answer: what was taken is taken."""
        from aiosmtplib import SMTPException  # noqa: PLC0415

        wire = client.transport
        with contextlib.suppress(SMTPException, OSError):
            async with asyncio.timeout(min(self._seconds, LAST_WORD)):
                await client.quit()
        client.close()
        if isinstance(wire, asyncio.WriteTransport):
            wire.abort()  # closing TLS waits for the other side, which may be gone
        await asyncio.sleep(0)

    def _context(self) -> ssl.SSLContext | None:
        if self._settings.security == "none":
            return None
        return ssl.create_default_context(cafile=self._settings.ca_file or None)


def _outcome(error: "SMTPException", server: str) -> Outcome:
    """Tell what the server will never take from what it may take later.

    Only its answers to this letter are final. A login that it refuses, or a greeting
    that it denies, is about us: that can be mended, and the letter is kept.
    """
    from aiosmtplib import (  # noqa: PLC0415
        SMTPDataError,
        SMTPRecipientsRefused,
        SMTPResponseException,
        SMTPSenderRefused,
        SMTPServerDisconnected,
        SMTPTimeoutError,
    )

    if isinstance(error, SMTPTimeoutError):
        return NotNow(why=f"{server} did not answer in time.")
    if isinstance(error, SMTPServerDisconnected):
        return NotNow(why=f"{server} broke off before it had answered.")
    if isinstance(error, SMTPRecipientsRefused):
        refused = error.recipients[0]
        return _by_code(refused.code, refused.message, server)
    if isinstance(error, SMTPDataError | SMTPSenderRefused):
        return _by_code(error.code, error.message, server)
    if isinstance(error, SMTPResponseException):
        return NotNow(why=f"{server} answered {error.code} {error.message}")
    return NotNow(why=f"{server}: {error}")


def _by_code(code: int, said: str, server: str) -> Outcome:
    answer = f"{server} answered {code} {said}"
    return Never(why=answer) if code >= PERMANENT else NotNow(why=answer)
