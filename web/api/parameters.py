"""Parameters of an address: one that is not known is told, not passed over.

Whoever misspells `district` would otherwise get an answer about all of them.
"""

from collections.abc import Iterator
from http import HTTPStatus

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from web.api.problems import ProblemError, ProblemReason


def only_known(request: Request) -> None:
    """Refuse a request whose address has a parameter that its route does not know.

    Raises:
        ProblemError: 422, with a reason for each.
    """
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    known = sorted(_names(route.dependant))
    listed = f"There are: {', '.join(known)}." if known else "There are none."
    reasons = tuple(
        ProblemReason(
            why="request",
            sentence=f"There is no such parameter here. {listed}",
            about=f"query.{name}",
        )
        for name in dict.fromkeys(request.query_params)
        if name not in known
    )
    if reasons:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, reasons)


def _names(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        fields = getattr(field.field_info.annotation, "model_fields", None)
        yield from fields or (field.alias,)
    for each in dependant.dependencies:
        yield from _names(each)


KNOWN_ALONE = [Depends(only_known)]
"""The dependency of every router of the API."""
