"""Pages of one district: which there are for somebody, and whether this is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response

from casework.context import Context
from casework.reading.district_titles import district_titles
from engine.access.roles import Access
from engine.access.sight import Sight
from web.page import page
from web.sight import Seer, Work
from web.who_may import rule_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """A request for a page of one district, by somebody who may have it there."""

    request: Request
    district: str
    sight: Sight
    context: Context


def look_here(request: Request, district: str, sight: Seer, context: Work) -> Here:
    """Give the page its district; the gate has seen to it that it may be had there."""
    return Here(request=request, district=district, sight=sight, context=context)


At = Annotated[Here, Depends(look_here)]
"""A page's parameter: the request, its district, who asks, and the context."""


def choices(request: Request, context: Context, sight: Sight) -> dict[str, str]:
    """Give the districts of which somebody gets this page: titles by id."""
    rule = rule_of(request)
    wanted: Iterable[Access] = rule if isinstance(rule, frozenset) else Access
    return district_titles(context, sight.districts_as(wanted))


def choose_district(
    request: Request, context: Context, sight: Sight, title: str
) -> Response:
    """Go to this page of somebody's only district, or let them choose one.

    Args:
        request: for a page such as `/reports`; its districts' lie below it.
        context: the database.
        sight: who asks.
        title: of the page.
    """
    of, districts = request.url.path, choices(request, context, sight)
    if len(districts) == 1:
        return RedirectResponse(f"{of}/{next(iter(districts))}", status_code=303)
    return page(
        request, "choose_district.html", title=title, of=of, districts=districts
    )
