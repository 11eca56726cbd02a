"""Files that are not of the form stop the reading, all at once, each with file, line, field and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.sources.editorial import TextsError, code_of_scope, read_file, read_texts, scopes_of

from .sample import GOOD, line_of, with_fault, write


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path)
    (text,) = read_texts(tmp_path)
    assert (text.scope, text.language, text.soc) == ("29-2072", "en", "29-2072")
    assert len(text.duties) == 6 and text.credentials[0].issuer.endswith("(AHIMA)")
    assert text.prepare.after[0] == "Begin a coding program."


FAULTS = [
    ("duties = [", "dutys = [", "dutys", "is not a field", "Did you mean duties?"),
    ("difficulty = ", "difficulty = 3 #", "difficulty", "is not a text", "double quotes"),
    ('settings = ["Hospitals"', 'settings = [7, "Hospitals"', "settings 1", "is not a text", "double quotes"),
    (
        'name = "Coding auditor"',
        'nam = "Coding auditor"',
        "specialisations 3 nam",
        "is not a key",
        "Did you mean name?",
    ),
    ('text = "Quiet time to think"', 'text = ""', "strengths 3 text", "is empty", "Fill it"),
    ("grade_10 = [", "grade_13 = [", "prepare.grade_13", "is not a key", "grade_1"),
    ('soc = "29-2072"', 'soc = "29-2073"', "soc", "named after 29-2072", "agree"),
]


@pytest.mark.parametrize(("old", "new", "field", "problem", "cure"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_fault_of_form(tmp_path: Path, old: str, new: str, field: str, problem: str, cure: str) -> None:
    write(tmp_path)
    assert read_texts(tmp_path)
    faulty = with_fault(old, new)
    write(tmp_path, faulty)
    with pytest.raises(TextsError) as caught:
        read_texts(tmp_path)
    found = {each.field: each for each in caught.value.problems}
    assert found[field].line == line_of(faulty, new) and found[field].file == "29-2072.toml"
    assert problem in found[field].problem and cure in found[field].cure
    assert f"29-2072.toml, line {found[field].line}, {field}" in str(caught.value)


def test_a_missing_key_points_at_its_table(tmp_path: Path) -> None:
    faulty = with_fault('issuer = "American Health Information Management Association (AHIMA)"\n', "")
    problem = read_file(write(tmp_path, faulty)).problems[0]
    assert (problem.field, problem.line) == ("credentials 1 issuer", line_of(faulty, "[[credentials]]"))


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, with_fault("duties = [", "dutys = ["))
    write(tmp_path, "soc = ", "major/29.toml")
    write(tmp_path, GOOD, "minor/29-9999.toml")
    with pytest.raises(TextsError) as caught:
        read_texts(tmp_path)
    assert {each.file for each in caught.value.problems} == {"29-2072.toml", "major/29.toml", "minor/29-9999.toml"}


def test_a_folder_of_overrides_may_leave_fields_out(tmp_path: Path) -> None:
    write(tmp_path, 'soc = "29-2072"\nsummary = "Ours."\n')
    (text,) = read_texts(tmp_path, partial=True)
    assert (text.summary, text.duties) == ("Ours.", ())
    with pytest.raises(TextsError):
        read_texts(tmp_path)


@pytest.mark.parametrize(
    ("soc", "minor"),
    [("29-1141", "29-1"), ("15-1252", "15-12"), ("31-1120", "31-11"), ("51-5111", "51-51"), ("13-1020", "13-1")],
)
def test_scopes_from_the_nearest(soc: str, minor: str) -> None:
    assert scopes_of(soc) == (soc, f"minor/{minor}", f"major/{soc[:2]}")
    assert code_of_scope(f"minor/{minor}") is not None


def test_no_such_scope() -> None:
    assert [code_of_scope(scope) for scope in ("29-0000", "29-1000", "major/30", "minor/29", "12-3456")] == [None] * 5
