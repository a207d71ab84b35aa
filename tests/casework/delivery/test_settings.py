"""The environment says how letters are sent; without it, they are files."""

import re
from pathlib import Path

import pytest

from casework.delivery import settings as documented
from casework.delivery.channels import open_channels
from casework.delivery.read_settings import SettingsError, read_settings
from casework.delivery.settings import DeliverySettings
from tests.builders.notify_server import KEY, TEMPLATE
from tests.house.tree import ROOT

SMTP = {
    "DELIVERY_CHANNEL": "smtp",
    "SMTP_HOST": "mail.example.org",
    "LINK_BASE": "https://cases.example.org",
}


def fault(environment: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as raised:
        read_settings(environment)
    return str(raised.value)


def test_without_any_setting_letters_are_files_in_a_folder() -> None:
    settings = read_settings({})
    assert settings == DeliverySettings()
    assert (settings.channel, settings.folder) == ("file", Path("letters"))
    assert list(open_channels(settings)) == ["file"]


def test_a_mail_server_is_spoken_to_over_tls_unless_it_is_said_otherwise() -> None:
    settings = read_settings(SMTP)
    assert settings.smtp is not None
    assert (settings.smtp.security, settings.smtp.port) == ("starttls", 587)
    implicit = read_settings(SMTP | {"SMTP_SECURITY": "tls"}).smtp
    assert implicit is not None
    assert implicit.port == 465


def test_a_password_is_never_printed() -> None:
    login = {"SMTP_USER": "cases", "SMTP_PASSWORD": "made up"}
    assert "made up" not in repr(read_settings(SMTP | login))


def test_notify_needs_a_key_and_a_template() -> None:
    good = {"NOTIFY_API_KEY": KEY, "NOTIFY_TEMPLATE_ID": TEMPLATE}
    assert read_settings(good).channels == ("file", "notify")
    assert "NOTIFY_API_KEY is no key" in fault(good | {"NOTIFY_API_KEY": "abc"})
    assert "NOTIFY_TEMPLATE_ID is ''" in fault({"NOTIFY_API_KEY": KEY})


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DELIVERY_CHANNEL": "smtp"}, "is 'smtp', but SMTP_HOST is not set."),
        ({"DELIVERY_CHANNEL": "pigeon"}, "is 'pigeon': give file, smtp or notify."),
        ({"DELIVERY_FROM": "nobody"}, "DELIVERY_FROM is 'nobody': give an email"),
        ({"DELIVERY_TIMEOUT": "soon"}, "DELIVERY_TIMEOUT is 'soon': give a whole"),
        ({"DELIVERY_ATTEMPTS": "0"}, "DELIVERY_ATTEMPTS is '0': give a whole number"),
        ({"LINK_BASE": "cases"}, "LINK_BASE is 'cases': give the address of"),
        (SMTP | {"LINK_BASE": ""}, "LINK_BASE is ''"),
        (SMTP | {"SMTP_SECURITY": "maybe"}, "SMTP_SECURITY is 'maybe': give tls,"),
        (SMTP | {"SMTP_CA_FILE": "gone.pem"}, "'gone.pem': there is no such file."),
        (
            SMTP | {"SMTP_SECURITY": "none", "SMTP_USER": "cases"},
            "the password would go out for all to read",
        ),
    ],
)
def test_a_setting_that_can_not_be_right_is_said_in_a_sentence(
    environment: dict[str, str], said: str
) -> None:
    assert said in fault(environment)


def test_letters_to_people_need_the_address_of_the_service() -> None:
    without = {name: value for name, value in SMTP.items() if name != "LINK_BASE"}
    assert fault(without) == (
        "LINK_BASE is not set: letters need the address of the service."
    )


def test_every_fault_is_said_at_once() -> None:
    said = fault({"DELIVERY_FROM": "nobody", "DELIVERY_TIMEOUT": "soon"})
    assert "DELIVERY_FROM" in said
    assert "DELIVERY_TIMEOUT" in said


@pytest.mark.parametrize("path", ["docs/how-to/send-messages.md", "settings"])
def test_every_variable_that_is_read_is_documented(path: str) -> None:
    code = (ROOT / "casework/delivery/read_settings.py").read_text()
    names = set(re.findall(r'"((?:[A-Z]+_)+[A-Z]+)"', code))
    said = documented.__doc__ if path == "settings" else (ROOT / path).read_text()
    assert "SMTP_CA_FILE" in names
    assert [name for name in sorted(names) if name not in str(said)] == []
