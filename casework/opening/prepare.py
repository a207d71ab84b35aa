"""What is asked before a list's families are opened, or only looked at: may they be?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from casework.context import Context
from casework.people import find_actor
from engine.advance.opening import FreshCase, fresh_case
from engine.advance.refusal import Reason, Refusal, Why
from engine.advance.setting import Setting
from engine.workflow.titles import role_title
from storage.districts import StoredDistrict, find_district
from storage.openings import known_list_keys

MAY_OPEN = ("coordinator", "delivery_manager", "programme_manager")
"""Who may put families on the programme's list (domain notes 5.1)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenRequest:
    """A list to open: where it is, for which district, by whom.

    With its `content` the list is no file; `path` is what sentences then call it.
    """

    path: Path
    district_id: str
    user: str
    content: bytes | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A district that may be given families by this user.

    `known` are the numbers of the families that it has, by their keys in lists.
    """

    stored: StoredDistrict
    setting: Setting
    by: str
    fresh: FreshCase
    known: Mapping[str, int]


def prepare(
    context: Context, connection: Connection, request: OpenRequest, *, lock: bool
) -> Prepared | Refusal:
    """Find the district and the user, or say why nothing may be opened.

    Args:
        context: the clock and the definitions.
        connection: the transaction.
        request: for which district, by whom.
        lock: hold the district, so that nobody else opens families meanwhile.

    Raises:
        OutsideCalendarError: a clock of a new case can not be reckoned.
    """
    stored = find_district(connection, request.district_id, lock=lock)
    if stored is None:
        sentence = f"There is no district '{request.district_id}' in this database."
        return _refuse(Reason(why=Why.CASE, sentence=sentence))
    setting = context.setting(connection, stored.workflow_hash, stored.district)
    by = _who_opens(connection, setting, request.user)
    if isinstance(by, Reason):
        return _refuse(by, stored.district.id if by.why is Why.STAFF else "")
    return Prepared(
        stored=stored,
        setting=setting,
        by=by,
        fresh=fresh_case(setting),
        known=known_list_keys(connection, stored.district.id),
    )


def _who_opens(connection: Connection, setting: Setting, user: str) -> str | Reason:
    actor = find_actor(connection, setting.workflow, user, setting.today)
    if isinstance(actor, Reason):
        return actor
    if actor.roles.intersection(MAY_OPEN):
        return actor.user
    pathway = setting.workflow.pathway
    allowed = ", ".join(role_title(pathway, role) for role in MAY_OPEN)
    sentence = f"{actor.title} may not open families. It is for: {allowed}."
    return Reason(why=Why.ROLE, sentence=sentence)


def _refuse(reason: Reason, reference: str = "") -> Refusal:
    return Refusal(reference=reference, event="open", reasons=(reason,))
