"""`pause`, `resume`, `close-day` and `open-day`, as a person types them."""

from tests.builders.program import Program

AS_COORDINATOR = ("--as", "mai.coordinator")
SNOW = ("2012-12-27", "--district", "maidstone", *AS_COORDINATOR)
TITLED = (*SNOW, "--title", "Snow")


def test_a_paused_clock_is_shown_with_its_reason(
    program: Program, reference: str
) -> None:
    why = ("--reason", "waiting_on_agency", "--note", "the school")
    said = program.done("pause", reference, "plan_check", *why, *AS_COORDINATOR)

    assert said.startswith(f"{reference}: Pause a clock: Check whether the family")
    shown = program.done("case", reference)
    assert (
        "2 working days left; paused since 17 December 2012: waiting for another "
        "agency (the school)"
    ) in shown


def test_a_resumed_clock_runs_on(program: Program, reference: str) -> None:
    words = (reference, "plan_check", *AS_COORDINATOR)
    program.done("pause", *words, "--reason", "court", "--command-id", "court-1")

    assert "paused" not in program.done("resume", *words)
    again = program.done(
        "pause", *words, "--reason", "court", "--command-id", "court-1"
    )
    assert "This was done before" in again


def test_a_wrong_reason_is_refused_with_those_there_are(
    program: Program, reference: str
) -> None:
    said = program.refused(
        "pause", reference, "plan_check", "--reason", "tired", *AS_COORDINATOR
    )

    assert "- There is no reason 'tired'. Reasons are: " in said
    assert "court (waiting for the court)" in said


def test_a_closed_day_is_listed_first_and_changed_with_yes_only(
    program: Program, reference: str
) -> None:
    said = program.done("close-day", *TITLED)
    assert f"{reference}   Give the agency's part of the profile: Health" in said
    assert "3 January 2013   4 January 2013" in said
    assert said.endswith("6 clocks would move. Nothing was changed.\n")

    assert program.done("close-day", *TITLED, "--yes").endswith("6 clocks moved.\n")
    ran = program.run("open-day", *SNOW, "--json")
    assert not ran.json["done"]
    assert {each["new_due_on"] for each in ran.json["moved"]} == {"2013-01-03"}
    assert program.done("open-day", *SNOW, "--yes").endswith("6 clocks moved.\n")


def test_christmas_is_not_closed_twice(program: Program, reference: str) -> None:
    assert reference
    said = program.refused(
        "close-day", "2012-12-25", *SNOW[1:], "--title", "Christmas", "--yes"
    )

    assert "is no working day anyway: it is a bank holiday." in said
