"""Who plays: the staff of a district by role and day, and the families' workers."""

from collections import Counter
from datetime import date

from engine.workflow.definition import WORKER
from engine.workflow.district import District


class Cast:
    """Finds somebody in post for a role, and the worker with the fewest families."""

    def __init__(self, district: District) -> None:
        """Take a district's staff."""
        self._staff = district.staff
        self.workers: dict[str, str] = {}

    def user(self, role: str, reference: str, today: date) -> str:
        """Give who acts: the family's worker, or somebody in post with the role."""
        if role == WORKER:
            return self.workers.get(reference, "")
        return next(iter(self.in_post(role, today)), "")

    def in_post(self, role: str, today: date) -> list[str]:
        """Give the users with a role who are in post on a day."""
        return [
            user
            for user, member in self._staff.items()
            if role in member.roles
            and member.since <= today
            and (member.until is None or today <= member.until)
        ]

    def least_loaded(self, role: str, today: date, *, but: str = "") -> str:
        """Give the worker of a tier with the fewest families, or nobody."""
        families = Counter(self.workers.values())
        able = [user for user in self.in_post(role, today) if user != but]
        return min(able, key=lambda user: (families[user], user), default="")

    def leaving(self, today: date) -> list[str]:
        """Give the workers whose last day it is."""
        return [user for user, member in self._staff.items() if member.until == today]

    def tier(self, user: str) -> str:
        """Give the first role that a user holds."""
        return self._staff[user].roles[0]
