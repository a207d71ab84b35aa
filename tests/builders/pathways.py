"""A small legal pathway: identified, approved, closed; and its district."""

from datetime import date
from typing import Any

from engine.workflow.definition import Machine, Pathway
from engine.workflow.district import District


def a_pathway(**changes: object) -> Pathway:
    """Build identified to approved to closed, with one clock, ladder and condition.

    A change names a top-level key of the pathway and gives it whole.
    """
    return Pathway.model_validate({**_body(), **changes})


def a_pathway_with(path: str, value: object) -> Pathway:
    """Build it with one thing set, for example `clocks.decision.budget`."""
    body = _body()
    *parents, key = path.split(".")
    place: dict[str, Any] = body
    for parent in parents:
        place = place[parent]
    place[key] = value
    return Pathway.model_validate(body)


def a_pathway_without(path: str) -> Pathway:
    """Build it with one thing left out, for example `programme.transitions.leave`."""
    body = _body()
    *parents, key = path.split(".")
    place: dict[str, Any] = body
    for parent in parents:
        place = place[parent]
    del place[key]
    return Pathway.model_validate(body)


def a_machine(
    *events: tuple[str, str], initial: str = "", final: str = "closed"
) -> Machine:
    """Build a machine from events such as ("profiled deferred", "approved").

    The first state named is the initial one, unless another is given.
    """
    names = [name for sources, to in events for name in (*sources.split(), to)]
    return Machine.model_validate(
        {
            "initial": initial or names[0],
            "states": {
                name: {
                    "title": name.title(),
                    "purpose": "A place to be.",
                    "owner": "coordinator",
                    "final": name in final.split(),
                }
                for name in names
            },
            "transitions": {
                f"event_{number}": {
                    "title": "Go on",
                    "from": sources.split(),
                    "to": to,
                    "by": ["coordinator"],
                }
                for number, (sources, to) in enumerate(events)
            },
        }
    )


def a_district(**changes: object) -> District:
    """Build a district with a board, one target and one coordinator."""
    return District.model_validate(
        {
            "id": "maidstone",
            "title": "Maidstone",
            "prefix": "MAI",
            "responsible_body": "Maidstone Borough Council",
            "board": {
                "title": "Project Board",
                "first_batch": 10,
                "later_batches": 15,
            },
            "targets": {"2012/13": 80},
            "staff": {
                "carol": {
                    "title": "Carol Reed",
                    "roles": ["coordinator"],
                    "since": date(2012, 10, 1),
                }
            },
            **changes,
        }
    )


def _body() -> dict[str, Any]:
    return {
        "pathway": "small",
        "title": "A small pathway",
        "framework": "results",
        "roles": _roles(),
        "agencies": {"police": {"title": "Kent Police", "role": "police_officer"}},
        "facts": {
            "visits": {"type": "whole_number", "meaning": "home visits made so far"}
        },
        "conditions": {
            "two_criteria": {
                "holds": "criteria_met >= 2",
                "otherwise": "The family meets {criteria_met} of three criteria: two.",
                "statutory": True,
                "source": "Minutes of 17 December 2012",
            }
        },
        "messages": {
            "decide": {
                "subject": "{reference}: {action}",
                "body": "Case {reference}: {action} by {date}.",
            }
        },
        "ladders": {"standard": {"rungs": _rungs()}},
        "clocks": {
            "decision": {
                "title": "Decision of the board",
                "budget": "10 working days",
                "ladder": "standard",
                "source": "Sefton's set",
                "grade": "B",
            }
        },
        "programme": _programme(),
        "service": _service(),
    }


def _roles() -> dict[str, Any]:
    return {
        "coordinator": {"title": "Coordinator"},
        "board": {"title": "Project Board"},
        "police_officer": {"title": "Police officer", "agency": "police"},
        "fip_worker": {
            "title": "FIP worker",
            "capacity": {"usual": 5, "most": 6, "source": "Kent's paper"},
        },
    }


def _rungs() -> dict[str, Any]:
    return {
        "warn": {
            "at": "5 working days before",
            "to": ["coordinator"],
            "message": "decide",
        },
        "escalate": {
            "at": "1 working day after",
            "to": ["coordinator", "board"],
            "message": "decide",
            "raises_task": True,
        },
    }


def _programme() -> dict[str, Any]:
    return {
        "initial": "identified",
        "states": {
            "identified": {
                "title": "Identified",
                "purpose": "The family is on the list.",
                "owner": "coordinator",
                "clocks": ["decision"],
            },
            "approved": {
                "title": "Approved by the board",
                "purpose": "The board took the family.",
                "owner": "worker",
            },
            "closed": {
                "title": "Closed",
                "purpose": "Nothing more is owed.",
                "owner": "coordinator",
                "final": True,
            },
            "moved_away": {
                "title": "Moved away",
                "purpose": "The family lives elsewhere.",
                "owner": "coordinator",
                "final": True,
            },
        },
        "transitions": _programme_events(),
    }


def _programme_events() -> dict[str, Any]:
    return {
        "approve": {
            "title": "Approve the family",
            "from": ["identified"],
            "to": "approved",
            "by": ["board"],
            "asks": {
                "meeting": {"type": "text", "label": "Which meeting"},
                "minute": {"type": "text", "label": "Minute reference"},
                "agreed_on": {"type": "date", "label": "Day", "required": False},
            },
            "requires": ["two_criteria"],
            "also": ["begin"],
            "triggers": ["attachment"],
            "decision": "approve",
            "source": "Minutes of 17 December 2012",
        },
    } | _later_events()


def _later_events() -> dict[str, Any]:
    return {
        "note": {
            "title": "Add a note",
            "from": "living",
            "to": "same",
            "by": ["coordinator", "worker"],
        },
        "close": {
            "title": "Close the case",
            "from": ["approved"],
            "to": "closed",
            "routes": [{"when": "visits == 0", "to": "identified"}],
            "by": ["coordinator"],
        },
        "leave": {
            "title": "Record that the family moved away",
            "from": "living",
            "to": "moved_away",
            "by": ["coordinator"],
        },
        "reopen": {
            "title": "Reopen the case",
            "from": ["closed", "moved_away"],
            "to": "identified",
            "by": ["coordinator"],
            "reopens": True,
        },
    }


def _service() -> dict[str, Any]:
    return {
        "initial": "none_yet",
        "states": {
            "none_yet": {
                "title": "No service yet",
                "purpose": "Nobody works with the family.",
                "owner": "coordinator",
            },
            "active": {
                "title": "In support",
                "purpose": "A worker visits the family.",
                "owner": "worker",
                "final": True,
            },
        },
        "transitions": {
            "begin": {
                "title": "Support begins",
                "from": ["none_yet"],
                "to": "active",
                "by": ["system"],
            }
        },
    }
