"""What an address names: asked about before its page, whichever page that is.

`admit` looks a page up in the table of who may, by the roles that somebody holds
anywhere. Here the very case, district or account is looked at that the address names:
the role has to be held there. A route that names anything else does not start, until
somebody has said here what guards it.
"""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus

from fastapi import HTTPException, Request

from casework.access.at_case import AtCase, come_to_case
from casework.access.looked_after import LookedAfter, account_of
from engine.advance.answers import reference_in
from web.api.versions import KEY, command_id
from web.sight import sight_of, whole_sight_of
from web.state import context_of
from web.who_may import WHO_MAY, Route, Rule, path_of, rule_of

Guard = Callable[[Request, str], None]
_ACCOUNT = "account"
_PLAIN = re.compile(r"[a-z0-9_]{1,60}")
_NAMED = re.compile(r"\{([a-z]+)\}")


def pass_gate(request: Request) -> None:
    """Let a request through to what its address names, or not.

    Raises:
        HTTPException: 404 where there is no such thing, or none for this person: the
            two look alike. 403 where they see it, and the page is for another role.
    """
    for name, value in request.path_params.items():
        guard = GUARDS.get(name)
        if guard is not None:
            guard(request, str(value))


def _at_case(request: Request, reference: str) -> None:
    rule = rule_of(request)
    if isinstance(rule, str):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    stands = come_to_case(
        context_of(request),
        whole_sight_of(request),
        reference_in(reference),
        rule,
        _part_of_case(request),
        command=_command_of(request),
    )
    if stands is AtCase.NOT_THERE:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if stands is AtCase.NOT_THEIRS:
        raise HTTPException(HTTPStatus.FORBIDDEN)


def _command_of(request: Request) -> str:
    """Name the command that a program sends, by the key that it gave; '' for none."""
    key = request.headers.get(KEY, "")
    sent = key and request.method == "POST" and path_of(request).startswith("/api/")
    return command_id(whole_sight_of(request), key) if sent else ""


def _part_of_case(request: Request) -> str:
    """Name what is shown of a case, or sent to it, as the audit says it."""
    before, _, rest = path_of(request).partition("{reference}")
    api = before.startswith("/api/")
    part = rest.strip("/") or ("case" if api else "summary")
    for name, value in request.path_params.items():
        plain = value if _PLAIN.fullmatch(str(value)) else "?"
        part = part.replace(f"{{{name}}}", plain)
    sent = "" if request.method == "GET" else " (sent)"
    return f"{'api: ' if api else ''}{part}{sent}"


def _at_district(request: Request, district: str) -> None:
    if district not in whole_sight_of(request).districts:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if district not in sight_of(request).districts:
        raise HTTPException(HTTPStatus.FORBIDDEN)


def _at_account(request: Request, user: str) -> None:
    found = account_of(context_of(request), sight_of(request), user)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    setattr(request.state, _ACCOUNT, found)


def account_at(request: Request) -> LookedAfter:
    """Give the account that the address of a page names."""
    found = getattr(request.state, _ACCOUNT)
    assert isinstance(found, LookedAfter)  # noqa: S101 - the gate has put it there
    return found


GUARDS: Mapping[str, Guard] = {
    "reference": _at_case,
    "district": _at_district,
    "user": _at_account,
}
"""What is asked of each thing that an address may name, by its name in the route."""
PARTS: Mapping[str, str] = {
    "event": "reference",
    "question": "reference",
    "clock": "reference",
    "change": "user",
    "cover": "district",
    "handover": "district",
    "agenda": "district",
    "worker": "district",
    "day": "district",
    "report": "district",
    "kind": "district",
    "upload": "district",
}
"""Other names: each is a part of something guarded, read only together with it."""
UNGUARDED: frozenset[Route] = frozenset(
    {
        ("GET", "/bulk/advance/{event}"),
        ("POST", "/bulk/advance/{event}"),
        ("POST", "/bulk/advance/{event}/do"),
    }
)
"""Routes whose event is of no one case: each ticked case is asked about by itself."""


def check_gate(rules: Mapping[Route, Rule] = WHO_MAY) -> None:
    """Refuse routes that name what no guard knows, or that are not for roles.

    Raises:
        RuntimeError: naming them.
    """
    wrong = [route for route, rule in rules.items() if not _is_guarded(route, rule)]
    if wrong:
        raise RuntimeError(
            "Say in web/gate.py what guards the things that these routes name, and in "
            f"web/who_may.py for which roles they are: {sorted(wrong)}."
        )


def _is_guarded(route: Route, rule: Rule) -> bool:
    names = set(_NAMED.findall(route[1]))
    if route in UNGUARDED or not names:
        return True
    known = (name in GUARDS or PARTS.get(name) in names for name in names)
    return not isinstance(rule, str) and all(known)
