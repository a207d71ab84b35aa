"""What stands before every page: headers, foreign forms, and faults that leak nothing.

Plain ASGI, so that nothing is copied or buffered on the way.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    CustomHeader,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from secure.middleware import SecureASGIMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.assets_served import UNDER
from web.settings import WebSettings

log = logging.getLogger(__name__)
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_TEMPLATE_SCRIPT = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"
"""GOV.UK Frontend's published sum of the one script in the head of its template."""
_YEAR = 365 * 24 * 60 * 60

AnswerTo = Callable[[Request, int], Response]


def add_guards(app: FastAPI, settings: WebSettings, answer: AnswerTo) -> None:
    """Put the guards before an application, the last one added outermost."""
    app.add_middleware(OwnFormsOnly, settings=settings, answer=answer)
    app.add_middleware(NotTooLarge, most=settings.upload_bytes, answer=answer)
    app.add_middleware(NoLeaks, answer=answer)
    app.add_middleware(NotKept)
    app.add_middleware(SecureASGIMiddleware, secure=headers_of(settings))


def headers_of(settings: WebSettings) -> Secure:
    """Give the headers of every answer: scripts and styles are ours alone."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'", _TEMPLATE_SCRIPT)
        .style_src("'self'")
        .img_src("'self'")
        .font_src("'self'")
        .connect_src("'self'")
        .manifest_src("'self'")
        .form_action("'self'", *_sign_on(settings))
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )
    https = StrictTransportSecurity().max_age(_YEAR) if settings.secure else None
    return Secure(
        csp=policy,
        hsts=https,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        custom=[CustomHeader("X-Robots-Tag", "noindex, nofollow")],
        permissions=PermissionsPolicy().camera().geolocation().microphone(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
    )


def _sign_on(settings: WebSettings) -> tuple[str, ...]:
    """Signing in by the sign-on starts with a form, and leads to its address."""
    if settings.provider is None:
        return ()
    address = urlsplit(settings.provider.metadata_url)
    return (f"{address.scheme}://{address.netloc}",)


class NotKept:
    """Tells browsers and proxies to keep nothing but the assets."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what is guarded."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and add the header."""

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        is_page = scope["type"] == "http" and not scope["path"].startswith(UNDER)
        await self._app(scope, receive, send_on if is_page else send)


class NotTooLarge:
    """Refuses what is larger than may be sent, before it is read.

    Starlette's own limit answers with bare text in place of any page.
    """

    def __init__(self, app: ASGIApp, *, most: int, answer: AnswerTo) -> None:
        """Take what is guarded, the most bytes of a body, and how to refuse."""
        self._app = app
        self._most = most
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it as soon as it is known to be too large."""
        if scope["type"] == "http" and _announced(scope) > self._most:
            response = self._answer(Request(scope), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            await response(scope, receive, send)
            return
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, receive_some, send)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0


class OwnFormsOnly:
    """Refuses what another site makes a browser send here.

    Browsers say where a request comes from: in `Sec-Fetch-Site`, and older ones in
    `Origin`. One that carries our cookie and says neither is no browser we know.
    Source: the rule of Go 1.25's CrossOriginProtection, stricter in that last case.
    """

    def __init__(
        self, app: ASGIApp, *, settings: WebSettings, answer: AnswerTo
    ) -> None:
        """Take what is guarded, and how a refusal is answered."""
        self._app = app
        self._settings = settings
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http" or self._is_ours(Request(scope)):
            await self._app(scope, receive, send)
        else:
            response = self._answer(Request(scope), 403)
            await response(scope, receive, send)

    def _is_ours(self, request: Request) -> bool:
        if request.method in _HARMLESS:
            return True
        said = comes_from_us(request.headers)
        return (
            said if said is not None else self._settings.cookie not in request.cookies
        )


def comes_from_us(headers: Headers) -> bool | None:
    """Say whether a request's headers name our own site; None when they name none."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in {"same-origin", "none"}
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host")
    return None


class NoLeaks:
    """Answers a fault of the program with a page that says nothing of it.

    The log has the kind of fault and the place, never its message: that may hold what
    somebody typed.
    """

    def __init__(self, app: ASGIApp, *, answer: AnswerTo) -> None:
        """Take what is guarded, and how a fault is answered."""
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens."""
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:
            log.error("%s %s: %s", scope.get("method"), _route(scope), _place(error))  # noqa: TRY400 - no message in the log
            if begun or scope["type"] != "http":
                raise
            response = self._answer(Request(scope), 500)
            await response(scope, receive, send)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "(no route)"))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    place = f"{code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__} in {code.co_name}, {place}"
