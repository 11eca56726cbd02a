"""National employment projections: jobs and openings, schooling, skills, and the words for growth."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from reportgen import resources
from reportgen.sources.projections import percent_range

from .fixtures import (
    Sheets,
    assert_fits_store,
    assert_refused,
    described,
    fault,
    import_made_up,
    imported,
    named,
    row_of,
)
from .made_up import Fault, Row, drop, repeat

RELEASE = "projections-2024-34"
TITLE, CODE = "2024 National Employment Matrix title", "2024 National Employment Matrix code"
FIRST_ROW = 3  # a line, the headings, then the rows


def row(name: str, place: int, title: str, soc: str, *cells: str) -> Row:
    """A row of the workbook `name`; `cells` stand under the headings after title and code, the rest stays empty."""
    columns = described(RELEASE, name)[1].tables[place].columns
    return dict.fromkeys(columns, "") | dict(zip(columns, (title, soc, *cells), strict=False))


# --- occupation.xlsx ----------------------------------------------------------------------------------------------

OCCUPATION = (RELEASE, "occupation.xlsx")
JOBS, SEPARATIONS = "Table 1.2", "Table 1.10"
CHANGE, PERCENT = "Employment change, numeric, 2024–34", "Employment change, percent, 2024–34"
OPENINGS = "Occupational openings, 2024–34 annual average"


def occupation_sheets() -> Sheets:
    def jobs(title: str, soc: str, kind: str, *cells: str) -> Row:
        return row("occupation.xlsx", 0, title, soc, kind, *cells)

    def separations(title: str, soc: str, kind: str, *cells: str) -> Row:
        return row("occupation.xlsx", 1, title, soc, kind, *cells)

    return {
        JOBS: [
            jobs(
                "Total", "00-0000", "Summary", "1000", "1030", "100", "100", "30", "3", "5.8", "103", "—", "—", "—", "—"
            ),
            jobs(
                "  Made-up", "29-2072", "Line item", "200", "214.1", "0.1", "0.1", "14", "7", "—", "15.4", ">=$239,200"
            ),
            jobs("  Small", "51-2061", "Line item", "0.2", "0.2", "0", "0", "0", "-17.5", "0.5", "0"),
        ],
        SEPARATIONS: [
            separations(
                "Total", "00-0000", "Summary", "1000", "1030", "30", "3", "4", "6", "10", "40", "60", "100", "103"
            ),
            separations(
                "  Made-up", "29-2072", "Line item", "200", "214.1", "14", "7", "3", "4", "7", "6", "8", "14", "15.4"
            ),
            separations(
                "  Small", "51-2061", "Line item", "0.2", "0.2", "0", "-17.5", "3", "4", "7", "0", "0", "0", "0"
            ),
        ],
    }


def test_thousands_become_jobs(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *OCCUPATION, occupation_sheets())
    assert_fits_store(found)
    assert row_of(found.tables["projection"], soc="29-2072") == {
        "soc": "29-2072",
        "title": "Made-up",
        "line_type": "line item",
        "employment_base_jobs": 200_000,
        "employment_projected_jobs": 214_100,
        "change_jobs": 14_000,
        "change_percent": 7.0,
        "self_employed_percent": None,
        "openings_annual_jobs": 15_400,
    }
    assert row_of(found.tables["separation"], soc="00-0000") == {
        "soc": "00-0000",
        "exits_annual_jobs": 40_000,
        "transfers_annual_jobs": 60_000,
        "openings_annual_jobs": 103_000,
    }


def in_row(name: str, position: int, heading: str, cell: str, words: str) -> Fault:
    return fault(name, position, heading, cell, words, first_row=FIRST_ROW)


JOBS_FAULTS = [
    in_row("unknown occupation", 1, CODE, "29-2071", "not a known occupation code"),
    in_row("empty title", 1, TITLE, "", "the cell is empty"),
    in_row("unknown type", 1, "Occupation type", "Detail", "is not one of Line item, Summary"),
    in_row("no employment", 1, "Employment, 2024", "—", "“—” is not a number"),
    in_row("negative employment", 2, "Employment, 2034", "-0.2", "is negative"),
    in_row("change of another row", 1, CHANGE, "30", "30,000 jobs does not lead from 200,000 to 214,100"),
    in_row("percent of another row", 1, PERCENT, "7.3", "7.3 percent is not 14,000 of 200,000 jobs"),
    in_row("shares over the whole", 0, "Percent self employed, 2024", "101", "outside the range 0 to 100"),
    in_row("unknown mark", 1, "Percent self employed, 2024", "N/A", "“N/A” is not a number"),
    in_row("negative openings", 2, OPENINGS, "-1", "is negative"),
    Fault("repeated key", repeat(1), 6, CODE, "repeats the key 29-2072 of row 4"),
]


@pytest.mark.parametrize(**named(JOBS_FAULTS))
def test_a_faulty_table_of_projections_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *OCCUPATION, occupation_sheets(), fault, JOBS)


SEPARATION_FAULTS = [
    in_row("unknown occupation", 1, CODE, "29-2071", "not a known occupation code"),
    in_row("occupation of another table", 1, CODE, "29-1141", "29-1141 is not in the table of projections"),
    in_row("employment of another table", 1, "Employment, 2024", "200.1", "200,100 jobs contradict the table of"),
    in_row("change of another table", 1, CHANGE, "14.1", "14,100 jobs contradict the table of projections"),
    in_row("openings of another table", 1, OPENINGS, "15.5", "15,500 jobs contradict the table of projections"),
    in_row(
        "sum of separations",
        1,
        "Total occupational separations, 2024–34 annual average",
        "15",
        "not the sum of its parts",
    ),
    in_row("sum of openings", 1, OPENINGS, "15.6", "15,600 is not the sum of its parts"),
    Fault("a row less", drop(1), None, CODE, "lacks 29-2072, which the table of projections has"),
    Fault("repeated key", repeat(1), 6, CODE, "repeats the key 29-2072 of row 4"),
]


@pytest.mark.parametrize(**named(SEPARATION_FAULTS))
def test_a_faulty_table_of_separations_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *OCCUPATION, occupation_sheets(), fault, SEPARATIONS)


def test_a_percentage_may_differ_by_what_rounding_allows_and_no_more() -> None:
    low, high = percent_range(200_000, 14_000, 50)
    assert (round(low, 2), round(high, 2)) == (6.92, 7.08)
    low, high = percent_range(200, 0, 50)  # 0.2 thousand jobs: a printed -17.5 is possible
    assert low < -17.5 < high


# --- education.xlsx -----------------------------------------------------------------------------------------------

EDUCATION = (RELEASE, "education.xlsx")
WAGES, ATTAINMENT, ENTRY = "Table 5.2", "Table 5.3", "Table 5.4"
WAGE = "Median annual wage, dollars, 2024[1]"
SHARES = ("1.5", "7.8", "13.1", "5.3", "40.7", "24.7", "6.9")
EXPERIENCE = "Work experience in a related occupation"
TRAINING = "Typical on-the-job training needed to attain competency in the occupation"


def education_sheets() -> Sheets:
    return {
        WAGES: [
            row("education.xlsx", 0, "Total, all occupations", "9", "9", "100", "100", "0", "0", "49500"),
            row("education.xlsx", 0, "  Master's degree", "4", "4", "44", "44", "0", "0", "81910"),
        ],
        ATTAINMENT: [
            row("education.xlsx", 1, "Total", "00-0000", *SHARES),
            row("education.xlsx", 1, "Made-up[1]", "29-2072", *SHARES),
        ],
        ENTRY: [
            row("education.xlsx", 2, "Made-up", "29-2072", "Bachelor's degree", "None", "None", "—"),
            row("education.xlsx", 2, "Other", "29-1141", "Master's degree", "5 years or more", "Internship/residency"),
        ],
    }


def test_schooling_of_workers_and_what_an_occupation_needs(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *EDUCATION, education_sheets())
    assert_fits_store(found)
    total, mine = (row_of(found.tables["attainment"], soc=soc) for soc in ("00-0000", "29-2072"))
    assert (total["exact_match"], mine["exact_match"]) == (1, 0)
    assert (mine["less_than_high_school_percent"], mine["doctoral_percent"]) == (1.5, 6.9)
    entry = found.tables["entry_requirement"]
    assert row_of(entry, soc="29-2072") == {
        "soc": "29-2072", "education": "Bachelor's degree", "experience": None, "training": None
    }  # fmt: skip
    assert row_of(entry, soc="29-1141")["experience"] == "5 years or more"
    wages = found.tables["education_wage"]
    assert wages.to_dict("records") == [{"education": "Master's degree", "annual_median_usd": 81910}]


WAGE_FAULTS = [
    in_row("unknown level", 1, "Typical education needed for entry", "College", "is not one of Total"),
    in_row("dash", 1, WAGE, "—", "is not a whole number"),
    in_row("thousands of dollars", 1, WAGE, "81", "outside the range"),
    Fault(
        "repeated key", repeat(1), 5, "Typical education needed for entry", "repeats the key Master's degree of row 4"
    ),
]


@pytest.mark.parametrize(**named(WAGE_FAULTS))
def test_a_faulty_table_of_wages_by_education_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *EDUCATION, education_sheets(), fault, WAGES)


ATTAINMENT_FAULTS = [
    in_row("unknown occupation", 1, CODE, "29-2071", "not a known occupation code"),
    in_row("another footnote", 1, TITLE, "Made-up[2]", "has a footnote other than [1]"),
    in_row("only a footnote", 1, TITLE, "[1]", "the cell is empty"),
    in_row("share over the whole", 1, "Bachelor's degree", "140.7", "outside the range 0 to 100"),
    in_row("dash", 1, "Bachelor's degree", "—", "“—” is not a number"),
    Fault(
        "shares that are not a whole",
        lambda rows: rows[1].update({"Bachelor's degree": "41.1"}),
        4,
        None,
        "the shares add up to 100.4 percent",
    ),
    Fault("repeated key", repeat(1), 5, CODE, "repeats the key 29-2072 of row 4"),
]


@pytest.mark.parametrize(**named(ATTAINMENT_FAULTS))
def test_a_faulty_table_of_attainment_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *EDUCATION, education_sheets(), fault, ATTAINMENT)


ENTRY_FAULTS = [
    in_row("unknown education", 0, "Typical education needed for entry", "College", "is not one of Doctoral"),
    in_row("no education", 0, "Typical education needed for entry", "None", "is not one of Doctoral"),
    in_row("unknown experience", 0, EXPERIENCE, "10 years", "is not one of 5 years or more"),
    in_row("empty training", 0, TRAINING, "", "is not one of Internship/residency"),
    in_row("unknown occupation", 0, CODE, "292072", "not a known occupation code"),
    in_row("empty title", 0, TITLE, "", "the cell is empty"),
    Fault("repeated key", repeat(0), 5, CODE, "repeats the key 29-2072 of row 3"),
]


@pytest.mark.parametrize(**named(ENTRY_FAULTS))
def test_a_faulty_table_of_entry_requirements_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *EDUCATION, education_sheets(), fault, ENTRY)


# --- skills.xlsx --------------------------------------------------------------------------------------------------

SKILLS = (RELEASE, "skills.xlsx")
HIGHEST, RANKS = "Table 6.2", "Table 6.5"
TOP = ("Top highest skill", "Second highest skill", "Third highest skill")


def skill_sheets() -> Sheets:
    def highest(title: str, soc: str, *skills: str) -> Row:
        return row("skills.xlsx", 0, title, soc) | dict(zip(TOP, skills, strict=True))

    ranks = [str(rank) for rank in range(80, 97)]
    return {
        HIGHEST: [
            highest("Total", "00-0000", "Adaptability", "Detail oriented", "Interpersonal"),
            highest("  Made-up[2]", "29-2072", "Detail oriented", "Adaptability", "Science"),
            highest("  Other", "29-1141", "Science", "Leadership", "Adaptability"),
        ],
        RANKS: [
            row("skills.xlsx", 1, "Made-up[1]", "29-2072", *ranks),
            row("skills.xlsx", 1, "Other", "29-1141", *reversed(ranks)),
        ],
    }


def test_skills_come_one_row_each(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *SKILLS, skill_sheets())
    assert_fits_store(found)
    ranks, top = found.tables["bls_skill"], found.tables["bls_top_skill"]
    assert (len(ranks), len(top)) == (2 * 17, 3 * 3)
    assert row_of(ranks, soc="29-2072", skill="Adaptability") == {
        "soc": "29-2072", "skill": "Adaptability", "percentile_rank": 80, "imputed": 1
    }  # fmt: skip
    assert row_of(ranks, soc="29-1141", skill="Writing and reading")["percentile_rank"] == 80
    assert list(top.loc[top["soc"] == "29-2072", "skill"]) == ["Detail oriented", "Adaptability", "Science"]
    assert set(top.loc[top["imputed"] == 1, "soc"]) == {"29-2072"}


RANK_FAULTS = [
    in_row("rank over 100", 1, "Science", "101", "outside the range 0 to 100"),
    in_row("part of a rank", 1, "Science", "88.5", "not a whole number"),
    in_row("no rank", 1, "Science", "", "not a whole number"),
    in_row("another footnote", 0, TITLE, "Made-up[2]", "has a footnote other than [1]"),
    in_row("unknown occupation", 1, CODE, "29-2071", "not a known occupation code"),
    Fault("repeated key", repeat(1), 5, CODE, "repeats the key 29-1141 of row 4"),
]


@pytest.mark.parametrize(**named(RANK_FAULTS))
def test_a_faulty_table_of_ranks_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *SKILLS, skill_sheets(), fault, RANKS)


HIGHEST_FAULTS = [
    in_row("unknown skill", 1, TOP[0], "Patience", "“Patience” is not one of Adaptability"),
    in_row("no skill", 1, TOP[2], "—", "“—” is not one of"),
    in_row("the same skill twice", 1, TOP[2], "Adaptability", "names a skill twice"),
    in_row("another footnote", 1, TITLE, "Made-up[3]", "has a footnote other than [2]"),
    in_row("imputed here only", 2, TITLE, "Other[2]", "29-1141 is not as in the table of percentile ranks"),
    Fault(
        "occupation without ranks",
        lambda rows: rows[2].update({CODE: "29-1151"}),
        5,
        TITLE,
        "29-1151 is not as in the table of percentile ranks",
    ),
    Fault("a row less", drop(2), None, CODE, "lacks 29-1141, which the table of percentile ranks has"),
    Fault("repeated key", repeat(1), 6, CODE, "repeats the key 29-2072 of row 4"),
]


@pytest.mark.parametrize(**named(HIGHEST_FAULTS))
def test_a_faulty_table_of_top_skills_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *SKILLS, skill_sheets(), fault, HIGHEST)


# --- the words for growth -----------------------------------------------------------------------------------------


def edition() -> dict[str, object]:
    path = resources.folder("data") / "rules" / "growth-words.toml"
    (only,) = tomllib.loads(path.read_text(encoding="utf-8"))["edition"]
    assert isinstance(only, dict)
    return only


def test_the_cut_offs_fall_and_cover_every_percentage() -> None:
    found = edition()
    assert (found["period"], found["total_percent"]) == ("2024-34", 3.1)
    bands = found["bands"]
    assert isinstance(bands, list)
    floors = [band.get("at_least") for band in bands]
    assert floors == [7, 5, 3, 1, 0, None]
    assert len({band["words"] for band in bands}) == 6


@pytest.mark.shared_data
def test_the_handbooks_whole_percents_are_a_rounding_of_the_printed_ones(shared_data: Path) -> None:
    printed = imported(shared_data / "projections-2024-34/occupation.xlsx").tables["projection"]
    change = dict(zip(printed["soc"], printed["change_percent"], strict=True))
    whole = edition()["whole_percent"]
    assert isinstance(whole, dict)
    assert len(whole) == 60  # 40 of the Handbook, 20 without a figure there
    assert {abs(change[soc] - percent) for soc, percent in whole.items()} == {0.5}


# --- the official files -------------------------------------------------------------------------------------------


@pytest.mark.shared_data
def test_projections_of_the_official_workbook(shared_data: Path) -> None:
    found = imported(shared_data / "projections-2024-34/occupation.xlsx")
    assert_fits_store(found)
    frame = found.tables["projection"]
    assert Counter(frame["line_type"]) == {"line item": 832, "summary": 281}
    line_items = frame[frame["line_type"] == "line item"]
    assert sum(line_items["self_employed_percent"].isna()) == 199
    mine = row_of(frame, soc="29-2072")
    assert [mine[name] for name in ("employment_base_jobs", "employment_projected_jobs", "change_jobs")] == [
        194_800, 208_600, 13_800
    ]  # fmt: skip
    assert (mine["change_percent"], mine["openings_annual_jobs"]) == (7.1, 14_200)
    assert row_of(frame, soc="00-0000")["change_percent"] == edition()["total_percent"]
    assert len(found.tables["separation"]) == 1_113
    assert found.headings["change_percent"] == PERCENT


@pytest.mark.shared_data
def test_schooling_of_the_official_workbook(shared_data: Path) -> None:
    found = imported(shared_data / "projections-2024-34/education.xlsx")
    assert_fits_store(found)
    entry = found.tables["entry_requirement"]
    assert row_of(entry, soc="29-2072") == {
        "soc": "29-2072", "education": "Postsecondary nondegree award", "experience": None, "training": None
    }  # fmt: skip
    assert Counter(entry["training"])["Apprenticeship"] == 15
    assert Counter(found.tables["attainment"]["exact_match"]) == {0: 459, 1: 374}
    assert row_of(found.tables["education_wage"], education="Bachelor's degree")["annual_median_usd"] == 92260


@pytest.mark.shared_data
def test_skills_of_the_official_workbook(shared_data: Path) -> None:
    found = imported(shared_data / "projections-2024-34/skills.xlsx")
    assert_fits_store(found)
    ranks, top = found.tables["bls_skill"], found.tables["bls_top_skill"]
    assert (ranks["soc"].nunique(), ranks["skill"].nunique(), top["soc"].nunique()) == (832, 17, 833)
    assert ranks.loc[ranks["imputed"] == 1, "soc"].nunique() == 108
    assert row_of(ranks, soc="11-1011", skill="Leadership")["percentile_rank"] == 100


@pytest.mark.shared_data
def test_every_occupation_of_oews_has_a_projection_schooling_and_skills(shared_data: Path) -> None:
    nation = imported(shared_data / "oews-2024/national_M2024_dl.xlsx").tables["occupation"]
    published = set(nation.loc[nation["level"] == "detailed", "soc"])
    folder = shared_data / "projections-2024-34"
    for name, table in (
        ("occupation.xlsx", "projection"),
        ("occupation.xlsx", "separation"),
        ("education.xlsx", "entry_requirement"),
        ("education.xlsx", "attainment"),
        ("skills.xlsx", "bls_skill"),
    ):
        assert published <= set(imported(folder / name).tables[table]["soc"]), table
    line_items = imported(folder / "occupation.xlsx").tables["projection"].query("line_type == 'line item'")
    assert set(line_items["soc"]) - published == {"45-3031"}
