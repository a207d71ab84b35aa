"""Districts: their particulars, and the pathway that their families take."""

from fastapi import APIRouter, Request
from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from casework.reading.district_page import look_at_districts
from casework.reading.merged_pathway import merged_pathway
from web.here import At, choices
from web.page import not_found, page
from web.sight import Seer, Work
from web.state import state_of

router = APIRouter()
_CLASSES = {
    "h2": "govuk-heading-l",
    "h3": "govuk-heading-m",
    "h4": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
}
_LOWEST = 5


@router.get("/admin/districts", response_class=HTMLResponse)
def show_districts(request: Request, sight: Seer, context: Work) -> Response:
    """List the districts that somebody looks after."""
    districts = look_at_districts(context, sight, choices(request, context, sight))
    return page(request, "admin/districts.html", title="Districts", districts=districts)


@router.get("/admin/districts/{district}", response_class=HTMLResponse)
def show_district(at: At) -> Response:
    """Show a district as its file says it is."""
    (found,) = look_at_districts(at.context, at.sight, [at.district]) or not_found()
    title = found.district.title
    return page(at.request, "admin/district.html", title=title, found=found)


@router.get("/admin/districts/{district}/pathway", response_class=HTMLResponse)
def show_pathway(at: At) -> Response:
    """Show a district's pathway, and how it differs from the common one."""
    workflows = state_of(at.request).settings.workflows
    found = merged_pathway(at.context, at.sight, at.district, workflows) or not_found()
    return page(
        at.request,
        "admin/pathway.html",
        title=f"The pathway of {found.district_title}",
        found=found,
        words=as_html(found.words),
    )


def as_html(markdown: str) -> Markup:
    """Write our own Markdown as HTML, its headings a step lower; no HTML gets through.

    Args:
        markdown: headings, paragraphs and lists.
    """
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.tag.startswith("h") and token.tag[1:].isdecimal():
            token.tag = f"h{min(int(token.tag[1:]) + 1, _LOWEST)}"
        if token.nesting == 1 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704
