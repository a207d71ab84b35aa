"""How letters are sent here: read from the environment, once, by the command line.

| variable | meaning | without it |
| --- | --- | --- |
| LINK_BASE | address of the service, for links | http://localhost:8000 |
| DELIVERY_CHANNEL | the usual channel: file, smtp or notify | file |
| DELIVERY_FOLDER | folder of the file channel | letters |
| DELIVERY_FROM | the sender's address | cases@example.org |
| DELIVERY_TIMEOUT | seconds to wait for an answer | 30 |
| DELIVERY_ATTEMPTS | how often a letter is tried | 12 |
| SMTP_HOST, SMTP_PORT | mail server | port 465 (tls), 587 (starttls) or 25 |
| SMTP_SECURITY | tls, starttls or none | starttls |
| SMTP_USER, SMTP_PASSWORD | login; never sent without TLS | no login |
| SMTP_CA_FILE | certificates to trust, a PEM file | the machine's |
| NOTIFY_API_KEY, NOTIFY_TEMPLATE_ID | GOV.UK Notify | no Notify |
| NOTIFY_BASE_URL | where Notify is | its public address |

The Notify template has the subject `((subject))` and the body `((body))`.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from engine.delivery.outcome import Patience

FILE, SMTP, NOTIFY = "file", "smtp", "notify"
NOTIFY_ADDRESS = "https://api.notifications.service.gov.uk"


@dataclass(frozen=True, kw_only=True, slots=True)
class SmtpSettings:
    """A mail server. `security` is tls, starttls or none; no login without TLS."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotifySettings:
    """GOV.UK Notify: a key, and a template with ((subject)) and ((body))."""

    api_key: str = field(repr=False)
    template_id: str
    base_url: str = NOTIFY_ADDRESS


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverySettings:
    """How letters are sent: the usual channel, and the others that are set up.

    A letter that has been `sending` for longer than `grace` was dropped by a process
    that died; it is longer than any attempt can take.
    """

    channel: str = FILE
    folder: Path = Path("letters")
    link_base: str = "http://localhost:8000"
    sender: str = "cases@example.org"
    smtp: SmtpSettings | None = None
    notify: NotifySettings | None = None
    timeout: timedelta = timedelta(seconds=30)
    patience: Patience = field(default_factory=Patience)

    @property
    def grace(self) -> timedelta:
        """How long an attempt may take before its letter is in doubt."""
        return timedelta(minutes=10) + 10 * self.timeout

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that are set up; a file can always be written."""
        return (
            FILE,
            *((SMTP,) if self.smtp else ()),
            *((NOTIFY,) if self.notify else ()),
        )
