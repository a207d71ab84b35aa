"""A board's papers: tagged so that all can read them, and redacted for members."""

from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from casework.meetings.pack import (
    BoardPack,
    PackCriterion,
    PackEvidence,
    PackFamily,
    PackPart,
    PackPerson,
)
from web.papers.board_pack import as_pdf

FAMILY = PackFamily(
    reference="MAI-0001",
    place="Profiled",
    since=date(2013, 1, 4),
    people=(
        PackPerson(name="Ann #Lee [x]", relationship="adult", age=38, address="1"),
    ),
    criteria=(
        PackCriterion(
            title="Work",
            evidence=(
                PackEvidence(source="*Job*", dated=date(2012, 11, 3), person="Ann"),
            ),
        ),
        PackCriterion(title="Education", evidence=()),
    ),
    parts=(PackPart(agency="Police", outcome="answered", note="$x_1$ \\ known"),),
    before=("Deferred on 3 January 2013 (minute 12)",),
    recommendation="Approve: 2 of 3 national criteria are met.",
    reasons=(),
)


def a_pack(*families: PackFamily, redacted: bool = False) -> BoardPack:
    return BoardPack(
        district="maidstone",
        title="Maidstone",
        board="Maidstone Project Board",
        meeting="PB/2013/01",
        held_on=date(2013, 1, 16),
        made_on=date(2013, 1, 10),
        redacted=redacted,
        numbers=(1,),
        families=families or (FAMILY,),
    )


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    second = FAMILY.__class__(**{**_fields(FAMILY), "reference": "MAI-0002"})
    return pikepdf.open(BytesIO(as_pdf(a_pack(FAMILY, second))))


def _fields(family: PackFamily) -> dict[str, Any]:
    return {name: getattr(family, name) for name in family.__slots__}


def tags(element: Any) -> list[str]:  # noqa: ANN401 - pikepdf's objects
    """Give the kinds of all elements below one, in reading order."""
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    found = [str(element.S)] if "/S" in element else []
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.extend(tags(kid))
    return found


def test_the_papers_say_that_they_are_pdf_ua(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == "Maidstone Project Board, PB/2013/01: papers"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang).startswith("en")


def test_headings_tables_and_lists_are_tagged(pdf: pikepdf.Pdf) -> None:
    found = tags(pdf.Root.StructTreeRoot)
    assert found.count("/H1") == 3  # the cover, and a page for each family
    assert found.count("/H2") >= 10
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/P", "/Link"} <= set(found)


def test_every_page_has_all_it_shows_in_its_tags(pdf: pikepdf.Pdf) -> None:
    """What is not a tag's is marked as an artefact: nothing is left in between."""
    for page in pdf.pages:
        assert page.Tabs == "/S"
        depth = 0
        for said in pikepdf.parse_content_stream(page):
            if str(said.operator) in {"BDC", "BMC"}:
                depth += 1
            elif str(said.operator) == "EMC":
                depth -= 1
            elif str(said.operator) in {"Tj", "TJ", "'", '"'}:
                assert depth, said


def test_a_family_has_a_page_to_itself_and_a_bookmark(pdf: pikepdf.Pdf) -> None:
    assert len(pdf.pages) == 3
    with pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    assert titles[1:] == ["MAI-0001", "MAI-0002"]


def test_all_letters_come_with_the_papers(pdf: pikepdf.Pdf) -> None:
    known = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
    fonts = [font for font in known if font.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
    assert all("Source" in str(font.FontName) for font in fonts)


def test_the_same_papers_are_the_same_bytes() -> None:
    assert as_pdf(a_pack()) == as_pdf(a_pack())


def test_what_people_typed_is_text_and_no_markup() -> None:
    assert as_pdf(a_pack())  # "#Lee [x]", "*Job*" and "$x_1$" would be a fault else


def test_redacted_papers_have_no_column_of_addresses() -> None:
    assert as_pdf(a_pack(redacted=True)) != as_pdf(a_pack())
