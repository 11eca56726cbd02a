"""O*NET: made-up files in the official layouts, good ones and ones with planted faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import SourceError
from reportgen.sources import importers, recognise
from reportgen.sources.imported import ImportedFile
from reportgen.sources.onet_work import standard_score
from reportgen.sources.spec import release_spec

from .made_up import Fault, assert_points, assert_refused, description, drop, import_rows, put, repeat, write
from .made_up_onet import (
    CODE,
    CODES,
    MADE_UP,
    RELEASE,
    SCALE,
    VALUE,
    alternate_titles,
    education,
    interests,
    job_zones,
    ratings,
    related,
    release_folder,
    reported_titles,
    scores,
    tasks,
    technology,
    work_context,
    work_styles,
    work_values,
)


def rows_of(imported: ImportedFile, table: str) -> list[tuple[object, ...]]:
    return list(imported.tables[table].itertuples(index=False, name=None))


def test_ratings_pair_importance_and_level_and_keep_the_row_of_the_file(tmp_path: Path) -> None:
    rows = ratings("skill")
    rows[1].update({"Recommend Suppress": "Y"})  # a level
    rows[3].update({"Not Relevant": "Y"})  # a level
    rows[4].update({"Recommend Suppress": "Y"})  # an importance
    rows[6].update({VALUE: "n/a"})
    imported = import_rows(tmp_path, RELEASE, "skills", rows)
    frame = imported.tables["rating"]
    assert list(frame.itertuples(name=None))[:5] == [
        (2, CODES[0], "2.A.1.a", 3.5, None, 0),
        (4, CODES[0], "2.A.1.b", 3.5, None, 0),
        (6, CODES[0], "2.A.1.c", 3.5, 2.25, 1),
        (8, CODES[0], "2.A.1.d", None, 2.25, 0),
        (10, CODES[0], "2.A.1.e", 3.5, 2.25, 0),
    ]
    assert len(frame) == 70
    assert len(imported.shared["element"]) == 35


def test_interests_become_one_row_with_letters_as_numbers(tmp_path: Path) -> None:
    imported = import_rows(tmp_path, RELEASE, "interests", interests())
    assert rows_of(imported, "interest") == [(CODES[1], 1.0, 4.33, 1.2, 2.0, 3.0, 6.97, 6, 2, None)]


def test_equal_scores_may_be_high_points_in_any_order(tmp_path: Path) -> None:
    rows = interests()
    rows[1][VALUE] = rows[5][VALUE] = "6.97"
    rows[6][VALUE], rows[7][VALUE] = "2.00", "6.00"
    assert rows_of(import_rows(tmp_path, RELEASE, "interests", rows), "interest")[0][7:] == (2, 6, None)


def test_a_work_style_without_a_rank_is_not_ranked_zero(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, RELEASE, "work_styles", work_styles()), "work_style")
    assert found[:3] == [
        (CODES[0], "1.D.1.a", -0.4, 2),
        (CODES[0], "1.D.1.b", -0.4, 1),
        (CODES[0], "1.D.1.c", -0.4, None),
    ]
    assert len(found) == 21


def test_work_values_pass_over_the_high_points(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, RELEASE, "work_values", work_values()), "work_value")
    assert len(found) == 6
    assert found[0] == (CODES[0], "1.B.2.a", 5.0)


def test_education_keeps_the_twelve_answers_of_its_own_question(tmp_path: Path) -> None:
    rows = education()
    rows[1]["Recommend Suppress"] = "Y"
    found = rows_of(import_rows(tmp_path, RELEASE, "education", rows), "required_education")
    assert len(found) == 12
    assert found[:2] == [(CODES[0], 1, 0.0, 0), (CODES[0], 2, 50.01, 1)]


def test_work_context_is_scored_from_the_means_that_may_be_used(tmp_path: Path) -> None:
    imported = import_rows(tmp_path, RELEASE, "work_context", work_context())
    assert rows_of(imported, "work_context") == [
        (CODES[0], "4.C.1.a.2.f", 33, "30.1"),
        (CODES[0], "4.C.2.a.3", 100, "30.1"),
        (CODES[0], "4.C.3.d.8", 50, "30.1"),  # a question with three answers has a scale of its own
        (CODES[1], "4.C.2.a.3", 0, "30.1"),
    ]
    assert list(imported.shared["element"]["element_id"]) == ["4.C.1.a.2.f", "4.C.2.a.3", "4.C.3.d.8"]


@pytest.mark.parametrize(("value", "score"), [(1, 0), (2.3, 33), (2.29, 32), (2.98, 50), (4.71, 93), (5, 100)])
def test_standard_score_rounds_half_away_from_zero(value: float, score: int) -> None:
    assert standard_score(value, 1, 5) == score


def test_names_technology_and_tasks(tmp_path: Path) -> None:
    titles = rows_of(import_rows(tmp_path, RELEASE, "alternate_titles", alternate_titles()), "alternate_title")
    assert titles[2] == (CODES[1], "Widget Coder", "alternate")
    reported = rows_of(import_rows(tmp_path, RELEASE, "reported_titles", reported_titles()), "alternate_title")
    assert reported == [(CODES[0], "Widget Coder", "reported")]
    tools = rows_of(import_rows(tmp_path, RELEASE, "technology", technology()), "technology")
    assert tools[0] == (CODES[0], "Widget Studio", 43230000, 1, 1)
    assert [row[1] for row in tools] == ["Widget Studio", "Gadget Base", 'The "Quoted" Tool']
    assert [row[3:] for row in tools] == [(1, 1), (1, 0), (0, 0)]
    kinds = [row[3] for row in rows_of(import_rows(tmp_path, RELEASE, "tasks", tasks()), "task")]
    assert kinds == ["Core", "Supplemental", None]
    near = rows_of(import_rows(tmp_path, RELEASE, "related", related()), "related_occupation")
    assert near[0][1:] == (1, "11-1011.00", "Primary-Short")


RATING_FAULTS = [
    Fault("code of another form", put(5, CODE, "15-1252"), 7, CODE, "not an occupation of O*NET-SOC 2019"),
    Fault("unknown occupation", put(5, CODE, "15-1252.77"), 7, CODE, "“15-1252.77”"),
    Fault("unknown element", put(5, "Element ID", "2.A.9.z"), 7, "Element ID", "“2.A.9.z” is unknown"),
    Fault("another domain's element", put(5, "Element ID", "2.C.1.a"), 7, "Element ID", "of the domain knowledge"),
    Fault("another name", put(5, "Element Name", "Juggling"), 7, "Element Name", "is called “Juggling”"),
    Fault("unknown scale", put(5, SCALE, "XX"), 7, SCALE, "“XX” is not one of IM, LV"),
    Fault("importance above its scale", put(4, VALUE, "5.01"), 6, VALUE, "outside the range 1 to 5"),
    Fault("importance below its scale", put(4, VALUE, "0.99"), 6, VALUE, "outside the range 1 to 5"),
    Fault("level above its scale", put(5, VALUE, "7.5"), 7, VALUE, "outside the range 0 to 7"),
    Fault("no number", put(5, VALUE, "three"), 7, VALUE, "“three” is not a number"),
    Fault("empty value", put(5, VALUE, ""), 7, VALUE, "“” is not a number"),
    Fault("unknown flag", put(5, "Recommend Suppress", "M"), 7, "Recommend Suppress", "“M” is not one of Y, N, n/a"),
    Fault("unknown relevance", put(5, "Not Relevant", "?"), 7, "Not Relevant", "“?” is not one of"),
    Fault("repeated row", repeat(5), 142, "Element ID", "repeats the key 15-1252.00 / 2.A.1.c / LV of row 7"),
    Fault("cut off", drop(-1), 72, CODE, "29-2072.00 lack 2.B.5.d on LV"),
    Fault("missing pair", drop(4), 2, CODE, "15-1252.00 lack 2.A.1.c on IM"),
]


@pytest.mark.parametrize("fault", RATING_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_ratings_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, RELEASE, "skills", ratings("skill"), fault)


OTHER_FAULTS = [
    ("interests", Fault("score out of range", put(2, VALUE, "0.90"), 4, VALUE, "outside the range 1 to 7")),
    ("interests", Fault("score missing", put(2, VALUE, "n/a"), 4, VALUE, "1.B.1.c has no value")),
    ("interests", Fault("half a letter", put(7, VALUE, "2.50"), 9, VALUE, "“2.5” is not a whole number")),
    ("interests", Fault("letter 7", put(7, VALUE, "7.00"), 9, VALUE, "outside the range 0 to 6")),
    ("interests", Fault("first is not the highest", put(6, VALUE, "2.00"), 8, VALUE, "high point 2 (score 4.33)")),
    ("interests", Fault("second above first", put(5, VALUE, "4.00"), 8, VALUE, "high point 6 (score 4)")),
    ("interests", Fault("twice the same", put(7, VALUE, "6.00"), 9, VALUE, "high point 6")),
    (
        "interests",
        Fault("third without second", lambda r: (put(7, VALUE, "0")(r), put(8, VALUE, "2")(r)), 10, VALUE, "2"),
    ),
    ("interests", Fault("first is missing", put(6, VALUE, "0.00"), 9, VALUE, "high point 2")),
    (
        "interests",
        Fault("score as a high point", put(2, SCALE, "IH"), 4, SCALE, "1.B.1.c is not rated on the scale IH"),
    ),
    ("interests", Fault("a letter is missing", drop(0), 2, CODE, "lack 1.B.1.a on OI")),
    ("work_styles", Fault("impact out of range", put(1, VALUE, "-3.01"), 3, VALUE, "outside the range -3 to 3")),
    ("work_styles", Fault("impact missing", put(1, VALUE, "n/a"), 3, VALUE, "has no value")),
    ("work_styles", Fault("rank 11", put(0, VALUE, "11"), 2, VALUE, "outside the range 0 to 10")),
    ("work_styles", Fault("rank between", put(0, VALUE, "1.50"), 2, VALUE, "not a whole number")),
    ("work_styles", Fault("gap in the ranks", put(0, VALUE, "3.00"), 2, VALUE, "3 is not the next rank")),
    ("work_styles", Fault("rank given twice", put(0, VALUE, "1.00"), 4, VALUE, "1 is not the next rank")),
    ("work_styles", Fault("style is missing", drop(40), 2, CODE, "lack 1.D.4.b on DR")),
    ("work_values", Fault("extent out of range", put(0, VALUE, "8"), 2, VALUE, "outside the range 1 to 7")),
    ("work_values", Fault("unknown scale", put(6, SCALE, "ZZ"), 8, SCALE, "“ZZ” is not one of EX, VH")),
    (
        "work_values",
        Fault("other scale only", lambda rows: rows.__delitem__(slice(6)), None, SCALE, "no row on the scale EX"),
    ),
    ("work_values", Fault("value is missing", drop(0), 2, CODE, "lack 1.B.2.a on EX")),
    ("education", Fault("answer 13", put(11, "Category", "13"), 13, "Category", "13 is not an answer")),
    ("education", Fault("no answer named", put(11, "Category", "n/a"), 13, "Category", "n/a is not an answer")),
    ("education", Fault("no number", put(11, "Category", "B"), 13, "Category", "“B” is not a whole number")),
    ("education", Fault("not 100 percent", put(5, VALUE, "48.98"), 2, VALUE, "add up to 98.99 percent")),
    ("education", Fault("eleven answers", drop(11), 2, VALUE, "the 11 answers of 15-1252.00")),
    (
        "education",
        Fault("repeated answer", put(3, "Category", "3"), 5, "Element ID", "15-1252.00 / 2.D.1 / RL / 3 of row 4"),
    ),
    ("work_context", Fault("mean out of range", put(2, VALUE, "5.10"), 4, VALUE, "outside the range 1 to 5")),
    ("work_context", Fault("no mean", put(2, VALUE, "n/a"), 4, VALUE, "4.C.2.a.3 has no value")),
    ("work_context", Fault("repeated mean", repeat(0), 8, "Element ID", "/ CX of row 2")),
    ("occupations", Fault("no title", put(3, "Title", " "), 5, "Title", "the cell is empty")),
    ("occupations", Fault("n/a for a title", put(3, "Title", "n/a"), 5, "Title", "the cell says “n/a”")),
    ("occupations", Fault("no description", put(3, "Description", ""), 5, "Description", "the cell is empty")),
    ("occupations", Fault("control character", put(3, "Title", "Bell\x07"), 5, "Title", "control character")),
    ("occupations", Fault("repeated", repeat(3), 1018, CODE, "repeats the key 11-1031.00 of row 5")),
    (
        "occupations",
        Fault("cut off", lambda rows: rows.__delitem__(slice(900, None)), None, CODE, "lacks 116 occupations"),
    ),
    (
        "alternate_titles",
        Fault("repeated", put(1, "Alternate Title", "Widget Coder"), 3, CODE, "Widget Coder of row 2"),
    ),
    ("alternate_titles", Fault("no title", put(1, "Alternate Title", "n/a"), 3, "Alternate Title", "“n/a”")),
    ("reported_titles", Fault("unknown code", put(0, CODE, "99-9999.00"), 2, CODE, "99-9999.00")),
    (
        "related",
        Fault("unknown tier", put(4, "Relatedness Tier", "Near"), 6, "Relatedness Tier", "“Near” is not one of"),
    ),
    ("related", Fault("place 21", put(4, "Index", "21"), 6, "Index", "outside the range 1 to 20")),
    ("related", Fault("place between", put(4, "Index", "5.5"), 6, "Index", "“5.5” is not a whole number")),
    ("related", Fault("place taken", put(4, "Index", "4"), 6, CODE, "15-1252.00 / 4 of row 5")),
    ("related", Fault("named twice", put(4, "Related O*NET-SOC Code", "11-1011.00"), 6, CODE, "11-1011.00 of row 2")),
    (
        "related",
        Fault("itself", put(4, "Related O*NET-SOC Code", CODES[0]), 6, "Related O*NET-SOC Code", "related to itself"),
    ),
    ("related", Fault("unknown", put(4, "Related O*NET-SOC Code", "x"), 6, "Related O*NET-SOC Code", "“x”")),
    ("related", Fault("nineteen", drop(7), 2, CODE, "15-1252.00 has 19 related occupations")),
    ("job_zones", Fault("zone 6", put(1, "Job Zone", "6"), 3, "Job Zone", "“6” is not one of 1, 2, 3, 4, 5")),
    ("job_zones", Fault("repeated", repeat(0), 4, CODE, "repeats the key 15-1252.00 of row 2")),
    ("technology", Fault("unknown flag", put(1, "Hot Technology", "n/a"), 3, "Hot Technology", "not one of Y, N")),
    ("technology", Fault("unknown demand", put(1, "In Demand", ""), 3, "In Demand", "not one of Y, N")),
    ("technology", Fault("no product", put(1, "Example", ""), 3, "Example", "the cell is empty")),
    ("technology", Fault("no kind", put(1, "Commodity Title", "n/a"), 3, "Commodity Title", "says “n/a”")),
    ("technology", Fault("code of seven digits", put(1, "Commodity Code", "4323000"), 3, "Commodity Code", "outside")),
    (
        "technology",
        Fault("two names", put(1, "Commodity Title", "Other"), 3, "Commodity Title", "43230000 is called “Other”"),
    ),
    ("technology", Fault("repeated", repeat(1), 5, CODE, "Gadget Base / 43230000 of row 3")),
    ("tasks", Fault("unknown type", put(1, "Task Type", "Main"), 3, "Task Type", "“Main” is not one of")),
    ("tasks", Fault("number of a task", put(1, "Task ID", "2b"), 3, "Task ID", "“2b” is not a whole number")),
    ("tasks", Fault("repeated", put(1, "Task ID", "1"), 3, "Task ID", "repeats the key 1 of row 2")),
    ("tasks", Fault("no statement", put(1, "Task", "n/a"), 3, "Task", "says “n/a”")),
]


@pytest.mark.parametrize(("part", "fault"), OTHER_FAULTS, ids=[f"{part}: {fault.name}" for part, fault in OTHER_FAULTS])
def test_a_fault_in_another_file_stops_the_import(tmp_path: Path, part: str, fault: Fault) -> None:
    assert_refused(tmp_path, RELEASE, part, MADE_UP[part](), fault)


@pytest.mark.parametrize("part", sorted(MADE_UP))
def test_headings_must_be_the_edition_s_own(tmp_path: Path, part: str) -> None:
    file = description(RELEASE, part)
    rows = MADE_UP[part]()
    columns = list(file.tables[0].columns)
    renamed = ["Kode", *columns[1:]]
    path = write(tmp_path / "made-up.txt", renamed, [{**row, "Kode": row[CODE]} for row in rows])
    with pytest.raises(SourceError) as caught:
        importers.import_file(path, release_spec(RELEASE), file)
    assert_points(caught.value, 1, None, "lacks “O*NET-SOC Code” and has the unknown “Kode”")


def test_a_tab_too_many_is_a_shifted_row_not_a_value(tmp_path: Path) -> None:
    rows = job_zones()
    rows[1]["Job Zone"] = "4\t4"
    with pytest.raises(SourceError) as caught:
        import_rows(tmp_path, RELEASE, "job_zones", rows)
    assert_points(caught.value, 3, None, "has 5 cells (expected 4, one a column)")


SCORE_FAULTS = [
    Fault("score above 100", put(1, "Score", "101"), 3, "Score", "outside the range 0 to 100"),
    Fault("score in fractions", put(1, "Score", "0.93"), 3, "Score", "“0.93” is not a whole number"),
    Fault("mean of another score", put(1, "CX Estimate", "4.68"), 3, "CX Estimate", "4.68 is not the mean of score 93"),
    Fault("unknown vintage", put(1, "Vintage", "2024"), 3, "Vintage", "“2024” is not one of 2020, 2021-22"),
    Fault("not of work context", put(1, "Element ID", "2.A.1.a"), 3, "Element ID", "of the domain skill"),
    Fault("another name", put(1, "Element Name", "Telepathy"), 3, "Element Name", "is called “Telepathy”"),
    Fault("unknown occupation", put(1, CODE, "29-2071.00"), 3, CODE, "“29-2071.00” is not an occupation"),
    Fault("repeated", repeat(0), 4, CODE, "repeats the key 15-1252.00 / 4.C.1.a.2.f of row 2"),
]


@pytest.mark.parametrize("fault", SCORE_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_work_context_scores_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, "onet-work-context-2020-22", "work_context", scores(), fault)


# --- which release a folder or a file is -----------------------------------------------------------------------------


def test_the_marker_file_tells_the_release(tmp_path: Path) -> None:
    folder = release_folder(tmp_path, "O*NET 30.1 Database")
    found = [(path.name, release.release.key, file.part) for path, release, file in recognise.recognise_folder(folder)]
    assert found == [("Interests.txt", RELEASE, "interests"), ("Job Zones.txt", RELEASE, "job_zones")]


@pytest.mark.parametrize(
    ("first_line", "words"),
    [("O*NET 30.3 Database", "it begins with “O*NET 30.3 Database”"), (None, "there is none"), ("", "begins with “”")],
)
@pytest.mark.parametrize("whole_folder", [True, False])
def test_another_or_an_unnamed_release_is_not_read_as_this_one(
    tmp_path: Path, first_line: str | None, words: str, whole_folder: bool
) -> None:
    folder = release_folder(tmp_path, first_line)
    with pytest.raises(SourceError) as caught:
        list(importers.import_path(folder if whole_folder else folder / "Job Zones.txt"))
    assert words in str(caught.value)
    assert "expected “O*NET 30.1 Database”" in str(caught.value)


def test_files_of_one_shape_are_told_apart_by_name_and_checked_by_content(tmp_path: Path) -> None:
    release_folder(tmp_path, "O*NET 30.1 Database")
    write(tmp_path / "Knowledge.txt", description(RELEASE, "skills").tables[0].columns, ratings("skill"))
    with pytest.raises(SourceError) as caught:
        list(importers.import_path(tmp_path / "Knowledge.txt"))
    assert_points(caught.value, 2, "Element ID", "the element “2.A.1.a” is of the domain skill")
