from __future__ import annotations

import pytest

from reportgen.roster.problem import RosterError, RosterProblem
from reportgen.roster.read import read_roster, require_usable
from reportgen.store.reader import Store

from .conftest import Look

HEADING = "name,homeroom,grade,email,language,state,careers,copies\n"


def one(look: Look, row: str) -> RosterProblem:
    found = look(HEADING + row + "\n", state="48")
    (problem,) = found.problems
    assert not found.roster.students
    return problem


def test_a_whole_row(look: Look) -> None:
    found = look(HEADING + "Ana Li,7A,7,ana@x.org,Spanish,California,Bakers; Lawyers,3\n")
    (student,) = found.roster.students
    assert (student.row, student.name, student.homeroom, student.grade) == (2, "Ana Li", "7A", "7")
    assert (student.email, student.language, student.area.abbreviation, student.copies) == ("ana@x.org", "es", "CA", 3)
    assert [(career.soc.value, career.title, career.words) for career in student.careers] == [
        ("51-3011", "Bakers", "Bakers"), ("23-1011", "Lawyers", "Lawyers"),
    ]  # fmt: skip


def test_absent_columns_and_empty_cells(look: Look) -> None:
    for content in ("homeroom,careers\n7A,Bakers\n", HEADING + ",7A,,,,,Bakers,\n"):
        (student,) = look(content).roster.students
        assert (student.name, student.grade, student.email, student.language) == ("", "", "", "")
        assert student.area.is_nation
        assert student.copies == 1


def test_whose_state(look: Look) -> None:
    found = look(HEADING + "A,7A,,,,,Bakers,\nB,7A,,,,CA,Bakers,\nC,7A,,,,US,Bakers,\n", state="48")
    assert [student.area.abbreviation for student in found.roster.students] == ["TX", "CA", "US"]
    assert found.stateless_rows == 1
    assert look(HEADING + "A,7A,,,,,Bakers,\n").roster.students[0].area.is_nation


@pytest.mark.parametrize(
    ("row", "column", "value", "what", "cure"),
    [
        ("A,7A,,bo@x,,,Bakers,", "email", "bo@x", "not of the form", "name@school.org"),
        ("A,7A,,a@x.org;b@x.org,,,Bakers,", "email", "a@x.org;b@x.org", "2 addresses", "a row of its own"),
        ("A,7A,,,Spansh,,Bakers,", "language", "Spansh", "no language", "Did you mean Spanish (es)?"),
        ("A,7A,,,,Texs,Bakers,", "state", "Texs", "no state or territory", "Did you mean Texas (TX)?"),
        ("A,7A,,,,,nurse,", "careers", "nurse", "fits", "29-1141 Registered Nurses"),
        ("A,7A,,,,,,", "careers", "", "names no career", "Name one"),
        ("A,7A,,,,,Bakers,0", "copies", "0", "no number from 1 to 1,000", "nothing for 1"),
        ("A,7A,,,,,Bakers,two", "copies", "two", "no number from 1 to 1,000", "nothing for 1"),
        ("A,7A,,,,,Bakers,²", "copies", "²", "no number from 1 to 1,000", "nothing for 1"),
        (
            "A,7A,,,,Guam,Astronomers,",
            "careers",
            "Astronomers",
            "Guam publishes no figures for 19-2011",
            "Published in",
        ),
        (",,8,,,,Bakers,", "", "", "neither by name nor e-mail nor homeroom", "Fill one"),
        ("A,12-Sep,,,,,Bakers,", "homeroom", "12-Sep", "a spreadsheet made a date of it", "column as text"),
        ("A,#N/A,,,,,Bakers,", "homeroom", "#N/A", "an error of the spreadsheet", "formula"),
        (f"{'A' * 101},7A,,,,,Bakers,", "name", "A" * 59 + "…", "101 characters, 100 are the most", "Shorten"),
        ("A,7A,,,,,Bakers", "", "", "it has 7 cells, the heading has 8", "quotes"),
        ("A,7A,,,,,Bakers,1,more", "", "", "it has 9 cells, the heading has 8", "quotes"),
    ],
)
def test_what_is_wrong(look: Look, row: str, column: str, value: str, what: str, cure: str) -> None:
    problem = one(look, row)
    assert (problem.row, problem.column, problem.value) == (2, column, value)
    assert what in problem.what
    assert cure in problem.cure


def test_too_many_careers(look: Look, store: Store) -> None:
    titles = [title for title in store.occupation_titles.values() if "," not in title][:21]
    assert "21 careers, 20 are the most" in one(look, f"A,7A,,,,US,{'; '.join(titles)},").what


def test_never_another_states_figures(look: Look) -> None:
    problem = one(look, "A,7A,,,,Guam,Astronomers,")
    assert "write US as the row's state for the nation's figures" in problem.cure
    found = look(HEADING + "A,7A,,,,US,Astronomers,\n", state="66")
    assert found.roster.students[0].area.is_nation


def test_all_of_a_row_at_once_and_no_cell_of_another_column(look: Look) -> None:
    found = look(HEADING + "Secret Name,Room 1,8,bo@x,Spansh,Texs,nurse; Bakers; xqzt,none\n")
    assert {problem.column for problem in found.problems} == {"careers", "email", "language", "state", "copies"}
    assert len(found.problems) == 6
    with pytest.raises(RosterError) as caught:
        require_usable(found, skip_bad=False)
    assert "Secret" not in str(caught.value)
    assert "Room 1" not in str(caught.value)


def test_skip_bad_leaves_out_whole_rows(store: Store, look: Look) -> None:
    path = look(HEADING + "A,7A,,,,,Bakers; xqzt,\nB,7A,,,,,Bakers,\n").roster.path
    with pytest.raises(RosterError) as caught:
        read_roster(path, store, area=None)
    assert caught.value.exit_code == 2
    found = read_roster(path, store, area=None, skip_bad=True)
    assert [student.name for student in found.roster.students] == ["B"]
    assert [problem.row for problem in found.problems] == [2]
    path = look(HEADING + "A,7A,,,,,xqzt,\n").roster.path
    with pytest.raises(RosterError, match="No row is without a problem"):
        read_roster(path, store, area=None, skip_bad=True)
    path = look("name,hobby\nA,Bakers\n").roster.path
    with pytest.raises(RosterError, match="--column"):
        read_roster(path, store, area=None, skip_bad=True)


def test_warnings_stop_nothing(look: Look) -> None:
    found = look(
        HEADING
        + "Ana,7A,7,a@x.org,,,Bakers,\n"
        + "ANA,7B,7,A@x.org,,,Lawyers,\n"
        + "Bo,7A,7,,,,Bakers,\n"
        + "Bo,7A,7,,,,Bakers,\n"
        + "Bo,7B,7,,,,Bakers,\n"  # another one
        + ",7B,7,,,,Bakers,\n"
        + "C\u202ey,7B,7,,,,Bakers,\n"
        + "Ana,7A,7,other@x.org,,,Bakers,\n"
    )
    assert not found.problems
    assert [(warning.row, warning.column) for warning in found.warnings] == [(3, ""), (5, ""), (7, "name"), (8, "name")]
    assert "the student of row 2 again (name and e-mail)" in found.warnings[0].what
    assert "the student of row 4 again (name, homeroom and grade)" in found.warnings[1].what
    assert found.roster.students[-2].name == "Cy"
    require_usable(found, skip_bad=False)


def test_cells_like_formulas_are_text(look: Look) -> None:
    found = look(HEADING + "=cmd|' /C calc'!A0,@SUM(1),+1,,,,Bakers,\n")
    (student,) = found.roster.students
    assert (student.name, student.homeroom, student.grade) == ("=cmd|' /C calc'!A0", "@SUM(1)", "+1")


def test_first_and_last_names(look: Look) -> None:
    found = look("Last name,First name,Careers\nLi,Ana,Bakers\nRoe,,Bakers\n")
    assert [student.name for student in found.roster.students] == ["Ana Li", "Roe"]
