"""Lists of cases that are kept under a name, and shared with the district."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.saved_lists import SavedLine, remove_list, save_list, saved_lists
from web.case_filters import Filters, pairs_of, query_of, read_filters
from web.forms import FieldError, Form, text_of
from web.page import Alert, go_to, page
from web.sight import Seer, Work

router = APIRouter()
_LISTS = "/cases/lists"


@router.get(_LISTS, response_class=HTMLResponse)
def show_lists(request: Request, sight: Seer, context: Work) -> Response:
    """Show the lists there are, and keep another one."""
    filters = read_filters(request.query_params)
    return _page(request, saved_lists(context, sight), filters)


@router.post(_LISTS, response_class=HTMLResponse)
def keep(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Keep the list that somebody is looking at."""
    title, filters = text_of(form, "title"), read_filters(form)
    query = query_of(replace(filters, after="", before="", page=1))
    shared = text_of(form, "shared") == "yes"
    why = save_list(
        context, sight, title, query, shared=shared, district=filters.district
    )
    if why:
        wrong = FieldError("title", why)
        saved = saved_lists(context, sight)
        return _page(request, saved, filters, wrong, typed=title, shared=shared)
    who = "for you and your district" if shared else "for you"
    done = Alert(sentence=f"The list '{title}' is kept {who}.", kind="success")
    return go_to(request, f"/cases?{query}", done)


@router.post(f"{_LISTS}/remove")
def remove(request: Request, sight: Seer, context: Work, form: Form) -> Response:
    """Remove a list of one's own."""
    district, list_id = text_of(form, "district"), text_of(form, "id")
    removed = remove_list(context, sight, district, list_id)
    sentence = "The list was removed." if removed else "That list was gone already."
    return go_to(request, _LISTS, Alert(sentence=sentence, kind="information"))


def _page(
    request: Request,
    saved: tuple[SavedLine, ...],
    filters: Filters,
    *errors: FieldError,
    typed: str = "",
    shared: bool = False,
) -> Response:
    return page(
        request,
        "cases/lists.html",
        errors=errors,
        title="Lists of cases",
        saved=saved,
        filters=filters,
        pairs=pairs_of(filters),
        typed=typed,
        shared=shared,
    )
