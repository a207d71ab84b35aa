"""A council's sign-on for tests: OpenID Connect on loopback, with real signatures."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Form, HTTPException
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import RedirectResponse

from tests.builders.served import served
from web.settings import Provider

CLIENT, SECRET = "cases", "shared secret of the test"
LONG_AGO, FAR_AHEAD = 1_500_000_000, 4_000_000_000


@dataclass
class SignOn:
    """The provider: whom it vouches for next, and how it may lie."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048))
    signs_with: RSAKey | None = None
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def provider(self) -> Provider:
        """How the pages are told of it."""
        return Provider(
            metadata_url=f"{self.address}/.well-known/openid-configuration",
            client_id=CLIENT,
            client_secret=SECRET,
        )

    def configuration(self) -> dict[str, Any]:
        """Give what it publishes of itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self) -> str:
        """Give the signed token for the one who was asked about last."""
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": LONG_AGO,
            "exp": FAR_AHEAD,
            "nonce": self.asked["nonce"],
            "sub": "subject-1",
        }
        key = self.signs_with or self.key
        header = {"alg": "RS256", "kid": self.key.thumbprint()}
        return jwt.encode(header, claims | self.claims, key)


@contextmanager
def a_sign_on() -> Iterator[SignOn]:
    """Run a provider on loopback, for the length of a test."""
    sign_on = SignOn()
    with served(_app(sign_on)) as sign_on.address:
        yield sign_on


def _app(sign_on: SignOn) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/.well-known/openid-configuration")
    def configuration() -> dict[str, Any]:
        return sign_on.configuration()

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        public = sign_on.key.as_dict(private=False, kid=sign_on.key.thumbprint())
        return {"keys": [public]}

    @app.get("/authorize", response_class=RedirectResponse)
    def authorize(
        redirect_uri: str, state: str, nonce: str, code_challenge: str
    ) -> str:
        sign_on.asked = {"nonce": nonce, "challenge": code_challenge}
        query = urlencode({"code": "one-time", "state": state})
        return f"{redirect_uri}?{query}"

    @app.post("/token")
    def token(
        code: Annotated[str, Form()], code_verifier: Annotated[str, Form()]
    ) -> dict[str, Any]:
        if code != "one-time" or _sum_of(code_verifier) != sign_on.asked["challenge"]:
            raise HTTPException(400)
        return {"access_token": "", "token_type": "Bearer", "id_token": sign_on.token()}

    return app


def _sum_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
