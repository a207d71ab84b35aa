"""One's own access tokens: for programs that ask for cases in one's name."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.access.tokens import TokenRequest, end_token, list_tokens, make_token
from casework.context import Context
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.forms import FieldError, Form, text_of
from web.page import Alert, go_to, page
from web.sight import Seer, Work

router = APIRouter()
_TOKENS = "/account/tokens"
_DAYS = (30, 90, 180, 365)
_USUAL = 90


@router.get(_TOKENS, response_class=HTMLResponse)
def show_tokens(request: Request, sight: Seer, context: Work) -> Response:
    """Show one's tokens, with the form for another one."""
    return _tokens_page(request, sight, context, _asked(sight))


@router.post(_TOKENS, response_class=HTMLResponse)
def make(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Make a token, and show it: this once."""
    days = text_of(form, "days")
    asked = _asked(
        sight,
        name=text_of(form, "name"),
        days=int(days) if days in {str(each) for each in _DAYS} else 0,
        read_only=bool(text_of(form, "read_only")),
    )
    made = make_token(context, asked, sight.user, sight.at)
    if isinstance(made, Refusal):
        errors = (FieldError(r.about, r.sentence) for r in made.reasons)
        return _tokens_page(request, sight, context, asked, *errors)
    title = "The token is made"
    return page(request, "account/token_made.html", title=title, made=made)


@router.post(f"{_TOKENS}/end")
def end(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """End one of one's tokens at once."""
    number = text_of(form, "number")
    name = end_token(context, sight.user, number, sight.user, sight.at)
    said = f"The token ‘{name}’ was ended" if name else "That token had ended already"
    alert = Alert(sentence=said, kind="success" if name else "information")
    return go_to(request, _TOKENS, alert)


def _asked(
    sight: Sight, *, name: str = "", days: int = _USUAL, read_only: bool = False
) -> TokenRequest:
    return TokenRequest(user=sight.user, name=name, days=days, read_only=read_only)


def _tokens_page(
    request: Request,
    sight: Sight,
    context: Context,
    asked: TokenRequest,
    *errors: FieldError,
) -> Response:
    found = list_tokens(context, sight.user, sight.at)
    return page(
        request,
        "account/tokens.html",
        errors=errors,
        title="Access tokens for programs",
        tokens=() if isinstance(found, Refusal) else found,
        choices=_DAYS,
        asked=asked,
    )
