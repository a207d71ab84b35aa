"""Who asks: the person behind a request, and what they see.

People sign in; programs of theirs send an access token. `admit` runs before every page
of the application. It looks the page up in the one table of `who_may.py`; whoever may
not have it gets no further.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from casework.access.sessions import SignedIn, find_session
from casework.context import Context
from engine.access.roles import Access
from engine.access.sight import Sight
from web.bearer import sends_token, sight_by_token
from web.state import context_of, state_of
from web.who_may import ANYONE, Rule, rule_of

_KEPT = "signed_in"
_SEEN = "sight"
CHANGE_PASSWORD = "/account/password"  # noqa: S105 - an address
_UNCHANGED_MAY = frozenset({CHANGE_PASSWORD, "/sign-out"})


class SignInNeededError(Exception):
    """Nobody is signed in, or no longer; the answer is the page to sign in."""


class PasswordChangeNeededError(Exception):
    """The password was given by somebody else, and has to be changed first."""


def admit(request: Request) -> None:
    """Let a request through to its page, or not.

    Raises:
        SignInNeededError: the page is for people who have signed in.
        PasswordChangeNeededError: they still have a password that another one made.
        ProblemError: the token that was sent does not count, or may only read.
        HTTPException: 403, they hold no role that the page is for.
    """
    rule = rule_of(request)
    if rule is ANYONE:
        return
    token = sends_token(request)
    sight = sight_by_token(request) if token else _sight_by_session(request)
    setattr(request.state, _SEEN, sight)
    if not _fits(rule, sight):
        raise HTTPException(403)


def _sight_by_session(request: Request) -> Sight:
    found = _find(request)
    if found is None:
        raise SignInNeededError
    setattr(request.state, _KEPT, found)
    if found.must_change and request.url.path not in _UNCHANGED_MAY:
        raise PasswordChangeNeededError
    return found.sight


def _fits(rule: Rule, sight: Sight) -> bool:
    return isinstance(rule, str) or sight.holds(rule)


def _find(request: Request) -> SignedIn | None:
    state = state_of(request)
    token = request.cookies.get(state.settings.cookie, "")
    if not token:
        return None
    limits = state.settings.idle, state.settings.longest
    return find_session(state.context, token, state.wall(), limits)


def signed_in(request: Request) -> SignedIn | None:
    """Give who is signed in, with their session; None on pages for anyone."""
    found = getattr(request.state, _KEPT, None)
    return found if isinstance(found, SignedIn) else None


def look_who_it_is(request: Request) -> SignedIn | None:
    """Give who is signed in even on a page that is for anyone, such as `/sign-in`."""
    found = signed_in(request) or _find(request)
    setattr(request.state, _KEPT, found)
    return found


def whole_sight_of(request: Request) -> Sight:
    """Give all that whoever asks sees, by a session or by a token.

    Raises:
        SignInNeededError: nobody is signed in.
    """
    sight = getattr(request.state, _SEEN, None)
    if not isinstance(sight, Sight):
        raise SignInNeededError
    return sight


def sight_of(request: Request) -> Sight:
    """Give what whoever asks sees on this page.

    `admit` lets everybody through who holds a role of the page anywhere. What they
    are given is their sight of the districts in which they hold it, and of no other.

    Raises:
        SignInNeededError: nobody is signed in.
    """
    sight, rule = whole_sight_of(request), rule_of(request)
    return sight if isinstance(rule, str) else sight.where_held(rule)


def forget_alert(request: Request) -> None:
    """Note that the alert of a session was shown."""
    found = signed_in(request)
    if found is not None:
        setattr(request.state, _KEPT, replace(found, alert=None))


Seer = Annotated[Sight, Depends(sight_of)]
"""A page's parameter: what the signed-in person sees on it. Hand it to casework."""
Work = Annotated[Context, Depends(context_of)]
"""A page's parameter: the context that use cases work with."""

__all__ = [
    "Access",
    "PasswordChangeNeededError",
    "Seer",
    "SignInNeededError",
    "Work",
    "admit",
    "look_who_it_is",
    "sight_of",
    "signed_in",
    "whole_sight_of",
]
