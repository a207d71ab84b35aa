"""A board's papers as tagged PDF/UA: a page for each family, marked on every page.

Typst refuses to write what the standard does not allow, so that a pack is either
accessible or there is none. The same papers give the same bytes.
"""

import json
from datetime import UTC, datetime, time
from importlib.resources import as_file, files
from typing import Any

import typst

from casework.meetings.pack import BoardPack, PackCriterion, PackFamily
from engine.local_time import day_in_words

_TEMPLATE = files("web.papers") / "board_pack.typ"
_FONTS = files("font_source_sans_pro") / "files"
_ADVICE = (
    "The recommendations are worked out from the evidence on file. The decision is the "
    "board's."
)
_FULL_NOTE = (
    "These papers name the families and where they live. They are for members who "
    "need that to decide. Do not copy them or send them on; hand them back after the "
    "meeting."
)
_REDACTED_NOTE = (
    "Names and addresses are left out. Free text was searched for the families' own "
    "names; read it before you pass it on, for it may tell of somebody else."
)


def as_pdf(pack: BoardPack) -> bytes:
    """Write a pack as PDF/UA-1.

    Raises:
        RuntimeError: the papers can not be written so that all can read them.
    """
    content = json.dumps(_content(pack), ensure_ascii=False)
    with as_file(_TEMPLATE) as template, as_file(_FONTS) as fonts:
        return typst.compile(
            template,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"pack": content},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(pack.made_on, time(), UTC),
        )


def _content(pack: BoardPack) -> dict[str, Any]:
    kind = "redacted papers for members" if pack.redacted else "papers"
    day = day_in_words(pack.held_on)
    wide = ("Name", "Relationship", "Age", "Address")
    return {
        "title": f"{pack.board}, {pack.meeting}: {kind}",
        "author": pack.title,
        "subtitle": f"For the meeting of {day}",
        "foot": f"{pack.meeting}, {day}",
        "lines": [
            _REDACTED_NOTE if pack.redacted else _FULL_NOTE,
            f"Made on {day_in_words(pack.made_on)} from the case files of that day.",
            _ADVICE,
        ],
        "people_head": wide[:3] if pack.redacted else wide,
        "people_columns": ["wide", "", ""] if pack.redacted else ["", "", "", "wide"],
        "families": [_family(pack, family) for family in pack.families],
    }


def _family(pack: BoardPack, family: PackFamily) -> dict[str, Any]:
    people = ((p.name, p.relationship, str(p.age), p.address) for p in family.people)
    return {
        "reference": family.reference,
        "standing": f"{family.place}, since {day_in_words(family.since)}.",
        "recommendation": family.recommendation,
        "reasons": family.reasons,
        "before": family.before,
        "criteria": [
            (each.title, "Yes" if each.met else "No", _evidence(each))
            for each in family.criteria
        ],
        "people": [line[:3] if pack.redacted else line for line in people],
        "parts": [
            (part.agency, part.outcome, part.note or "Nothing was noted.")
            for part in family.parts
        ],
    }


def _evidence(criterion: PackCriterion) -> str:
    if not criterion.met:
        return "None on file."
    return "; ".join(
        f"{e.source}, {day_in_words(e.dated)}"
        + (f", of {e.person}" if e.person else "")
        for e in criterion.evidence
    )
