"""Reading the settings of delivery from the environment."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from casework.delivery.settings import (
    FILE,
    NOTIFY,
    NOTIFY_ADDRESS,
    SMTP,
    DeliverySettings,
    NotifySettings,
    SmtpSettings,
)
from engine.delivery.outcome import Patience

PORTS = {"tls": 465, "starttls": 587, "none": 25}
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_KEY = re.compile(rf".*{_UUID}-{_UUID}", re.IGNORECASE)
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_WEB = re.compile(r"https?://[^\s/]+[^\s]*")

Environment = Mapping[str, str]


class SettingsError(Exception):
    """The environment says what delivery can not work with; every fault, a sentence."""


def read_settings(environment: Environment) -> DeliverySettings:
    """Read how letters are sent. Without any setting, they are files in a folder.

    Args:
        environment: such as `os.environ`; `settings.py` lists the variables.

    Raises:
        SettingsError: a setting can not be right; every fault, a sentence each.
    """
    faults: list[str] = []
    smtp = _smtp(environment, faults)
    notify = _notify(environment, faults)
    usual = DeliverySettings()
    settings = DeliverySettings(
        channel=environment.get("DELIVERY_CHANNEL", FILE),
        folder=Path(environment.get("DELIVERY_FOLDER", str(usual.folder))),
        link_base=environment.get("LINK_BASE", usual.link_base),
        sender=environment.get("DELIVERY_FROM", usual.sender),
        smtp=smtp,
        notify=notify,
        timeout=timedelta(seconds=_number(environment, "DELIVERY_TIMEOUT", 30, faults)),
        patience=Patience(
            attempts=_number(environment, "DELIVERY_ATTEMPTS", 12, faults)
        ),
    )
    faults.extend(_whole(settings, environment))
    if faults:
        raise SettingsError(" ".join(faults))
    return settings


def _whole(settings: DeliverySettings, environment: Environment) -> list[str]:
    """Check what concerns the settings together."""
    faults = []
    if settings.channel not in settings.channels:
        known = {FILE: "", SMTP: "SMTP_HOST", NOTIFY: "NOTIFY_API_KEY"}
        needed = known.get(settings.channel)
        faults.append(
            f"DELIVERY_CHANNEL is '{settings.channel}', but {needed} is not set."
            if needed
            else f"DELIVERY_CHANNEL is '{settings.channel}': give file, smtp or notify."
        )
    if not _ADDRESS.fullmatch(settings.sender):
        faults.append(f"DELIVERY_FROM is '{settings.sender}': give an email address.")
    if not _WEB.fullmatch(settings.link_base):
        faults.append(
            f"LINK_BASE is '{settings.link_base}': give the address of the service, "
            "such as https://cases.example.org."
        )
    if settings.channel != FILE and "LINK_BASE" not in environment:
        faults.append("LINK_BASE is not set: letters need the address of the service.")
    return faults


def _smtp(environment: Environment, faults: list[str]) -> SmtpSettings | None:
    host = environment.get("SMTP_HOST", "")
    if not host:
        return None
    security = environment.get("SMTP_SECURITY", "starttls")
    if security not in PORTS:
        faults.append(f"SMTP_SECURITY is '{security}': give tls, starttls or none.")
    user = environment.get("SMTP_USER", "")
    if user and security == "none":
        faults.append(
            "SMTP_USER is set, but SMTP_SECURITY is none: the password would go out "
            "for all to read. Use tls or starttls."
        )
    return SmtpSettings(
        host=host,
        port=_number(environment, "SMTP_PORT", PORTS.get(security, 25), faults),
        security=security,
        user=user,
        password=environment.get("SMTP_PASSWORD", ""),
        ca_file=_file(environment, "SMTP_CA_FILE", faults),
    )


def _notify(environment: Environment, faults: list[str]) -> NotifySettings | None:
    key = environment.get("NOTIFY_API_KEY", "")
    if not key:
        return None
    if not _KEY.fullmatch(key):
        faults.append(
            "NOTIFY_API_KEY is no key of Notify: copy the whole of it, from its name "
            "to its last figure."
        )
    template = environment.get("NOTIFY_TEMPLATE_ID", "")
    if not re.fullmatch(_UUID, template, re.IGNORECASE):
        faults.append(
            f"NOTIFY_TEMPLATE_ID is '{template}': give the id of the template with "
            "((subject)) and ((body))."
        )
    return NotifySettings(
        api_key=key,
        template_id=template,
        base_url=environment.get("NOTIFY_BASE_URL", NOTIFY_ADDRESS),
    )


def _file(environment: Environment, name: str, faults: list[str]) -> str:
    path = environment.get(name, "")
    if path and not Path(path).is_file():
        faults.append(f"{name} is '{path}': there is no such file.")
    return path


def _number(environment: Environment, name: str, usual: int, faults: list[str]) -> int:
    said = environment.get(name, str(usual))
    if said.isascii() and said.isdigit() and int(said) > 0:
        return int(said)
    faults.append(f"{name} is '{said}': give a whole number from 1.")
    return usual
