"""Opening families from a list: sent, checked, opened once, and what came of it."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.intake.columns import COLUMNS, IS_CHILD
from casework.intake.family_list import ListFaults
from casework.opening.look import ListLook
from casework.opening.uploads import (
    KeptLook,
    keep_list,
    kept_lists,
    look_at_kept,
    open_kept,
    throw_away,
)
from casework.reading.district_titles import district_titles
from engine.advance.refusal import Refusal
from web.downloads.answer import file_answer
from web.downloads.csv_file import as_csv
from web.downloads.sheet import Sheet
from web.forms import FieldError, Form, upload_of
from web.here import At, Here, choose_district
from web.page import Alert, go_to, page
from web.sight import Seer, Work

router = APIRouter()
_PAGES = "/open-families"
_DISTRICT = f"{_PAGES}/{{district}}"
_LIST = f"{_DISTRICT}/list/{{upload}}"
_TITLE = "Open families from a list"
_MOST_FAULTS = 200
_GONE = "That list is not kept any more. Upload it again; no family is opened twice."
Wrong = ListFaults | Refusal


@router.get(_PAGES, response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the page of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, _TITLE)


@router.get(_DISTRICT, response_class=HTMLResponse)
def ask_for_list(at: At) -> Response:
    """Show the form for a list, and the lists that wait to be opened."""
    return _upload_page(at)


@router.get(f"{_DISTRICT}/columns")
def take_columns(at: At) -> Response:
    """Give an empty list with its columns, to be filled in."""
    sheet = Sheet(name="families", title="Families", columns=COLUMNS, rows=())
    name = f"families-of-{at.district.replace('_', '-')}.csv"
    return file_answer(as_csv(sheet), name, "text/csv; charset=utf-8")


@router.post(_DISTRICT, response_class=HTMLResponse)
def take_list(at: At, form: Form) -> Response:
    """Check a list that is sent and keep it for its check page, or name its faults."""
    sent = upload_of(form, "list")
    if sent is None:
        return _upload_page(at, FieldError("list", "Choose the file of the list"))
    found = keep_list(
        at.context, at.sight, at.district, sent.filename or "", sent.file.read()
    )
    if not isinstance(found, ListLook):
        return _wrong_page(at, found)
    return go_to(at.request, _place(at, found.content_hash))


@router.get(_LIST, response_class=HTMLResponse)
def check_list(at: At, upload: str) -> Response:
    """Show what a list holds, what opening it would do, and what it has opened."""
    found = look_at_kept(at.context, at.sight, at.district, upload)
    if found is None:
        return _gone(at)
    if not isinstance(found, KeptLook):
        return _wrong_page(at, found)
    return page(
        at.request,
        "opening/check.html",
        title=_title(found.look),
        kept=found.kept,
        look=found.look,
        place=_place(at, upload),
        start=_place(at),
    )


@router.post(_LIST, response_class=HTMLResponse)
def open_list(at: At, upload: str) -> Response:
    """Open the families of a list that are not open yet: all of them, or none."""
    done = open_kept(at.context, at.sight, at.district, upload)
    if done is None:
        return _gone(at)
    if isinstance(done, ListFaults | Refusal):
        return _wrong_page(at, done)
    return go_to(at.request, _place(at, upload))


@router.post(f"{_LIST}/drop")
def drop_list(at: At, upload: str) -> Response:
    """Throw a list away that was sent."""
    throw_away(at.context, at.sight, at.district, upload)
    sentence = "The list is thrown away. No family was opened or closed by that."
    return go_to(at.request, _place(at), Alert(sentence=sentence, kind="information"))


def _place(at: Here, content_hash: str = "") -> str:
    district = _DISTRICT.format(district=at.district)
    return f"{district}/list/{content_hash}" if content_hash else district


def _gone(at: Here) -> Response:
    return go_to(at.request, _place(at), Alert(sentence=_GONE, kind="warning"))


def _title(look: ListLook) -> str:
    if look.to_open:
        return "Check the list before its families are opened"
    if look.opened.count:
        return f"{_families(look.opened.count)} opened from the list"
    return "Every family of the list was open already"


def _families(count: int) -> str:
    return "1 family was" if count == 1 else f"{count:,} families were"


def _wrong_page(at: Here, wrong: Wrong) -> Response:
    faults = wrong if isinstance(wrong, ListFaults) else None
    return _upload_page(at, *_errors(wrong), wrong=faults)


def _errors(wrong: Wrong) -> Iterator[FieldError]:
    """Give what keeps a list from being opened, for the top of the page."""
    if isinstance(wrong, Refusal):
        yield from (FieldError("", sentence) for sentence in wrong.sentences())
        return
    count = len(wrong.faults)
    many = "1 fault" if count == 1 else f"{count:,} faults"
    sentence = f"The list has {many}: nothing was saved. Correct it and upload it again"
    yield FieldError("list", sentence)


def _upload_page(
    at: Here, *errors: FieldError, wrong: ListFaults | None = None
) -> Response:
    titles = district_titles(at.context, (at.district,))
    return page(
        at.request,
        "opening/upload.html",
        errors=errors,
        title=_TITLE,
        district=titles[at.district],
        place=_place(at),
        kept=kept_lists(at.context, at.sight, at.district),
        relationships=IS_CHILD,
        wrong=wrong,
        most_faults=_MOST_FAULTS,
    )
