"""The people behind roles and users: who gets a message today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from engine.workflow.definition import WORKER
from storage.covers import covers_on
from storage.people import Reader, readers_of
from storage.restrictions import named_readers
from storage.rows import Row

COORDINATOR = "coordinator"
"""The role that gets what is for a worker who has left and whom nobody covers."""


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Everybody in post in a district today, and who stands in for whom.

    `named` are the users who are named for each restricted case, by its number.
    """

    connection: Connection
    today: date
    people: dict[str, Reader]
    covers: dict[str, str]
    named: Mapping[int, frozenset[str]] = field(default_factory=dict)
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
        no case goes to its user and nobody else. Of a restricted case nobody is
        told who is not named for it.
        """
        return self.of_those(self._meant_for(message), message["case_number"])

    def of_those(
        self, people: tuple[Reader, ...], case: int | None
    ) -> tuple[Reader, ...]:
        """Give those of several people who may read of a case.

        If it is restricted and none of them is named for it, those who are named
        read it in their place, so that no deadline is lost.
        """
        if case is None or case not in self.named:
            return people
        named = [self.people[u] for u in sorted(self.named[case]) if u in self.people]
        return tuple(one for one in people if one in named) or tuple(named)

    def _meant_for(self, message: Row) -> tuple[Reader, ...]:
        user = message["user"]
        if user and message["case_number"] is None:
            return (self.people[user],) if user in self.people else ()
        if not user:
            return self.of_role(message["role"])
        if message["role"] == WORKER and user not in self.people:
            return self.of_user(message["worker"] or user)
        return self.of_user(user)


def open_readers(connection: Connection, district: str, today: date) -> Readers:
    """Read who is in post in a district today, and who is named for which case."""
    people = {one.user: one for one in readers_of(connection, district, today)}
    named = named_readers(connection, district)
    return Readers(
        connection=connection,
        today=today,
        people=people,
        covers=covers_on(connection, district, today),
        named=named,
    )
