"""The people behind roles and users: who gets a message today."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from engine.workflow.definition import WORKER
from storage.covers import covers_on
from storage.people import Reader, readers_of
from storage.rows import Row

COORDINATOR = "coordinator"
"""The role that gets what is for a worker who has left and whom nobody covers."""


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Everybody in post in a district today, and who stands in for whom."""

    connection: Connection
    today: date
    people: dict[str, Reader]
    covers: dict[str, str]
    _stand_ins: dict[str, tuple[Reader, ...]] = field(default_factory=dict)

    def of_role(self, role: str) -> tuple[Reader, ...]:
        """Give those who hold a role, or who cover for them."""
        holders = [user for user, one in self.people.items() if role in one.roles]
        found = {one.user: one for user in holders for one in self.of_user(user)}
        return tuple(found.values())

    def of_user(self, user: str) -> tuple[Reader, ...]:
        """Give a user, or who covers for them; for one who left, the coordinators."""
        if user not in self._stand_ins:
            self._stand_ins[user] = self._stand_in(user)
        return self._stand_ins[user]

    def reads_own(self, user: str) -> bool:
        """Say whether a user is in post and nobody covers for them."""
        return user in self.people and self.people[user] in self.of_user(user)

    def _stand_in(self, user: str) -> tuple[Reader, ...]:
        to = self.covers.get(user) or user
        if to in self.people:
            return (self.people[to],)
        everybody = self.people.values()
        return tuple(one for one in everybody if COORDINATOR in one.roles)

    def of_message(self, message: Row) -> tuple[Reader, ...]:
        """Give those whom a message of the outbox is for.

        What is about a case goes to who works it or covers for them; what is about
        no case goes to its user and nobody else.
        """
        user = message["user"]
        if user and message["case_number"] is None:
            return (self.people[user],) if user in self.people else ()
        if not user:
            return self.of_role(message["role"])
        if message["role"] == WORKER and user not in self.people:
            return self.of_user(message["worker"] or user)
        return self.of_user(user)


def open_readers(connection: Connection, district: str, today: date) -> Readers:
    """Read who is in post in a district today."""
    people = {one.user: one for one in readers_of(connection, district, today)}
    return Readers(
        connection=connection,
        today=today,
        people=people,
        covers=covers_on(connection, district, today),
    )
