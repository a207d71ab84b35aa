"""The proof that one case's history was not altered, for whoever sees the case."""

from casework.context import Context
from casework.reading.desk import open_desk
from casework.reading.history import Verified
from engine.access.sight import Sight
from engine.ledger import verify_chain
from storage.history import history_of, links_of


def verify_case(context: Context, sight: Sight, reference: str) -> Verified | None:
    """Check the chain of a case's history; None where there is none in sight.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        case = desk.case(reference, sight)
        if case is None:
            return None
        rows = history_of(desk.connection, case.district_id, case.number)
        head, length = case.row["history_hash"], case.view.version
        links = tuple(links_of(reference, rows))
        breaks = verify_chain(reference, links, head=head, length=length)
        return Verified(cases=1, entries=len(links), breaks=breaks)
