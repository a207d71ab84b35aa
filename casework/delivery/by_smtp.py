"""Letters by mail: aiosmtplib, one connection a letter.

A mail server can not be asked what it has. After a crash, or an answer that never
came, the letter goes out again with the same Message-ID: at least once, not at most.
"""

import asyncio
import ssl
from typing import TYPE_CHECKING

from casework.delivery.outgoing import Outgoing, as_mail
from casework.delivery.settings import SmtpSettings
from engine.delivery.outcome import Never, NotNow, Outcome, Sent

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtplib import SMTPException

PERMANENT = 500


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

    async def _send(self, mail: "EmailMessage") -> str:
        import aiosmtplib  # noqa: PLC0415

        settings = self._settings
        # Each step has the time-out; a server that drips answers must end as well.
        async with asyncio.timeout(5 * self._seconds):
            _, said = await aiosmtplib.send(
                mail,
                hostname=settings.host,
                port=settings.port,
                username=settings.user or None,
                password=settings.password or None,
                use_tls=settings.security == "tls",
                start_tls=settings.security == "starttls",
                tls_context=self._context(),
                timeout=self._seconds,
            )
        return said

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
    return NotNow(why=f"{server}: {error}")


def _by_code(code: int, said: str, server: str) -> Outcome:
    answer = f"{server} answered {code} {said}"
    return Never(why=answer) if code >= PERMANENT else NotNow(why=answer)
