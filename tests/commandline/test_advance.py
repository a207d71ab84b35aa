"""`advance`, `allocate` and `review`, as a person types them."""

from datetime import date

from tests.builders.office import Office
from tests.builders.program import Program

PROFILE = ("record_profile", "--answer", "agency=police", "--answer", "summary=Known")
AS_POLICE = ("--as", "mai.police")


def test_an_agency_records_its_part(program: Program, reference: str) -> None:
    said = program.done("advance", reference, *PROFILE, *AS_POLICE)
    assert said.startswith(f"{reference}: Record an agency's part of the profile.")
    assert "Recorded by mai.police on 17 December 2012 at 10:00 (version 2)." in said


def test_the_same_command_twice_happens_once(program: Program, reference: str) -> None:
    words = ("advance", reference, *PROFILE, *AS_POLICE, "--command-id", "police-1")
    program.done(*words)
    said = program.done(*words)
    assert "This was done before, by mai.police on 17 December 2012 at 10:00" in said
    assert program.run("case", reference, "--json").json["version"] == 2


def test_a_command_id_that_did_something_else_is_refused(
    program: Program, office: Office
) -> None:
    first, second = office.open_families(2)
    words = (*PROFILE, *AS_POLICE, "--command-id", "police-1")
    program.done("advance", first, *words)
    assert "was used on 17 December 2012 at 10:00 for something else" in (
        program.refused("advance", second, *words)
    )


def test_missing_answers_are_listed_with_what_can_be_answered(
    program: Program, reference: str
) -> None:
    said = program.refused("advance", reference, "record_profile", *AS_POLICE)
    assert "- The agency (agency) is missing: give one of police, youth_off" in said
    assert "record_profile asks for:" in said
    assert "--answer summary=...  What the agency knows (text)" in said


def test_an_unknown_case_is_told(program: Program) -> None:
    said = program.refused("advance", "MAI-9999", *PROFILE, *AS_POLICE)
    assert "There is no case 'MAI-9999'." in said


def test_an_unknown_event_is_told_with_the_likeliest(
    program: Program, reference: str
) -> None:
    said = program.refused("advance", reference, "record_profil", *AS_POLICE)
    assert "There is no event 'record_profil'. Did you mean 'record_profile'?" in said


def test_an_unknown_user_is_told_who_there_is(program: Program, reference: str) -> None:
    said = program.refused("advance", reference, *PROFILE, "--as", "nobody")
    assert "There is no user 'nobody' in Maidstone. Users are: kent.manager" in said


def test_a_wrong_role_is_told_whose_it_is(program: Program, reference: str) -> None:
    said = program.refused("advance", reference, "accept_gap", *AS_POLICE)
    assert "may not do this: Accept that an agency's part is missing." in said
    assert "It is for: Coordinator, Operational Group." in said


def test_a_stale_version_is_told_who_changed_what_and_when(
    program: Program, reference: str
) -> None:
    program.done("advance", reference, *PROFILE, *AS_POLICE)
    said = program.refused(
        "advance", reference, *PROFILE, *AS_POLICE, "--seen-version", "1"
    )
    assert f"{reference} has changed since you looked: mai.police did" in said
    assert "on 17 December 2012 at 10:00" in said


def test_a_clock_set_back_is_told(
    program: Program, office: Office, reference: str
) -> None:
    office.at(date(2012, 12, 16))
    program.set_clock(office.context.now())
    said = program.refused("advance", reference, *PROFILE, *AS_POLICE)
    assert "The clock says 16 December 2012 at 10:00, but MAI-0001 was last" in said


def test_an_answer_without_a_name_is_not_understood(
    program: Program, reference: str
) -> None:
    said = program.misused("advance", reference, "x", *AS_POLICE, "--answer", "police")
    assert "'police' is not an answer. Write name=value" in said


def test_an_answer_given_twice_is_not_understood(
    program: Program, reference: str
) -> None:
    twice = ("--answer", "a=1", "--answer", "a=2")
    said = program.misused("advance", reference, "x", *AS_POLICE, *twice)
    assert "'a' is answered twice." in said


def test_a_family_is_given_to_a_worker(program: Program, office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    said = program.done("allocate", reference, "mai.worker1", "--as", "mai.coordinator")
    assert "programme 'Caseworker allocated', service 'Agreed" in said


def test_a_fip_worker_needs_the_reason_that_the_pathway_asks_for(
    program: Program, office: Office
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    office.at(date(2013, 2, 4))
    program.set_clock(office.context.now())
    words = ("allocate", reference, "mai.fip1", "--as", "mai.coordinator")
    assert "(intensive_need) is missing" in program.refused(*words)
    said = program.done(*words, "--answer", "intensive_need=Eviction is near")
    assert "programme 'FIP worker allocated', service 'Agreed" in said


def test_a_caseload_that_grows_beyond_the_usual_warns(
    program: Program, office: Office
) -> None:
    office.at(date(2013, 2, 4))
    program.set_clock(office.context.now())
    *full, last = office.open_families(6)
    for reference in (*full, last):
        office.walk(reference, "caf_agreed")
    for reference in full:
        office.take(reference, "allocate_fip", chosen_worker="mai.fip1")
    words = ("allocate", last, "mai.fip1", "--as", "mai.coordinator")
    ran = program.run(*words, "--answer", "intensive_need=Eviction is near")
    assert ran.code == 0
    assert ran.err == (
        "Take care: FIP worker 1 now has 6 families; 5 is usual and 6 a full "
        "caseload.\n"
    )


def test_a_worker_who_has_left_gets_no_family(program: Program, office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "caf_agreed")
    office.at(date(2013, 9, 2))
    program.set_clock(office.context.now())
    words = ("allocate", reference, "mai.worker5", "--as", "mai.coordinator")
    assert "Caseworker 5 (mai.worker5) is not in post today" in program.refused(*words)


def test_somebody_who_is_no_worker_gets_no_family(
    program: Program, reference: str
) -> None:
    words = ("allocate", reference, "mai.claims", "--as", "mai.coordinator")
    assert "is not a worker to whom families are allocated" in program.refused(*words)
    words = ("allocate", reference, "nobody", "--as", "mai.coordinator")
    assert "There is no worker 'nobody' here." in program.refused(*words)


def test_a_review_is_recorded(program: Program, office: Office) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    office.at(date(2013, 1, 21))
    program.set_clock(office.context.now())
    words = ("review", reference, "--held-on", "2013-01-21", "--outcome", "on_track")
    program.done(*words, "--as", "mai.worker1", "--answer", "summary=School is better")
    (review,) = program.run("case", reference, "--json").json["reviews"]
    assert review == {
        "due_on": "2013-01-28",
        "held_on": "2013-01-21",
        "held_by": "mai.worker1",
        "outcome": "on_track",
    }


def test_a_review_before_support_is_refused(program: Program, reference: str) -> None:
    words = ("review", reference, "--held-on", "2012-12-17", "--outcome", "on_track")
    said = program.refused(*words, "--as", "mai.coordinator", "--answer", "summary=x")
    assert "the service stands at 'Not offered yet'" in said


def test_a_review_of_an_unknown_case_is_refused(program: Program) -> None:
    words = ("review", "MAI-9999", "--held-on", "2012-12-17", "--outcome", "on_track")
    assert "There is no case 'MAI-9999'." in (
        program.refused(*words, "--as", "mai.coordinator")
    )


def test_a_day_that_is_none_is_not_understood(program: Program) -> None:
    words = ("review", "MAI-0001", "--held-on", "2013-02-30", "--outcome", "on_track")
    said = program.misused(*words, "--as", "mai.coordinator")
    assert "'2013-02-30' is not a day. Write year, month and day: 2013-02-05." in said


def test_a_day_before_2000_is_taken_for_a_slip(program: Program) -> None:
    words = ("review", "MAI-0001", "--held-on", "1901-01-01", "--outcome", "on_track")
    said = program.misused(*words, "--as", "mai.coordinator")
    assert "found 1901-01-01, which is before 2000." in said


def test_a_reference_may_be_typed_in_small_letters(
    program: Program, reference: str
) -> None:
    said = program.done("advance", reference.lower(), *PROFILE, *AS_POLICE)
    assert said.startswith(f"{reference}: Record an agency's part of the profile.")
    assert f"History of {reference}" in program.done("history", reference.lower())


def test_a_case_is_no_duplicate_of_itself_or_of_none(
    program: Program, office: Office
) -> None:
    one, other = office.open_families(2)
    words = ("advance", one, "mark_duplicate", "--as", "mai.coordinator", "--answer")
    assert f"found {one}, which is this case; give another one." in (
        program.refused(*words, f"other_reference={one.lower()}")
    )
    assert "found 'MAI-9999', and there is no such case in this district." in (
        program.refused(*words, "other_reference=MAI-9999")
    )
    assert "programme 'Duplicate'" in program.done(*words, f"other_reference={other}")


def test_each_reason_of_an_allocation_has_its_own_option(
    program: Program, office: Office
) -> None:
    (reference,) = office.open_families()
    office.walk(reference, "in_support")
    words = ("allocate", reference, "mai.worker2", "--as", "mai.coordinator")
    assert "Why the worker changes (reason) is missing" in program.refused(*words)
    program.done(*words, "--reason", "Nearer", "--capacity-reason", "Knows them")
    *_, last = program.run("history", reference, "--json").json["entries"]
    assert last["answers"]["reason"] == "Nearer"
    assert last["answers"]["capacity_reason"] == "Knows them"
    twice = (*words, "--reason", "a", "--answer", "reason=b")
    assert "'reason' is answered twice." in program.misused(*twice)
