"""The list of handovers: each with its families counted, in one query for them all."""

from casework.handover.listing import HandoverLine, list_handovers
from casework.handover.undo import undo_handover
from tests.builders.caseloads import a_caseload, an_undoing, handed_over
from tests.builders.office import Office, an_office
from tests.builders.statements import statements


def listed(office: Office) -> tuple[tuple[HandoverLine, ...], int]:
    """List the handovers; give also how many statements that took."""
    with statements(office.context.database) as sent:
        found = list_handovers(office.context, "maidstone")
    assert isinstance(found, tuple)
    return found, len(sent)


def test_a_list_counts_what_was_given_back_and_asks_once_for_all(
    migrated_url: str,
) -> None:
    with an_office(migrated_url) as office:
        _, before = listed(office)
        references = a_caseload(office, 3)
        first = handed_over(office)
        office.take(references[1], "complete_assessment", "mai.worker3")
        undo_handover(office.context, an_undoing(first))
        handed_over(office)
        lines, after = listed(office)
        counted = {(line.families, line.returned, line.undone_by) for line in lines}
        assert counted == {(2, 0, ""), (3, 2, "mai.coordinator")}
        assert after == before
