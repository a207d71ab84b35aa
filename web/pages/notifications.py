"""What somebody wants to be told, when, and by which channel."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.delivery.chosen import Chosen, preference_of
from casework.delivery.set_preference import PreferenceRequest, set_preference
from engine.advance.refusal import Refusal
from engine.delivery.preference import Preference
from web.forms import FieldError, Form, text_of
from web.page import Alert, go_to, page
from web.sight import Seer, Work

router = APIRouter()
_CHANNELS = {
    "file": "As a file in the office's folder",
    "smtp": "By e-mail",
    "notify": "By GOV.UK Notify",
}


@router.get("/notifications", response_class=HTMLResponse)
def show_choice(request: Request, sight: Seer, context: Work) -> Response:
    """Show what somebody has chosen."""
    return _page(request, preference_of(context, sight.user))


@router.post("/notifications", response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Keep what somebody chooses."""
    asked = Preference(
        digest=text_of(form, "digest"),
        immediate=text_of(form, "immediate") == "yes",
        channel=text_of(form, "channel"),
    )
    done = set_preference(
        context,
        PreferenceRequest(
            user=sight.user,
            digest=asked.digest,
            immediate=asked.immediate,
            channel=asked.channel,
        ),
    )
    if isinstance(done, Refusal):
        found = preference_of(context, sight.user)
        again = replace(found, preference=asked) if found else None
        errors = (FieldError("digest", sentence) for sentence in done.sentences())
        return _page(request, again, *errors)
    alert = Alert(sentence="Your notifications are changed.")
    return go_to(request, "/notifications", alert)


def _page(request: Request, chosen: Chosen | None, *errors: FieldError) -> Response:
    return page(
        request,
        "office/notifications.html",
        errors=errors,
        title="Notifications",
        chosen=chosen,
        channels=_CHANNELS,
    )
