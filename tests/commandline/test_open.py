"""`init-db`, `open` and `samples`: from nothing to open cases."""

from pathlib import Path

from tests.builders.family_lists import row, write_list
from tests.builders.office import WORKFLOWS
from tests.builders.program import Program

HERE = ("--district", "maidstone", "--as", "mai.coordinator")


def opening(file: Path, *who: str) -> tuple[str, ...]:
    return ("open", "--from-csv", str(file), *(who or HERE))


def test_a_database_is_made_once(sqlite_url: str) -> None:
    program = Program(url=sqlite_url)
    assert "its tables were made or updated" in program.done("init-db")
    again = program.done("init-db")
    assert again == (
        "The database is ready (as it was). Districts: Maidstone, Tonbridge and "
        "Malling.\n"
    )


def test_a_database_may_be_named_as_a_file(tmp_path: Path) -> None:
    Program(url=str(tmp_path / "cases.db")).done("init-db")
    assert (tmp_path / "cases.db").exists()


def test_an_unknown_district_is_told_with_the_likeliest(sqlite_url: str) -> None:
    said = Program(url=sqlite_url).refused("init-db", "--district", "maidston")
    assert "There is no district 'maidston'" in said
    assert "Did you mean 'maidstone'? It has: maidstone, tonbridge_and_malling." in said


def test_a_folder_that_holds_no_workflows_is_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    said = Program(url=sqlite_url).refused("init-db", "--folder", str(tmp_path))
    assert "there is no folder 'districts'" in said


def test_a_moment_that_is_none_is_not_understood(sqlite_url: str) -> None:
    said = Program(url=sqlite_url).misused("init-db", "--clock-stands-at", "noon")
    assert "'noon' is not a moment. Write a day and a time: 2012-12-17T10:00." in said


def test_a_moment_without_a_zone_is_in_london(program: Program, tmp_path: Path) -> None:
    program.done("init-db", "--clock-stands-at", "2013-07-01T10:00")
    program.done(*opening(write_list(tmp_path, row())))
    case = program.run("case", "MAI-0001", "--json").json
    assert case["opened_at"] == "2013-07-01T09:00:00+00:00"


def test_a_sample_list_is_written_and_opened_once(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "families.csv"
    program.done(
        *("samples", "--district", "maidstone", "--families", "3", "--to", str(file))
    )
    assert program.done(*opening(file)) == "Opened 3 families: MAI-0001 to MAI-0003.\n"
    assert program.done(*opening(file)) == (
        "3 families of the list were open already: nothing changed.\n"
    )


def test_a_broken_list_is_told_with_line_and_column_and_opens_nothing(
    program: Program, tmp_path: Path
) -> None:
    file = write_list(
        tmp_path, row(), row(family="F002", date_of_birth="31/02/2001"), row(surname="")
    )
    said = program.refused(*opening(file))
    assert "families.csv line 3, date_of_birth: found '31/02/2001'" in said
    assert "families.csv line 4, surname: found nothing" in said
    assert program.done("cases") == "No case fits.\n"


def test_a_list_that_is_not_there_is_told(program: Program, tmp_path: Path) -> None:
    said = program.refused(*opening(tmp_path / "none.csv"))
    assert "none.csv: found no file of that name" in said


def test_a_list_is_opened_by_those_who_may(program: Program, tmp_path: Path) -> None:
    file = write_list(tmp_path, row())
    wrong = opening(file, "--district", "maidstone", "--as", "mai.police")
    said = program.refused(*wrong)
    assert "Kent Police, Maidstone may not open families. It is for: Coord" in said
    nobody = opening(file, "--district", "maidstone", "--as", "nobody")
    assert "There is no user 'nobody' in Maidstone." in program.refused(*nobody)
    nowhere = opening(file, "--district", "kent", "--as", "mai.coordinator")
    assert "There is no district 'kent' in this database." in program.refused(*nowhere)


def test_no_sample_families_live_in_an_unknown_district(
    sqlite_url: str, tmp_path: Path
) -> None:
    words = ("samples", "--district", "maidston", "--to", str(tmp_path / "x.csv"))
    said = Program(url=sqlite_url).refused(*words)
    assert "Did you mean maidstone?" in said


def test_a_file_that_can_not_be_written_is_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    to = str(tmp_path / "no folder" / "x.csv")
    said = Program(url=sqlite_url).refused(
        "samples", "--district", "maidstone", "--to", to
    )
    assert said == f"- {to}: this file can not be used (No such file or directory).\n"


def test_the_workflows_that_ship_are_found(sqlite_url: str) -> None:
    words = ("init-db", "--folder", str(WORKFLOWS), "--district", "maidstone")
    assert "Districts: Maidstone." in Program(url=sqlite_url).done(*words)
