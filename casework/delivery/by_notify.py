"""Letters by GOV.UK Notify. It can be asked what it has taken, and what became of it.

A calendar file can not go with them: Notify sends no such attachment.
"""

from typing import TYPE_CHECKING, Any

from casework.delivery.outgoing import Outgoing
from casework.delivery.settings import NotifySettings
from engine.delivery.arrival import (
    Delivered,
    Fate,
    Forgotten,
    NoSuchAddress,
    NotDelivered,
    OnItsWay,
)
from engine.delivery.outcome import Never, NotNow, Outcome, Sent

if TYPE_CHECKING:
    from notifications_python_client.errors import APIError

_MAY_WORK_LATER = {408, 425, 429}
_SERVERS_FAULT = 500
_CALLERS_FAULT = 400
_UNKNOWN_THERE = {400, 404}
"""What Notify answers to an id that it has forgotten, or never had."""
_NO_SUCH_ADDRESS = "permanent-failure"
_MAY_ARRIVE = {"temporary-failure", "technical-failure", "validation-failed"}
"""What Notify gave up, and asks to be sent again (its documentation)."""
_NOT_DELIVERED = {_NO_SUCH_ADDRESS, *_MAY_ARRIVE, "cancelled"}


class NotifyChannel:
    """Sends each letter through a template that is nothing but subject and body."""

    def __init__(self, settings: NotifySettings, seconds: float) -> None:
        """Take the key and the template, and how long to wait for an answer."""
        self._settings = settings
        self._seconds = seconds

    def sent_before(self, letter: Outgoing) -> Outcome | None:
        """Ask Notify for what it has taken under the letter's key (for seven days)."""
        from notifications_python_client.errors import APIError  # noqa: PLC0415

        try:
            found = self._client().get_all_notifications(reference=letter.key)
        except APIError as error:
            return _outcome(error)
        for taken in found["notifications"]:
            if taken["status"] not in _NOT_DELIVERED:
                return Sent(reference=str(taken["id"]), awaited=True)
        return None

    def send(self, letter: Outgoing) -> Outcome:
        """Hand the letter to Notify; its id is the reference."""
        from notifications_python_client.errors import APIError  # noqa: PLC0415

        try:
            taken = self._client().send_email_notification(
                email_address=letter.address,
                template_id=self._settings.template_id,
                personalisation={"subject": letter.subject, "body": letter.body},
                reference=letter.key,
            )
        except APIError as error:
            return _outcome(error)
        return Sent(reference=str(taken["id"]), awaited=True)

    def what_became(self, reference: str) -> Fate:
        """Ask Notify whether a letter was delivered."""
        from notifications_python_client.errors import APIError  # noqa: PLC0415

        try:
            found = self._client().get_notification_by_id(reference)
        except APIError as error:
            answer = _outcome(error)
            if error.response is not None and error.status_code in _UNKNOWN_THERE:
                return Forgotten(why=answer.why)
            return NotNow(why=answer.why)
        return _fate(str(found["status"]))

    def _client(self) -> Any:  # noqa: ANN401 - the client carries no types
        from notifications_python_client.notifications import (  # noqa: PLC0415
            NotificationsAPIClient,
        )

        return NotificationsAPIClient(  # type: ignore[no-untyped-call]
            self._settings.api_key,
            base_url=self._settings.base_url,
            timeout=self._seconds,
        )


def _fate(status: str) -> Fate:
    """Tell what became of a letter from the status that Notify gives it."""
    why = f"Notify could not deliver it: {status}."
    if status == "delivered":
        return Delivered()
    if status == _NO_SUCH_ADDRESS:
        return NoSuchAddress(why=why)
    return NotDelivered(why=why) if status in _NOT_DELIVERED else OnItsWay()


def _outcome(error: "APIError") -> Never | NotNow:
    """Tell what Notify will never take from what it may take later."""
    if error.response is None:
        cause = type(error.__cause__).__name__
        return NotNow(why=f"Notify can not be reached ({cause}).")
    code = error.status_code
    answer = f"Notify answered {code}: {_said(error)}"
    final = _CALLERS_FAULT <= code < _SERVERS_FAULT and code not in _MAY_WORK_LATER
    return Never(why=answer) if final else NotNow(why=answer)


def _said(error: "APIError") -> str:
    said = error.message
    if isinstance(said, str):
        return said
    return " ".join(str(part.get("message", part)) for part in said)
