"""The pages that are measured, one line each: what, for whom, and at which address.

Names in an address stand for what the place of a visit has: `{d}` its district, `{p}`
the prefix of its references, `{case}` one of its families, `{worker}` their worker,
`{agenda}` a meeting to come, and `{draft}` an id that no other visit has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Who = Literal["coordinator", "worker", "county", "nation"]
"""Who comes: somebody of one district, a coordinator of twelve, an auditor of all."""
_DO = "/cases/{case}/do/note_contact"
_CHECK = "/cases/{case}/check/note_contact"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page, or a form that is sent there if anything was `typed`.

    `before` are sent first each time, and not measured.
    """

    what: str
    address: str
    who: Who = "coordinator"
    typed: Mapping[str, str] | None = None
    before: tuple["Page", ...] = ()


_DAY = Page(
    what="advance: answer a question",
    address=f"{_DO}/contact_on",
    typed={
        "draft": "{draft}",
        "contact_on-day": "31",
        "contact_on-month": "3",
        "contact_on-year": "2014",
    },
)
_SAID = Page(
    what="advance: answer the last question",
    address=f"{_DO}/note",
    typed={"draft": "{draft}", "note": "Back at school"},
)
_ANSWERED = (_DAY, _SAID)
_LISTS: dict[str, str] = {
    "cases": "/cases",
    "cases, a later page": "/cases?after={case}",
    "cases, one state": "/cases?state=in_support",
    "cases, a rare state": "/cases?state=escalated",
    "cases, one worker": "/cases?worker={worker}",
    "cases, waiting for a worker": "/cases?unallocated=yes",
    "cases, overdue": "/cases?due=overdue",
    "cases, overdue, one state": "/cases?due=overdue&state=in_support",
    "cases, due this week": "/cases?due=week",
    "cases, waiting on others": "/cases?due=waiting",
    "cases, mine": "/cases?mine=yes",
    "cases, mine and overdue": "/cases?mine=yes&due=overdue",
    "cases, one criterion": "/cases?criteria=work",
    "cases, three criteria": "/cases?criteria=crime&criteria=education&criteria=work",
    "cases, a reference": "/cases?text={case}",
    "cases, a surname": "/cases?text=smith",
    "cases, a whole name": "/cases?text=ann+smith",
    "cases, by what is due": "/cases?sort=due",
    "cases, overdue by what is due": "/cases?due=overdue&sort=due",
    "cases, by what is due last": "/cases?sort=-due",
    "cases, by worker": "/cases?sort=worker",
    "cases, by day": "/cases?sort=since",
    "cases, by day, a later page": "/cases?sort=since&after=2013-09-02~{case}",
}
_OFFICE: dict[str, str] = {
    "My work": "/",
    "reviews": "/reviews",
    "reviews, overdue": "/reviews?when=overdue",
}
_ONE_DISTRICT: dict[str, str] = {
    "a case": "/cases/{case}",
    "a case: family and evidence": "/cases/{case}/people",
    "a case: support and payments": "/cases/{case}/record",
    "a case: history": "/cases/{case}/history",
    "a case: pathway": "/cases/{case}/pathway",
    "advance: begin": _DO,
    "advance: a question": _DO + "/note?draft={draft}",
    "reviews of one worker": "/reviews?worker={worker}",
    "allocation": "/allocation",
    "meetings": "/meetings/{d}",
    "a meeting held": "/meetings/{d}/held?meeting=PB/5",
    "an agenda": "/meetings/{d}/agenda/{agenda}",
    "an agenda: decisions": "/meetings/{d}/agenda/{agenda}/decisions",
    "reports": "/reports/{d}",
    "report: funnel": "/reports/{d}/funnel",
    "report: targets": "/reports/{d}/targets",
    "report: caseloads": "/reports/{d}/caseloads",
    "report: ages": "/reports/{d}/ages",
    "report: payments": "/reports/{d}/payments",
    "report: pathway": "/reports/{d}/pathway",
    "handover": "/handover/{d}",
    "handover of one worker": "/handover/{d}/from/{worker}",
    "cover": "/cover/{d}",
    "runs of the jobs": "/runs",
    "rehearsal": "/rehearsal",
    "opening families": "/open-families/{d}",
    "notifications": "/notifications",
    "the pathway of a district": "/admin/districts/{d}/pathway",
    "closures": "/admin/closures/{d}",
}
_OF_THE_NATION: dict[str, str] = {
    "allocation": "/allocation",
    "a case": "/cases/{case}",
    "reports": "/reports",
    "report: funnel": "/reports/{d}/funnel",
    "runs of the jobs": "/runs",
    "audit": "/admin/audit/{d}",
    "districts": "/admin/districts",
}
_OF_THE_COUNTY = {"allocation": "/allocation", "rehearsal": "/rehearsal"}
_OF_MANY = {
    name: _LISTS[name]
    for name in (
        "cases",
        "cases, one state",
        "cases, overdue",
        "cases, mine",
        "cases, one criterion",
        "cases, a surname",
        "cases, by what is due",
        "cases, by day",
        "cases, by worker",
    )
}
_BY_WHOM: tuple[tuple[Who, dict[str, str]], ...] = (
    ("coordinator", _OFFICE | _LISTS | _ONE_DISTRICT),
    ("worker", _OFFICE | _OF_MANY | {"a case": "/cases/{case}"}),
    ("county", _OFFICE | _OF_MANY | _OF_THE_COUNTY),
    ("nation", _OFFICE | _OF_MANY | _OF_THE_NATION),
)
PAGES: tuple[Page, ...] = (
    *(
        Page(what=what, address=address, who=who)
        for who, pages in _BY_WHOM
        for what, address in pages.items()
    ),
    _DAY,
    Page(
        what="advance: check the answers",
        address=_CHECK + "?draft={draft}",
        before=_ANSWERED,
    ),
    Page(
        what="advance: done",
        address=_CHECK,
        typed={"draft": "{draft}"},
        before=_ANSWERED,
    ),
)
