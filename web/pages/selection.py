"""Ticking cases, over as many pages of a list as one likes."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.ticked import MOST, tick, tick_all, ticked, untick_everything
from web.case_filters import address, query_of, read_filters, request_of
from web.forms import Form, texts_of
from web.page import Alert, go_to, page
from web.sight import Seer, Work

router = APIRouter()
_TICKED = "/cases/ticked"


@router.get(_TICKED, response_class=HTMLResponse)
def show_ticked(request: Request, sight: Seer, context: Work) -> Response:
    """Show the cases that are ticked, and what can be done with all of them."""
    references = ticked(context, sight)
    many = "case" if len(references) == 1 else "cases"
    title = f"{len(references)} {many} ticked"
    return page(request, "cases/ticked.html", title=title, references=references)


@router.post(_TICKED)
def tick_some(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Keep the ticks of one page of a list, and go back to it."""
    shown, picked = texts_of(form, "shown"), texts_of(form, "case")
    tick(context, sight, picked[:MOST], shown[:MOST])
    back = _list(form)
    total = len(ticked(context, sight))
    if not total:
        return go_to(
            request, back, Alert(sentence="No case is ticked.", kind="warning")
        )
    return go_to(request, back, _alert(total))


@router.post(f"{_TICKED}/all")
def tick_every(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Tick every case of a list, on all its pages."""
    filters = read_filters(form)
    tick_all(context, sight, request_of(filters))
    return go_to(request, _list(form), _alert(len(ticked(context, sight))))


@router.post(f"{_TICKED}/off")
def tick_off(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Take the tick of one case away, and stay with the others."""
    tick(context, sight, (), texts_of(form, "case"))
    return go_to(request, _TICKED)


@router.post(f"{_TICKED}/clear")
def untick(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Take every tick away."""
    untick_everything(context, sight)
    done = Alert(sentence="No case is ticked any more.", kind="information")
    return go_to(request, _list(form), done)


def _list(form: Form) -> str:
    """Give the address of the list that a form came from."""
    filters = read_filters(form)
    query = query_of(filters)
    return f"/cases?{query}" if query else address(filters)


def _alert(total: int) -> Alert:
    many = "case is" if total == 1 else "cases are"
    return Alert(
        sentence=f"{total} {many} ticked.",
        kind="information",
        href=_TICKED,
        link="Go on with them",
    )
