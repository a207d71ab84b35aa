"""An advance waits for the database a few times only: a network makes each one dear."""

from casework.advance_case import Advanced, AdvanceRequest, advance_case
from casework.decide_meeting import MeetingRecorded
from tests.builders.office import Office, an_office
from tests.builders.round_trips import the_next_wire
from tests.builders.statements import statements

BEGIN_READ_WRITE_COMMIT = 4
"""BEGIN is not waited for: it goes out with what is read first."""


def agreement(office: Office, reference: str) -> AdvanceRequest:
    return AdvanceRequest(
        reference=reference,
        event="agree_caf",
        user=office.user_for(reference, "agree_caf"),
        answers=office.good_answers("agree_caf", reference),
    )


def test_an_advance_takes_one_read_and_one_write(fresh_postgres_url: str) -> None:
    with an_office(fresh_postgres_url) as office:
        for reference in office.open_families(2):
            office.walk(reference, "board_approved")
        first, second = (agreement(office, f"MAI-000{n}") for n in (1, 2))
        assert isinstance(advance_case(office.context, first), Advanced)
        with the_next_wire(office.context.database) as wire:
            assert isinstance(advance_case(office.context, second), Advanced)
    assert wire.round_trips == BEGIN_READ_WRITE_COMMIT


def test_a_meeting_takes_as_many_statements_for_ten_families_as_for_two(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        references = office.open_families(12)
        for reference in references:
            office.walk(reference, "profiled")
        counts = [
            count_of(office, references[:2]),
            count_of(office, references[2:]),
        ]
    assert counts[0] == counts[1]


def count_of(office: Office, references: tuple[str, ...]) -> int:
    with statements(office.context.database) as sent:
        done = office.decide("approve", *references)
    assert isinstance(done, MeetingRecorded), done
    assert all(isinstance(told, Advanced) for _, told in done.outcomes)
    return len(sent)
