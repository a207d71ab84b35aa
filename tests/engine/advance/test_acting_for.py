"""Who does a worker's part in whose place."""

from engine.advance.case import Actor
from engine.advance.permission import acts_for, may_act_as
from engine.facts import FactValue


def an_actor(*covers: str, role: str = "caseworker") -> Actor:
    return Actor(
        user="ben",
        title="Ben",
        roles=frozenset({role}),
        covers=frozenset(covers),
    )


ANNS: dict[str, FactValue] = {"worker": "ann"}
NOBODYS: dict[str, FactValue] = {"worker": ""}


def test_a_cover_does_the_workers_part_in_their_place() -> None:
    assert may_act_as(("worker",), an_actor("ann"), ANNS)
    assert acts_for(("worker",), an_actor("ann"), ANNS) == "ann"


def test_nobody_else_does() -> None:
    for actor in (an_actor(), an_actor("cat")):
        assert not may_act_as(("worker",), actor, ANNS)
        assert acts_for(("worker",), actor, ANNS) == ""


def test_cover_gives_no_other_role() -> None:
    assert not may_act_as(("coordinator",), an_actor("ann"), ANNS)
    assert acts_for(("coordinator",), an_actor("ann"), ANNS) == ""


def test_a_family_without_a_worker_is_nobodys_to_act_for() -> None:
    assert not may_act_as(("worker",), an_actor("ann"), NOBODYS)
