"""Signing in by the council's own sign-on: OpenID Connect, one tenant, by authlib.

authlib checks the state, the nonce, the signature, the issuer and the time. What it has
to remember meanwhile is kept by the database, not by the browser.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from fastapi import Request
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from casework.access.attempts import keep_attempt, take_attempt
from casework.access.sign_in import SignedOn, sign_in_by_provider
from web.settings import Provider
from web.signing_in import Onward, onward_of
from web.state import state_of

BACK = "/sign-in/provider/back"
_COOKIE = "sign-in"
_PATIENCE = timedelta(minutes=15)


class SignOnError(Exception):
    """Somebody comes back whom the provider does not vouch for, here and now."""


def connect(provider: Provider) -> StarletteOAuth2App:
    """Make the client of a provider; it is asked nothing until somebody signs in."""
    made: StarletteOAuth2App = OAuth().register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.metadata_url,
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
        },
    )
    return made


async def start(
    request: Request, provider: StarletteOAuth2App, onward: Onward
) -> Response:
    """Send the browser to the provider.

    Raises:
        SignOnError: the provider can not be reached.
    """
    state = state_of(request)
    remembered: dict[str, Any] = {}
    request.scope["session"] = remembered
    back = urljoin(str(request.base_url), BACK)
    try:
        response: Response = await provider.authorize_redirect(request, back)
    except HTTPError as error:
        raise SignOnError from error
    content = {"session": remembered, "next": onward.path, "kept": onward.kept_json}
    token = await run_in_threadpool(
        keep_attempt, state.context, json.dumps(content), state.wall() + _PATIENCE
    )
    response.set_cookie(
        _COOKIE,
        token,
        max_age=int(_PATIENCE.total_seconds()),
        path=BACK,
        secure=state.settings.secure,
        httponly=True,
        samesite="lax",
    )
    return response


async def finish(
    request: Request, provider: StarletteOAuth2App
) -> tuple[str | None, Onward]:
    """Give the account of whoever comes back, None if there is none, and where to go.

    Raises:
        SignOnError: this browser has begun no sign-on, or too long ago; or the
            provider refuses, can not be reached, or sends what is not right.
    """
    state = state_of(request)
    token = request.cookies.get(_COOKIE, "")
    text = await run_in_threadpool(take_attempt, state.context, token, state.wall())
    if not text:
        raise SignOnError
    content = json.loads(text)
    request.scope["session"] = content["session"]
    try:
        said = await provider.authorize_access_token(request)  # type: ignore[no-untyped-call]
        who = read_claims(said["userinfo"])
    except (AuthlibBaseError, JoseError, HTTPError, KeyError) as error:
        raise SignOnError from error
    admitted = await run_in_threadpool(
        sign_in_by_provider, state.context, who, state.wall()
    )
    return (admitted.account if admitted else None), onward_of(content)


def read_claims(claims: Mapping[str, Any]) -> SignedOn:
    """Read who somebody is from the claims of a token that was checked.

    Entra ID's `oid` is the person in every application of the tenant; elsewhere `sub`
    is. An e-mail address is never who somebody is: it may pass to another. The user
    name only finds the account that an administrator has made, the first time.
    """
    return SignedOn(
        issuer=str(claims["iss"]),
        subject=str(claims.get("oid") or claims["sub"]),
        user=str(claims.get("preferred_username", "")).partition("@")[0],
        title=str(claims.get("name", "")),
    )
