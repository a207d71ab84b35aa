"""Users: who has an account and which roles; and new accounts."""

import re

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.access.accounts import (
    AccountRequest,
    make_accounts,
)
from casework.access.looked_after import (
    LookedAfter,
    accounts_of,
    is_of_others,
)
from casework.access.passwords import generated_password
from engine.access.roles import TITLES
from web.forms import FieldError, Form, text_of
from web.page import Alert, go_to, page
from web.sight import Seer, Work
from web.state import state_of

router = APIRouter()
_USER = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")
_LONGEST_TITLE = 120
_OF_OTHERS = (
    "Somebody in another district's file has this user name. Ask that district's "
    "administrator to make the account"
)


@router.get("/admin/users", response_class=HTMLResponse)
def show_users(request: Request, sight: Seer, context: Work) -> Response:
    """List the accounts that an administrator looks after."""
    found = accounts_of(context, sight)
    wanted = request.query_params.get("text", "").strip()[:100]
    listed = [each for each in found if _fits(each, wanted.casefold())]
    return page(
        request,
        "admin/users.html",
        title="Users",
        accounts=listed,
        all_of_them=len(found),
        text=wanted,
        titles=TITLES,
    )


def _fits(account: LookedAfter, wanted: str) -> bool:
    return wanted in account.user or wanted in account.title.casefold()


@router.get("/admin/new-user", response_class=HTMLResponse)
def ask_for_user(request: Request) -> Response:
    """Show the form for a new account."""
    return _new_page(request, "", "")


@router.post("/admin/new-user", response_class=HTMLResponse)
def add_user(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Make an account; its password is told once, and changed at the first sign-in."""
    user, title = text_of(form, "user").lower(), text_of(form, "title")
    errors = tuple(_against(user, title))
    if not errors and is_of_others(context, sight, user):
        errors = (FieldError("user", _OF_OTHERS),)
    if errors:
        return _new_page(request, user, title, *errors)
    password = generated_password() if state_of(request).settings.local_accounts else ""
    asked = AccountRequest(user=user, title=title, password=password)
    if not make_accounts(context, [asked], sight.user, sight.at):
        sentence = f"There is an account of ‘{user}’ already. Choose another user name"
        return _new_page(request, user, title, FieldError("user", sentence))
    if password:
        return password_page(request, user, title, password)
    sentence = f"{title} may sign in by the sign-on from now on."
    return go_to(request, "/admin/users", Alert(sentence=sentence))


def _against(user: str, title: str) -> list[FieldError]:
    errors = []
    if not _USER.fullmatch(user):
        sentence = "Enter a user name of small letters, digits, dots and hyphens"
        errors.append(FieldError("user", sentence))
    if not 0 < len(title) <= _LONGEST_TITLE:
        errors.append(
            FieldError("title", "Enter who it is, in 120 characters or fewer")
        )
    return errors


def _new_page(request: Request, user: str, title: str, *errors: FieldError) -> Response:
    return page(
        request,
        "admin/new_user.html",
        errors=errors,
        title="Add a user",
        user=user,
        who=title,
        local=state_of(request).settings.local_accounts,
    )


def password_page(request: Request, user: str, title: str, password: str) -> Response:
    """Show a password that was made: now, and never again."""
    return page(
        request,
        "admin/password.html",
        title=f"The password of {title}",
        user=user,
        password=password,
    )
