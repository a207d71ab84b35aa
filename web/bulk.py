"""What every page of many cases at once has: a verdict for each, and a result."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from casework.advance_case import new_command_id
from casework.bulk import (
    MOST,
    BulkAdvance,
    BulkAllocation,
    BulkLine,
    BulkRequest,
    do_many,
    try_many,
)
from casework.context import Context
from casework.ticked import tick, ticked
from engine.access.sight import Sight
from web.forms import Form, text_of, texts_of
from web.page import go_to, not_found, page

_TICKED = "/cases/ticked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Bulk:
    """What the page of a bulk action shows besides its lines.

    `back` is where it was asked, `said` what was answered, as labels and words, and
    `kept` the same as names and values, for the form that does it.
    """

    title: str
    back: str
    said: Sequence[tuple[str, str]]
    kept: Sequence[tuple[str, str]]


def bulk_request(
    context: Context, sight: Sight, step: BulkAdvance | BulkAllocation
) -> BulkRequest:
    """Ask for a step with the cases that are ticked, as many as are done at once."""
    references = ticked(context, sight)[:MOST]
    return BulkRequest(id=new_command_id(), references=references, step=step)


def bulk_sent(sent: Form, step: BulkAdvance | BulkAllocation) -> BulkRequest:
    """Read what was looked at: those cases, under that id."""
    command = text_of(sent, "command")[:64] or not_found()
    return BulkRequest(id=command, references=texts_of(sent, "case"), step=step)


def preview_page(
    request: Request, context: Context, sight: Sight, asked: BulkRequest, bulk: Bulk
) -> Response:
    """Show what would become of each case, before anything is done."""
    lines = try_many(context, sight, asked)
    can = [line for line in lines if line.done]
    return page(
        request,
        "bulk/preview.html",
        title=f"{bulk.title}: {len(can)} of {len(lines)} can be done",
        bulk=bulk,
        lines=lines,
        can=can,
        command=asked.id,
    )


def result_page(
    request: Request, context: Context, sight: Sight, asked: BulkRequest
) -> Response:
    """Say what became of each; those that are done are no longer ticked."""
    if not asked.references:
        return go_to(request, _TICKED)
    lines: tuple[BulkLine, ...] = do_many(context, sight, asked)
    done = [line.reference for line in lines if line.done]
    tick(context, sight, (), done)
    title = f"{len(done)} of {len(lines)} done"
    return page(request, "bulk/result.html", title=title, lines=lines, done=done)
