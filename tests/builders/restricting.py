"""Restricting a case, for tests that look who still sees it."""

from casework.access.restricted import RestrictionRequest
from casework.access.restricted import restrict as restrict_case
from tests.builders.office import Office
from tests.builders.sights import a_sight


def restrict(office: Office, reference: str, *named: str) -> None:
    """Restrict a case to these users, and to somebody at the programme's top."""
    asked = RestrictionRequest(
        reference=reference, reason="a threat", users=frozenset(named)
    )
    by = a_sight("kent.manager", district=office.district)
    assert restrict_case(office.context, by, asked)
