"""One user: their roles and sessions, and what an administrator changes of them.

A post comes from a district's file, and is changed there. Here roles are granted
beside it, and accounts are closed and opened.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from casework.access.accounts import (
    GrantRequest,
    grant,
    new_password,
    set_active,
    take_away,
)
from casework.access.looked_after import (
    ADMINISTERS,
    LookedAfter,
    revoke_sessions,
    sessions_of,
)
from casework.access.tokens import end_token, list_tokens
from casework.context import Context
from casework.reading.district_titles import district_titles
from engine.access.roles import TITLES, Access
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.forms import FieldError, Form, text_of
from web.gate import account_at
from web.page import Alert, go_to, not_found, page
from web.pages.admin_users import password_page
from web.sight import Seer, Work
from web.state import state_of

router = APIRouter()
_CHANGES = {
    "password": (
        "Give {} a new password?",
        (
            "The old one stops working, and every session and access token of theirs "
            "ends. The new one is shown once, for you to tell them; they change it "
            "when they sign in."
        ),
        "Give a new password",
    ),
    "close": (
        "Close the account of {}?",
        (
            "They are signed out everywhere, and can not sign in; their access tokens "
            "end. Nothing that they did is lost, and you can open the account again."
        ),
        "Close the account",
    ),
    "sessions": (
        "Sign {} out everywhere?",
        (
            "Every session of theirs ends, and what they have not sent is lost. They "
            "can sign in again."
        ),
        "Sign out everywhere",
    ),
}
"""What is asked before: the title, what it means, and the button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A request about an account that the one who asks looks after."""

    request: Request
    context: Context
    sight: Sight
    it: LookedAfter

    @property
    def own(self) -> bool:
        """Whether it is the account of whoever asks: others change that one."""
        return self.it.user == self.sight.user

    def go(self, sentence: str, kind: str = "success") -> Response:
        """Go back to the page of the account, and say what was done."""
        alert = Alert(sentence=sentence, kind=kind)
        return go_to(self.request, f"/admin/users/{self.it.user}", alert)


def _look_up(request: Request, sight: Seer, context: Work) -> Account:
    it = account_at(request)
    return Account(request=request, context=context, sight=sight, it=it)


Found = Annotated[Account, Depends(_look_up)]


@router.get("/admin/users/{user}", response_class=HTMLResponse)
def show_user(account: Found) -> Response:
    """Show one account: its roles, its sessions, and what can be done with it."""
    return _user_page(account)


@router.get("/admin/users/{user}/{change}", response_class=HTMLResponse)
def ask_before(account: Found, change: str) -> Response:
    """Ask whether it is meant: what follows can not be taken back."""
    if change not in _CHANGES or account.own:
        not_found()
    title, told, button = _CHANGES[change]
    return page(
        account.request,
        "admin/confirm.html",
        title=title.format(account.it.title),
        told=told,
        button=button,
        back=f"/admin/users/{account.it.user}",
        action=f"/admin/users/{account.it.user}/{change}",
    )


@router.post("/admin/users/{user}/password", response_class=HTMLResponse)
def give_password(account: Found) -> Response:
    """Give a new password, which is told once."""
    _must_be_another(account)
    by, at = account.sight.user, account.sight.at
    password = new_password(account.context, account.it.user, by, at) or not_found()
    it = account.it
    return password_page(account.request, it.user, it.title, password)


@router.post("/admin/users/{user}/close")
def close(account: Found) -> Response:
    """Close an account."""
    _must_be_another(account)
    _set_active(account, active=False)
    return account.go(f"The account of {account.it.title} is closed.")


@router.post("/admin/users/{user}/open")
def open_again(account: Found) -> Response:
    """Open an account that was closed."""
    _set_active(account, active=True)
    return account.go(f"The account of {account.it.title} is open again.")


@router.post("/admin/users/{user}/sessions")
def sign_out_everywhere(account: Found) -> Response:
    """End every session of an account."""
    _must_be_another(account)
    ended = revoke_sessions(account.context, account.it, account.sight.at)
    said = "1 session was ended." if ended == 1 else f"{ended} sessions were ended."
    return account.go(said)


@router.post("/admin/users/{user}/tokens/end")
def end_one_token(account: Found, form: Form) -> Response:
    """End an access token of an account at once."""
    _must_be_another(account)
    by, at = account.sight.user, account.sight.at
    name = end_token(account.context, account.it.user, text_of(form, "number"), by, at)
    if name is None:
        return account.go("That token had ended already.", "information")
    return account.go(f"The token ‘{name}’ was ended.")


@router.post("/admin/users/{user}/grant", response_class=HTMLResponse)
def give_role(account: Found, form: Form) -> Response:
    """Give somebody a role in a district that the administrator looks after."""
    _must_be_another(account)
    asked = _role_in(account, form)
    if asked is None:
        wrong = FieldError("access", "Choose a district and a role")
        return _user_page(account, wrong)
    by, at = account.sight.user, account.sight.at
    against = grant(account.context, asked, by, at)
    if against:
        return _user_page(account, FieldError("access", against))
    return account.go(f"{account.it.title} is now: {TITLES[asked.access].lower()}.")


@router.post("/admin/users/{user}/take-away")
def take_role_away(account: Found, form: Form) -> Response:
    """Take a role away that was granted."""
    _must_be_another(account)
    asked = _role_in(account, form) or not_found()
    by, at = account.sight.user, account.sight.at
    gone = take_away(account.context, asked, by, at)
    title = TITLES[asked.access].lower()
    said = f"{account.it.title} is no longer: {title}." if gone else "It was gone."
    return account.go(said)


def _must_be_another(account: Account) -> None:
    """Nobody gives themselves a role, or locks themselves out."""
    if account.own:
        not_found()


def _set_active(account: Account, *, active: bool) -> None:
    by, at = account.sight.user, account.sight.at
    set_active(account.context, account.it.user, by, at, active=active)


def _role_in(account: Account, form: Form) -> GrantRequest | None:
    district, access = text_of(form, "district"), text_of(form, "access")
    mine = account.sight.districts_as(ADMINISTERS)
    if district not in mine or access not in set(Access):
        return None
    return GrantRequest(user=account.it.user, district=district, access=Access(access))


def _user_page(account: Account, *errors: FieldError) -> Response:
    settings = state_of(account.request).settings
    limits = settings.idle, settings.longest
    mine = account.sight.districts_as(ADMINISTERS)
    tokens = list_tokens(account.context, account.it.user, account.sight.at)
    return page(
        account.request,
        "admin/user.html",
        errors=errors,
        title=account.it.title,
        account=account.it,
        own=account.own,
        sessions=sessions_of(account.context, account.it, account.sight.at, limits),
        tokens=() if isinstance(tokens, Refusal) else tokens,
        districts=district_titles(account.context, mine),
        titles=TITLES,
        local=settings.local_accounts,
    )
