"""`accounts`: who may sign in, from the command line."""

import re

from casework.access.sign_in import sign_in_by_password
from casework.access.token_use import NotAdmitted, Presented, use_token
from casework.context import wall_clock
from tests.builders.office import Office
from tests.builders.program import Program
from tests.builders.web import MONDAY


def test_an_account_is_made_and_its_password_told_once(
    program: Program, office: Office
) -> None:
    said = program.done("accounts", "add", "mai.worker1", "--title", "Caseworker 1")
    word = said.rpartition(" ")[2].strip()
    assert sign_in_by_password(office.context, "mai.worker1", word, MONDAY)
    assert word not in program.done("accounts", "list", "--json")
    again = program.refused("accounts", "add", "mai.worker1", "--title", "Somebody")
    assert "has an account already" in again


def test_an_account_for_the_sign_on_has_no_password(program: Program) -> None:
    said = program.done("accounts", "add", "ann", "--title", "Ann", "--sign-on")
    assert said == "ann may sign in.\n"


def test_roles_are_given_and_taken_away(program: Program) -> None:
    program.done("accounts", "add", "ann", "--title", "Ann", "--sign-on")
    where = ("--district", "maidstone")
    said = program.done("accounts", "grant", "ann", "viewer", *where)
    assert said == "ann is viewer in maidstone.\n"
    (ann,) = program.run("accounts", "list", "--json").json["accounts"]
    assert ann["granted"] == [{"district": "maidstone", "access": "viewer"}]
    program.done("accounts", "revoke", "ann", "viewer", *where)
    assert "no such grant" in program.refused(
        "accounts", "revoke", "ann", "viewer", *where
    )
    assert "'king' is no role" in program.misused(
        "accounts", "grant", "ann", "king", *where
    )
    missing = program.refused("accounts", "grant", "bob", "viewer", *where)
    assert "no account of 'bob'" in missing


def test_accounts_are_closed_and_opened_again(program: Program) -> None:
    program.done("accounts", "add", "ann", "--title", "Ann", "--sign-on")
    assert program.done("accounts", "close", "ann") == "ann: closed.\n"
    assert re.search(r"ann\s+Ann\s+no", program.done("accounts", "list"))
    assert program.done("accounts", "open", "ann") == "ann: open.\n"
    assert "no account" in program.refused("accounts", "close", "bob")


def test_a_lost_password_is_replaced(program: Program, office: Office) -> None:
    program.done("accounts", "add", "ann", "--title", "Ann")
    word = program.done("accounts", "password", "ann").rpartition(" ")[2].strip()
    assert sign_in_by_password(office.context, "ann", word, MONDAY)
    assert "no account" in program.refused("accounts", "password", "bob")


def test_a_token_is_made_told_once_listed_and_ended(
    program: Program, office: Office
) -> None:
    program.done("accounts", "add", "ann", "--title", "Ann", "--sign-on")
    said = program.done("accounts", "token", "add", "ann", "--name", "Audit tool")
    token = said.splitlines()[-1]
    assert isinstance(use_token(office.context, token, wall_clock()), Presented)
    (line,) = program.run("accounts", "token", "list", "ann", "--json").json["tokens"]
    assert (line["name"], line["made_by"]) == ("Audit tool", "the command line")
    number = line["number"]
    assert number in program.done("accounts", "token", "list", "ann")
    program.done("accounts", "token", "end", "ann", number)
    assert isinstance(use_token(office.context, token, wall_clock()), NotAdmitted)
    assert "has no token" in program.refused("accounts", "token", "end", "ann", number)


def test_a_token_is_for_somebody_with_an_account(program: Program) -> None:
    refused = program.refused("accounts", "token", "add", "ann", "--name", "Tool")
    assert "There is no account of 'ann'" in refused
    assert "no account" in program.refused("accounts", "token", "list", "ann")
