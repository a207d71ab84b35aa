"""An event as somebody goes through its questions: what is typed, and what is next."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from casework.advance_case import new_command_id
from casework.context import Context
from casework.drafts import Typed, find_typed
from casework.reading.event_form import EventForm, FormQuestion, event_form
from engine.access.sight import Sight
from engine.advance.answers import reference_in
from web.forms import Form
from web.page import not_found
from web.sight import Seer, Work

_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """An event of a case, put to the person who asks for it."""

    form: EventForm
    sight: Sight
    context: Context

    def typed(
        self, request: Request, sent: Form | None = None, *, done: bool = False
    ) -> Typed:
        """Find what was typed under the id that the form, or the address, names.

        What is done already is found only to be confirmed again; whoever goes back to
        a question begins anew.
        """
        named = sent if sent is not None else request.query_params
        draft, seen = str(named.get("draft", "")), str(named.get("seen", ""))
        known = find_typed(self.context, self.sight, self.form.key[0], draft)
        if known is not None and self._is_of(known) and (done or not known.done):
            return known
        if known is not None or not 0 < len(draft) <= _LONGEST_ID:
            draft = new_command_id()
        number = seen.isascii() and seen.isdigit() and len(seen) < _LONGEST_ID
        version = int(seen) if number else self.form.version
        return self.fresh(draft, min(version, self.form.version))

    def _is_of(self, known: Typed) -> bool:
        return (known.case, known.event) == (self.form.key, self.form.event)

    def fresh(self, draft: str, seen: int) -> Typed:
        """Give a draft in which nothing is typed yet."""
        form = self.form
        return Typed(
            id=draft, case=form.key, event=form.event, seen_version=seen, answers={}
        )

    def unanswered(self, typed: Typed, after: str = "") -> FormQuestion | None:
        """Give the first question, after one of them, that has to be put still."""
        asked = self.form.asked(typed.answers)
        names = [question.name for question in asked]
        start = names.index(after) + 1 if after in names else 0
        left = (q for q in asked[start:] if q.name not in typed.answers)
        earlier = (q for q in asked if q.required and q.name not in typed.answers)
        return next(left, None) or next(earlier, None)

    def next(self, typed: Typed, after: str = "") -> str:
        """Give the address of the next question, or of the answers to check."""
        question = self.unanswered(typed, after)
        return self.address(typed, question.name if question else "")

    def before(self, typed: Typed, question: FormQuestion) -> str:
        """Give the address of the page before a question."""
        names = [each.name for each in self.form.asked(typed.answers)]
        at = names.index(question.name) if question.name in names else 0
        return self.address(typed, names[at - 1]) if at else self.case

    def address(self, typed: Typed, question: str = "") -> str:
        """Give the address of a question; without one, of the answers to check."""
        event = self.form.event
        path = f"do/{event}/{question}" if question else f"check/{event}"
        query = urlencode({"draft": typed.id, "seen": typed.seen_version})
        return f"{self.case}/{path}?{query}"

    @property
    def case(self) -> str:
        """The address of the case."""
        return f"/cases/{self.form.reference}"


def _asked(reference: str, event: str, sight: Seer, context: Work) -> Asked:
    form = event_form(context, sight, reference_in(reference), event)
    return Asked(form or not_found(), sight, context)


AskedEvent = Annotated[Asked, Depends(_asked)]
"""A page's parameter: the event that its address names, of a case in sight; or 404."""
