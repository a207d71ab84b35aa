"""The preview of a handover: who takes which family, and what is refused and why."""

from casework.handover.preview import HandoverPreview, preview_handover
from tests.builders.caseloads import (
    LEAVER,
    a_caseload,
    a_handover,
    let_be_full_at,
    sentences,
)
from tests.builders.office import Office, an_office
from tests.builders.storage import everything


def preview(office: Office, **changes: object) -> HandoverPreview:
    seen = preview_handover(office.context, a_handover(**changes))
    assert isinstance(seen, HandoverPreview), seen
    return seen


def why_not(seen: HandoverPreview) -> list[str]:
    return [" ".join(case.sentences()) for case in seen.cases]


def test_it_shows_who_takes_each_family_with_the_new_caseload(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        references = a_caseload(office, 3)
        seen = preview(office)
        assert [(c.reference, c.taker, c.load_after) for c in seen.cases] == [
            (references[0], "mai.worker2", 1),
            (references[1], "mai.worker3", 1),
            (references[2], "mai.worker2", 2),
        ]
        assert [(c.usual, c.most) for c in seen.cases] == [(12, 17)] * 3
        assert [(t.user, t.before, t.after) for t in seen.loads] == [
            ("mai.worker2", 0, 2),
            ("mai.worker3", 0, 1),
        ]
        assert not seen.refused


def test_it_changes_nothing(migrated_url: str) -> None:
    with an_office(migrated_url) as office:
        a_caseload(office, 1)
        before = everything(office.context.database)
        preview(office)
        assert everything(office.context.database) == before


def test_a_family_goes_to_whom_it_is_given_and_the_rest_is_spread(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        references = a_caseload(office, 3)
        seen = preview(office, takers={references[2]: "mai.worker2"})
        takers = [case.taker for case in seen.cases]
        assert takers == ["mai.worker3", "mai.worker2", "mai.worker2"]


def test_a_part_can_be_chosen(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        references = a_caseload(office, 3)
        named = preview(office, takers={references[1]: "mai.worker2"}, spread_over=())
        assert [case.reference for case in named.cases] == [references[1]]
        spread = preview(office, only=references[:2])
        assert [case.reference for case in spread.cases] == list(references[:2])


def test_a_family_over_a_full_caseload_is_refused_without_a_reason(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        let_be_full_at(office, 3)
        references = a_caseload(office, 3)
        both = dict.fromkeys(references, "mai.worker2")
        office.walk(office.open_families(4)[0], "caf_agreed")
        office.take("MAI-0004", "allocate_caseworker", chosen_worker="mai.worker2")
        seen = preview(office, takers=both)
        assert why_not(seen)[:2] == ["", ""]
        assert "and 3 is a full caseload" in why_not(seen)[2]
        seen = preview(office, takers=both, over_capacity="Until August")
        assert not seen.refused
        assert seen.cases[2].load_after == 4


def test_when_all_chosen_are_full_the_rest_has_nobody(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        let_be_full_at(office, 3)
        a_caseload(office, 3)
        office.walk(office.open_families(4)[0], "caf_agreed")
        office.take("MAI-0004", "allocate_caseworker", chosen_worker="mai.worker2")
        seen = preview(office, spread_over=("mai.worker2",))
        (left,) = seen.refused
        said = left.sentences()[0]
        assert "Everybody chosen has a full caseload of 3 by then" in said
        assert "(mai.worker2 3)" in said
        assert left.taker == ""


def test_a_family_is_not_spread_into_another_tier(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 1)
        seen = preview(office, spread_over=("mai.fip1",))
        assert "Its worker is a Caseworker, and nobody is chosen" in why_not(seen)[0]


def test_each_reason_is_the_one_that_a_single_allocation_gives(
    sqlite_url: str,
) -> None:
    """A worker who has left, one who is none, nobody, the same, and a closed case."""
    with an_office(sqlite_url) as office:
        references = a_caseload(office, 5)
        office.at(office.context.today().replace(month=9))
        takers = dict(
            zip(
                references,
                ["mai.worker5", "mai.police", "nobody", LEAVER, "mai.worker2"],
                strict=True,
            )
        )
        office.take(references[4], "not_engage", LEAVER)
        said = why_not(preview(office, takers=takers))
        assert "Caseworker 5 (mai.worker5) is not in post today" in said[0]
        assert "is not a worker to whom families are allocated" in said[1]
        assert "There is no worker 'nobody'" in said[2]
        assert "mai.worker1 has this family already" in said[3]
        assert "this is done from" in said[4]


def test_who_may_not_allocate_reads_so_for_each_family(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 2)
        said = why_not(preview(office, user="mai.police"))
        assert ["may not do this: Allocate a caseworker" in why for why in said] == [
            True,
            True,
        ]


def test_a_request_that_makes_no_sense_is_refused_with_every_reason(
    sqlite_url: str,
) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 1)
        asked = a_handover(
            user="nobody",
            reason="",
            takers={"MAI-0009": "mai.worker2"},
            spread_over=("mai.police", "ghost", LEAVER),
        )
        said = sentences(preview_handover(office.context, asked))
        for part in (
            "The reason is missing",
            "There is no user 'nobody'",
            "There is no case 'MAI-0009'",
            "(mai.police) is not a worker",
            "There is no worker 'ghost'",
            "can not be spread over mai.worker1",
        ):
            assert part in said


def test_a_family_of_somebody_else_is_named_with_who_has_it(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        (family,) = a_caseload(office, 1)
        asked = a_handover(worker="mai.worker4", only=(family,))
        said = sentences(preview_handover(office.context, asked))
        assert "mai.worker4 has no families to hand over" in said
        assert "MAI-0001 is not with mai.worker4: mai.worker1 has it" in said


def test_without_anybody_to_take_them_nothing_is_planned(sqlite_url: str) -> None:
    with an_office(sqlite_url) as office:
        a_caseload(office, 1)
        said = preview_handover(office.context, a_handover(spread_over=()))
        assert "Nobody is named to take the families" in sentences(said)
        unknown = preview_handover(office.context, a_handover(district_id="mars"))
        assert sentences(unknown) == "There is no district 'mars' in this database."
