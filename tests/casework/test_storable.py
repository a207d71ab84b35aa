"""Texts that no database keeps are refused before one sees them."""

from collections.abc import Callable

import pytest

from casework.cover.end import EndCoverRequest, end_cover, resume_cover
from casework.cover.record import add_cover
from casework.handover.hand_over import HandedOver, hand_over
from casework.handover.preview import preview_handover
from casework.handover.undo import undo_handover
from casework.storable import refuse_unstorable
from tests.builders.caseloads import a_cover, a_handover, an_undoing, sentences
from tests.builders.office import Office, an_office

NUL = "mai\0worker"
ENDING = EndCoverRequest(
    district_id="maidstone", cover_id=NUL, user="mai.worker1", reason="Back"
)
UseCase = Callable[[Office], object]
USE_CASES: dict[str, UseCase] = {
    "absent": lambda office: add_cover(office.context, a_cover(absent=NUL)),
    "cover_id": lambda office: end_cover(office.context, ENDING),
    "cover_id, again": lambda office: resume_cover(office.context, ENDING),
    "takers": lambda office: preview_handover(
        office.context, a_handover(takers={"MAI-0001": NUL})
    ),
    "spread_over": lambda office: hand_over(
        office.context, a_handover(spread_over=(NUL,))
    ),
    "handover_id": lambda office: undo_handover(
        office.context, an_undoing(HandedOver(id=NUL, worker="mai.worker1"))
    ),
}


@pytest.mark.parametrize("name", USE_CASES)
def test_each_use_case_refuses_them(migrated_url: str, name: str) -> None:
    with an_office(migrated_url) as office:
        said = sentences(USE_CASES[name](office))
        assert said == (
            f"{name.split(',', maxsplit=1)[0]} holds a character that can not be kept; "
            "write it anew."
        )


def test_other_texts_pass() -> None:
    assert refuse_unstorable("x", "cover", a_cover(reason="Ürlaub 🌞")) is None
