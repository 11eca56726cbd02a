"""OEWS: the nation, states, nonmetropolitan areas, industries."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reportgen.errors import SourceError
from reportgen.sources import codes, importers, recognise
from reportgen.sources.oews_industry import sectors_and_four_digits

from .fixtures import (
    Sheets,
    assert_fits_store,
    assert_refused,
    described,
    fault,
    import_made_up,
    imported,
    named,
    oews_row,
    row_of,
    wages,
    write,
)
from .made_up import Fault, Row, assert_points, repeat

WORKBOOK = ("oews-state-2024", "state_M2024_dl.xlsx")
SHEET = "state_M2024_dl"
CAPPED = ("95000", "60000", "90000", "150000", "#", "#")
ANNUAL_WAGES = [f"annual_{measure}_usd" for measure in ("mean", "pct10", "pct25", "median", "pct75", "pct90")]
PERCENTILES = ("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90")


def state_sheets() -> Sheets:
    """Two areas, the three levels of the state workbook, capped and unavailable figures."""
    _, file = described(*WORKBOOK)
    california = {"AREA": "06", "AREA_TITLE": "California", "PRIM_STATE": "CA"}
    none = ["*"] * 6
    return {
        SHEET: [
            oews_row(file, "00-0000", "total"),
            oews_row(file, "29-0000", "major"),
            oews_row(file),
            wages(oews_row(file, "29-1141", TOT_EMP="**", JOBS_1000="**", LOC_QUOTIENT="**"), none, none),
            wages(oews_row(file, "25-2021", ANNUAL="TRUE"), hourly=none),
            wages(oews_row(file, "27-2011", HOURLY="TRUE"), annual=none),
            wages(oews_row(file, "23-1011", **california), CAPPED, ("45.67", "30", "50", "80", "#", "#")),
            oews_row(file, **california),
        ]
    }


def test_the_state_workbook_becomes_rows_with_their_marks(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *WORKBOOK, state_sheets())
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    assert "occupation" not in found.tables  # titles of the nation only
    assert list(frame.index) == list(range(2, 10))
    texas = row_of(frame, soc="29-2072", area_fips="48")
    assert (texas["employment_jobs"], texas["annual_median_usd"], texas["hourly_pct90_usd"]) == (1230, 48050, 38.0)
    suppressed = row_of(frame, soc="29-1141")
    assert (suppressed["employment_jobs"], suppressed["jobs_per_1000"]) == ("**", None)
    assert (suppressed["annual_mean_usd"], suppressed["hourly_pct10_usd"]) == ("*", "*")
    lawyers = row_of(frame, soc="23-1011", area_fips="06")
    assert (lawyers["annual_pct75_usd"], lawyers["hourly_pct90_usd"]) == ("#", "#")
    assert [row_of(frame, soc=soc)["annual_only"] for soc in ("25-2021", "27-2011")] == [1, 0]
    assert [row_of(frame, soc=soc)["hourly_only"] for soc in ("25-2021", "27-2011")] == [0, 1]
    assert found.wage_cap_usd == (239_200, 115.0)
    assert found.headings["annual_median_usd"] == "A_MEDIAN"


FAULTS = [
    fault("unknown occupation", 2, "OCC_CODE", "29-9999", "not a known occupation code"),
    fault("malformed occupation", 2, "OCC_CODE", "292072", "not a known occupation code"),
    fault("empty title", 2, "OCC_TITLE", " ", "the cell is empty"),
    fault("control character", 2, "OCC_TITLE", "Made\tup", "control character"),
    fault("level of another code", 2, "O_GROUP", "major", "29-2072 is a detailed code"),
    fault("unknown level", 2, "O_GROUP", "minor group", "is not one of"),
    fault("unknown area", 2, "AREA", "03", "not the FIPS code"),
    fault("the nation among states", 2, "AREA", "00", "is the nation"),
    fault("area named otherwise", 2, "AREA_TITLE", "California", "“California” is not area 48"),
    fault("area of another state", 2, "PRIM_STATE", "CA", "“CA” is not the state of area 48"),
    fault("metropolitan area", 2, "AREA_TYPE", "4", "is not one of 2, 3"),
    fault("one industry only", 2, "NAICS", "622110", "is not one of 000000"),
    fault("one ownership only", 2, "OWN_CODE", "5", "is not one of 1235"),
    fault("industry level", 2, "I_GROUP", "sector", "is not one of cross-industry"),
    fault("unknown mark", 2, "A_MEDIAN", "N/A", "not a whole number"),
    fault("industry mark", 2, "A_MEDIAN", "~", "not a whole number"),
    fault("employment mark for a wage", 2, "H_MEAN", "**", "is not a number"),
    fault("wage mark for employment", 2, "TOT_EMP", "*", "not a whole number"),
    fault("empty wage", 2, "A_MEDIAN", "", "the cell is empty; a wage, * or # was expected"),
    fault("empty hourly wage", 2, "H_PCT25", "", "the cell is empty; a wage, * or # was expected"),
    fault("empty employment", 2, "TOT_EMP", "", "the cell is empty; a number of jobs or ** was expected"),
    fault("negative employment", 2, "TOT_EMP", "-10", "cannot be -10"),
    fault("part of a job", 2, "TOT_EMP", "1230.5", "not a whole number"),
    fault("hourly wage among annual ones", 2, "A_PCT10", "24", "not plausible"),
    fault("annual wage among hourly ones", 2, "H_MEAN", "48050", "not plausible"),
    fault("negative ratio", 2, "LOC_QUOTIENT", "-1", "outside the range"),
    fault("percentile out of order", 2, "A_PCT75", "48000", "48,000 is below the percentile before it"),
    fault("hourly percentile out of order", 2, "H_PCT90", "20", "20.0 is below the percentile before it"),
    fault("a figure above a capped one", 6, "A_PCT90", "200000", "200,000 is below the percentile before it"),
    fault("a figure at the cap", 2, "A_PCT90", "239200", "239,200 is not below the edition's cap"),
    fault("an hourly figure over the cap", 2, "H_PCT90", "115.01", "115.01 is not below the edition's cap"),
    fault("hourly wage in an annual row", 4, "H_MEDIAN", "23.1", "23.1 stands in a row of annual wages only"),
    fault("annual wage in an hourly row", 5, "A_MEAN", "50960", "50960 stands in a row of hourly wages only"),
    fault("unknown flag", 4, "ANNUAL", "YES", "is not one of"),
    Fault("repeated key", repeat(2), 10, "OCC_CODE", "repeats the key 29-2072 / 48 of row 4"),
]


@pytest.mark.parametrize(**named(FAULTS))
def test_a_faulty_cell_stops_the_import_with_its_place(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *WORKBOOK, state_sheets(), fault)


def test_a_capped_mark_in_an_edition_without_a_cap_is_an_error(tmp_path: Path) -> None:
    _, file = described("oews-national-2025", "national_M2025_dl.xlsx")
    nation = {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}
    sheets = {"national_M2025_dl": [oews_row(file, "00-0000", "total", **nation), oews_row(file, **nation)]}
    planted = fault("capped", 1, "A_PCT90", "#", "# marks a capped wage")
    assert_refused(tmp_path, "oews-national-2025", "national_M2025_dl.xlsx", sheets, planted)


def test_a_code_that_stands_twice_in_the_national_workbook_is_kept_once(tmp_path: Path) -> None:
    name = "national_M2024_dl.xlsx"
    _, file = described("oews-national-2024", name)
    nation = {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}
    rows = [oews_row(file, "13-1020", level, **nation) for level in ("broad", "detailed")]
    rows.append(oews_row(file, "29-1140", "broad", **nation))
    found = import_made_up(tmp_path, "oews-national-2024", name, {"national_M2024_dl": rows})
    assert_fits_store(found)
    assert list(found.tables["occupation"]["level"]) == ["detailed", "broad"]
    assert set(found.tables["wage_estimate"]["area_fips"]) == {"00"}
    planted = fault("a state in it", 0, "AREA", "48", "is not one of 99")
    assert_refused(tmp_path, "oews-national-2024", name, {"national_M2024_dl": rows}, planted)


# --- the file as a whole ------------------------------------------------------------------------------------------


def made_workbook(folder: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """The good state workbook with something changed about it."""
    _, file = described(*WORKBOOK)
    path = write(folder / WORKBOOK[1], file, state_sheets())
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(importers.import_path(path))
    assert path.name in str(caught.value)
    return caught.value


def rename_heading(book: openpyxl.Workbook) -> None:
    book[SHEET]["AB1"].value = "A_P50"


def exchange_headings(book: openpyxl.Workbook) -> None:
    book[SHEET]["AA1"].value, book[SHEET]["AB1"].value = "A_MEDIAN", "A_PCT25"


WHOLE_FILE_FAULTS = {
    "missing column": (lambda book: book[SHEET].delete_cols(28), "lacks “A_MEDIAN”", 1),
    "unknown column": (lambda book: book[SHEET].insert_cols(33) or book[SHEET].cell(1, 33, "NOTE"), "“NOTE”", 1),
    "renamed column": (rename_heading, "lacks “A_MEDIAN” and has the unknown “A_P50”", 1),
    "columns exchanged": (exchange_headings, "another order: column 27 is “A_MEDIAN”, not “A_PCT25”", 1),
    "wrong sheet": (lambda book: setattr(book[SHEET], "title", "All May 2024 data"), f"no sheet “{SHEET}”", None),
    "no rows": (lambda book: book[SHEET].delete_rows(2, 100), "headings but no rows", None),
    "truncated": (lambda book: book[SHEET].delete_rows(9), "has 7 rows for wage_estimate", None),
    "sheet of another year": (
        lambda book: setattr(book[SHEET], "title", "state_M2023_dl"),
        "is named like Occupational Employment and Wage Statistics, state estimates, May 2024 but holds",
        None,
    ),
}


@pytest.mark.parametrize("name", WHOLE_FILE_FAULTS)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str) -> None:
    change, words, row = WHOLE_FILE_FAULTS[name]
    error = refusal(made_workbook(tmp_path, change))
    assert words in str(error)
    assert error.row == row


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><title>Access denied</title>", "is a web page"),
        (b"PK\x03\x04 and then nothing", "damaged or incomplete archive"),
        (b"\xd0\xcf\x11\xe0", "encrypted or old-format workbook"),
        (b"AREA,AREA_TITLE\n", "is no workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / WORKBOOK[1]
    path.write_bytes(content)
    assert words in str(refusal(path))


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = made_workbook(tmp_path, lambda book: None).rename(tmp_path / "from the web (1).xlsx")
    release, file = recognise.recognise_file(path)
    assert (release.release.key, file.part, file.kind) == ("oews-state-2024", "state", "official")


def test_both_descriptions_of_a_part_are_one_part() -> None:
    official, assembled = (
        described("oews-state-2024", f"state_M2024_{end}")[1] for end in ("dl.xlsx", "assembled.csv")
    )
    assert (official.part, assembled.part) == ("state", "state")
    assert (official.kind, assembled.kind) == ("official", "derived")


# --- extracts that dropped the marks ------------------------------------------------------------------------------

EXTRACT = ("oews-state-2025", "state_M2025_derived.csv")
NONMETRO = ("oews-nonmetro-2024", "nonmetro_M2024_derived.csv")
EMPTY = [""] * 6


def extract_rows(of: tuple[str, str], **area: str) -> list[Row]:
    _, file = described(*of)
    return [
        oews_row(file, **area),
        wages(oews_row(file, "29-1141", TOT_EMP="", JOBS_1000="", LOC_QUOTIENT="", **area), EMPTY, EMPTY),
        wages(oews_row(file, "25-2021", **area), hourly=EMPTY),
        wages(oews_row(file, "27-2011", **area), annual=EMPTY),
        wages(oews_row(file, "23-1011", **area), annual=("95000", "60000", "90000", "150000", "", "")),
    ]


def nonmetro_rows() -> list[Row]:
    area = {"AREA": "4800001", "AREA_TITLE": "West Texas nonmetropolitan area", "PRIM_STATE_FIPS": "48"}
    return extract_rows(NONMETRO, **area)


def test_empty_cells_of_an_extract_become_the_marks_again(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *EXTRACT, {"": extract_rows(EXTRACT)})
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    suppressed = row_of(frame, soc="29-1141")
    assert suppressed["employment_jobs"] == "**"
    assert {suppressed[name] for name in [*ANNUAL_WAGES, "hourly_mean_usd"]} == {"*"}
    annual, hourly = row_of(frame, soc="25-2021"), row_of(frame, soc="27-2011")
    assert (annual["annual_only"], annual["hourly_median_usd"], annual["annual_median_usd"]) == (1, "*", 48050)
    assert (hourly["hourly_only"], hourly["annual_pct10_usd"], hourly["hourly_median_usd"]) == (1, "*", 23.1)
    # May 2025 has no cap: what is missing at the top is not available. The file has no hourly percentiles: NULL.
    lawyers = row_of(frame, soc="23-1011")
    assert [lawyers[name] for name in ANNUAL_WAGES[3:]] == [150_000, "*", "*"]
    assert lawyers["hourly_pct10_usd"] is None
    assert lawyers["annual_only"] == lawyers["hourly_only"] == 0


def test_a_missing_top_is_capped_where_the_edition_has_a_cap(tmp_path: Path) -> None:
    rows = nonmetro_rows()
    wages(rows[0], hourly=("95.5", "", "", "", "", ""))  # hourly mean, but no hourly median
    found = import_made_up(tmp_path, *NONMETRO, {"": rows})
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    assert [row_of(frame, soc="23-1011")[name] for name in ANNUAL_WAGES[3:]] == [150_000, "#", "#"]
    assert row_of(frame, soc="29-2072")["hourly_median_usd"] == "#"
    assert row_of(frame, soc="29-1141")["annual_median_usd"] == "*"
    assert row_of(found.shared["area"]) == {
        "fips": "4800001",
        "abbreviation": "TX",
        "name": "West Texas nonmetropolitan area",
        "kind": "nonmetropolitan",
        "in_prose": "West Texas nonmetropolitan area",
    }


EXTRACT_FAULTS = [
    fault("a gap below a figure", 0, "A_PCT25", "", "the cell is empty although a higher percentile is filled"),
    fault("no mean", 0, "A_MEAN", "", "the cell is empty although a higher percentile is filled"),
    fault("a group in it", 0, "OCC_CODE", "29-0000", "29-0000 is a major code, not detailed"),
    fault("capped mark", 0, "A_PCT90", "#", "# marks a capped wage"),
    Fault("repeated key", repeat(0), 7, "OCC_CODE", "repeats the key 29-2072 / 48 of row 2"),
]


@pytest.mark.parametrize(**named(EXTRACT_FAULTS))
def test_a_faulty_extract_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *EXTRACT, {"": extract_rows(EXTRACT)}, fault)


NONMETRO_FAULTS = [
    fault("five digits", 0, "AREA", "48x01", "is not the seven-digit code"),
    fault("a state that is none", 0, "AREA", "0300001", "is not the FIPS code"),
    fault("another state's area", 0, "PRIM_STATE_FIPS", "06", "“06” is not the state of area 4800001"),
    fault("two names", 1, "AREA_TITLE", "East Texas nonmetropolitan area", "is not area 4800001"),
]


@pytest.mark.parametrize(**named(NONMETRO_FAULTS))
def test_a_faulty_nonmetropolitan_area_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *NONMETRO, {"": nonmetro_rows()}, fault)


def test_the_official_nonmetropolitan_workbook_is_read_too(tmp_path: Path) -> None:
    name = "BOS_M2024_dl.xlsx"
    _, file = described("oews-nonmetro-2024", name)
    area = {
        "AREA": "0100001",
        "AREA_TITLE": "Northwest Alabama nonmetropolitan area",
        "AREA_TYPE": "6",
        "PRIM_STATE": "AL",
    }
    found = import_made_up(tmp_path, "oews-nonmetro-2024", name, {"BOS_M2024_dl": [oews_row(file, **area)]})
    assert_fits_store(found)
    assert row_of(found.shared["area"])["abbreviation"] == "AL"


def test_nonmetropolitan_files_of_two_years_are_told_apart_by_their_name(tmp_path: Path) -> None:
    _, file = described(*NONMETRO)
    path = write(tmp_path / NONMETRO[1], file, {"": nonmetro_rows()})
    assert recognise.recognise_file(path)[0].release.key == "oews-nonmetro-2024"
    later = path.rename(tmp_path / "nonmetro_M2025_derived.csv")
    assert recognise.recognise_file(later)[0].release.key == "oews-nonmetro-2025"
    nameless = later.rename(tmp_path / "nonmetro.csv")
    assert "is not a file that reportgen knows" in str(refusal(nameless))


# --- the assembled state file -------------------------------------------------------------------------------------

ASSEMBLED = ("oews-state-2024", "state_M2024_assembled.csv")


def assembled_rows() -> list[Row]:
    _, file = described(*ASSEMBLED)
    gaps = {"JOBS_1000": "", "LOC_QUOTIENT": "", "H_MEAN": "", "H_MEDIAN": ""}
    return [
        oews_row(file, "00-0000", "total", **gaps),
        oews_row(file, "29-0000", "major", **gaps),
        oews_row(file),
        wages(oews_row(file, "53-2011", ANNUAL="TRUE", H_MEAN="*", H_MEDIAN="#"), annual=CAPPED),
    ]


def test_the_assembled_file_has_no_hourly_wages_of_groups(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *ASSEMBLED, {"": assembled_rows()})
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    assert row_of(frame, soc="29-0000")["hourly_median_usd"] is None
    # Its # is inferred from the annual column; the publisher releases no hourly wage of such an occupation.
    assert row_of(frame, soc="53-2011")["hourly_median_usd"] == "*"


ASSEMBLED_FAULTS = [
    fault("occupation without its hourly median", 2, "H_MEDIAN", "", "the cell is empty"),
    fault("group with an hourly wage", 1, "H_MEAN", "24.5", "a major group has an hourly wage"),
    fault("empty annual wage", 2, "A_MEAN", "", "the cell is empty"),
]


@pytest.mark.parametrize(**named(ASSEMBLED_FAULTS))
def test_a_faulty_assembled_file_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *ASSEMBLED, {"": assembled_rows()}, fault)


def test_a_ragged_row_is_refused(tmp_path: Path) -> None:
    release, file = described(*ASSEMBLED)
    path = write(tmp_path / ASSEMBLED[1], file, {"": assembled_rows()})
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("Made-up title of 29-2072", "Title, with a comma")
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        importers.import_file(path, release, file)
    assert_points(caught.value, 4, None, "has 21 cells (expected 20, one a column)")


# --- industries ---------------------------------------------------------------------------------------------------

SECTORS = ("oews-sector-2024", "natsector_M2024_dl.xlsx")
INDUSTRIES = ("oews-industry-2024", "national_by_industry_M2024.csv")


def sector_rows() -> list[Row]:
    _, file = described(*SECTORS)
    nation = {
        "AREA": "99",
        "AREA_TITLE": "U.S.",
        "AREA_TYPE": "1",
        "PRIM_STATE": "US",
        "I_GROUP": "sector",
        "PCT_RPT": "~",
    }
    health = {**nation, "NAICS": "62", "NAICS_TITLE": "Health Care and Social Assistance", "OWN_CODE": "58"}
    factories = {**nation, "NAICS": "31-33", "NAICS_TITLE": "Manufacturing", "OWN_CODE": "5"}
    return [
        oews_row(file, "00-0000", "total", **health),
        oews_row(file, "29-0000", "major", **health),
        oews_row(file, "29-2000", "minor", **health),
        oews_row(file, "29-2070", "broad", **health),
        oews_row(file, **health),
        wages(oews_row(file, "11-1011", **factories, TOT_EMP="**"), ["#"] * 6, ["#"] * 6),
    ]


def test_sectors_keep_occupations_and_their_major_groups(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *SECTORS, {"Natsector_M2024_dl": sector_rows()})
    assert_fits_store(found)
    frame = found.tables["industry_employment"]
    assert list(frame["soc"]) == ["00-0000", "29-0000", "29-2072", "11-1011"]
    assert row_of(frame, soc="11-1011") == {
        "soc": "11-1011", "naics": "31-33", "employment_jobs": "**", "hourly_mean_usd": "#", "annual_mean_usd": "#"
    }  # fmt: skip
    assert dict(found.tables["industry"].itertuples(index=False)) == {
        "31-33": "Manufacturing",
        "62": "Health Care and Social Assistance",
    }


SECTOR_FAULTS = [
    fault("unknown industry", 4, "NAICS", "6X", "“6X” is not an industry code"),
    fault("two titles", 4, "NAICS_TITLE", "Health Care", "industry 62 has “Health Care”"),
    fault("two ownerships", 4, "OWN_CODE", "5", "industry 62 has “5”"),
    fault("finer industries", 4, "I_GROUP", "4-digit", "is not one of sector"),
    fault("a state", 4, "AREA", "48", "is not one of 99"),
    fault("unknown occupation", 4, "OCC_CODE", "29-2071", "not a known occupation code"),
    fault("level of another code", 4, "O_GROUP", "broad", "29-2072 is a detailed code"),
    fault("empty wage", 4, "A_MEAN", "", "the cell is empty"),
    Fault("repeated key", repeat(4), 8, "OCC_CODE", "repeats the key 29-2072 / 62 of row 6"),
]


@pytest.mark.parametrize(**named(SECTOR_FAULTS))
def test_a_faulty_sector_workbook_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *SECTORS, {"Natsector_M2024_dl": sector_rows()}, fault)


def industry_rows() -> list[Row]:
    rows = [
        ("62", "Health Care and Social Assistance", "1"),
        ("621", "Ambulatory Health Care Services", "1"),
        ("6211", "Offices of Physicians", "1"),
        ("6221", "General Medical and Surgical Hospitals", "1"),
        ("6221", "General Medical and Surgical Hospitals", "2"),
        ("62191", "Ambulance Services", "1"),
        ("484", "Truck Transportation", "1"),
        ("3250A1", "Made-up combination", "1"),
        ("000001", "Cross-industry, Private Ownership only", "1"),
    ]
    _, file = described(*INDUSTRIES)
    return [oews_row(file, NAICS=naics, NAICS_TITLE=title, OWN_RANK=rank) for naics, title, rank in rows]


def test_each_job_counts_once_on_each_level_of_industries(tmp_path: Path) -> None:
    rows = industry_rows()
    rows[2] |= {"H_MEAN": "", "A_MEAN": ""}
    found = import_made_up(tmp_path, *INDUSTRIES, {"": rows})
    assert_fits_store(found)
    frame = found.tables["industry_employment"]
    assert list(frame["naics"]) == ["62", "6211", "6221", "484", "3250A1"]
    assert row_of(frame, naics="6211")["annual_mean_usd"] == "*"


INDUSTRY_FAULTS = [
    fault("rank", 0, "OWN_RANK", "0", "outside the range 1 to 20"),
    fault("capped mark", 0, "A_MEAN", "#", "# marks a capped wage"),
    fault("group", 0, "OCC_CODE", "29-0000", "29-0000 is a major code, not detailed"),
    Fault("repeated key", repeat(3), 11, "OCC_CODE", "repeats the key 29-2072 / 6221 of row 5"),
]


@pytest.mark.parametrize(**named(INDUSTRY_FAULTS))
def test_a_faulty_industry_extract_is_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *INDUSTRIES, {"": industry_rows()}, fault)


def test_a_three_digit_industry_stands_for_itself_only_where_nothing_is_below_it() -> None:
    assert sectors_and_four_digits({"48-49", "484", "481", "4811", "311", "3110A1"}) == {
        "48-49",
        "484",
        "4811",
        "3110A1",
    }


# --- the official files -------------------------------------------------------------------------------------------


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "detailed", "jobs", "median"),
    [
        ("oews-history/national_M2021_dl.xlsx", 831, 180_570, 46_660),
        ("oews-history/national_M2022_dl.xlsx", 830, 187_720, 47_180),
        ("oews-history/national_M2023_dl.xlsx", 831, 185_690, 48_780),
        ("oews-2024/national_M2024_dl.xlsx", 831, 187_910, 50_250),
        ("oews-2025/national_M2025_dl.xlsx", 830, 194_720, 51_140),
    ],
)
def test_national_editions(shared_data: Path, name: str, detailed: int, jobs: int, median: int) -> None:
    found = imported(shared_data / name)
    assert_fits_store(found)
    levels = Counter(codes.occupation_codes()[soc]["level"] for soc in found.tables["wage_estimate"]["soc"])
    assert levels["detailed"] == detailed
    assert ("occupation" in found.tables) == ("2024" in name or "2025" in name)  # the others serve the trend only
    row = row_of(found.tables["wage_estimate"], soc="29-2072")
    assert (row["employment_jobs"], row["annual_median_usd"]) == (jobs, median)
    assert (found.wage_cap_usd is None) == ("2025" in name)


@pytest.mark.shared_data
def test_may_2020_is_known_and_refused(shared_data: Path) -> None:
    with pytest.raises(SourceError, match="hybrid of SOC 2010 and SOC 2018"):
        list(importers.import_path(shared_data / "oews-history/national_M2020_dl.xlsx"))


@pytest.mark.shared_data
def test_the_states_of_may_2024(shared_data: Path) -> None:
    found = imported(shared_data / "oews-2024/state_M2024_assembled.csv")
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    level = {soc: row["level"] for soc, row in codes.occupation_codes().items()}
    detailed = frame[frame["soc"].map(level) == "detailed"]
    assert (len(frame), len(detailed), frame["area_fips"].nunique(), detailed["soc"].nunique()) == (
        37_609,
        36_367,
        54,
        831,
    )
    marks = {name: Counter(cell for cell in frame[name] if isinstance(cell, str)) for name in frame}
    assert marks["employment_jobs"] == {"**": 1_353}
    capped = {"mean": 82, "pct10": 82, "pct25": 231, "median": 525, "pct75": 812, "pct90": 1_379}
    for measure, count in capped.items():
        assert marks[f"annual_{measure}_usd"] == {"*": 553, "#": count}
    # 525 less the 10 rows of occupations without released hourly wages, whose # was inferred.
    assert marks["hourly_median_usd"]["#"] == 515
    assert (sum(frame["annual_only"]), sum(frame["hourly_only"])) == (2_666, 162)
    for measure in ("mean", "median"):
        assert sum(cell is None for cell in frame[f"hourly_{measure}_usd"]) == len(frame) - len(detailed)
    published = {
        fips: (row["employment_jobs"], row["annual_median_usd"])
        for fips in ("48", "06", "36", "53")
        for row in [row_of(frame, soc="29-2072", area_fips=fips)]
    }
    assert published == {"48": (20_390, 47_230), "06": (19_750, 59_700), "36": (8_510, 59_750), "53": (5_280, 62_250)}
    states = {fips for fips, area in codes.areas().items() if area["kind"] == "state"}
    everywhere = detailed[detailed["area_fips"].isin(states)].groupby("soc")["area_fips"].nunique()
    assert sum(everywhere == 51) == 286
    per_area = detailed.groupby("area_fips").size()
    assert (per_area["78"], per_area["06"]) == (per_area.min(), per_area.max()) == (170, 806)


@pytest.mark.shared_data
def test_the_states_of_may_2025(shared_data: Path) -> None:
    found = imported(shared_data / "oews-2025/state_M2025_derived.csv")
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    assert (len(frame), frame["area_fips"].nunique()) == (35_223, 51)
    assert Counter(cell for cell in frame["employment_jobs"] if isinstance(cell, str)) == {"**": 1_281}
    unavailable = (frame[[*ANNUAL_WAGES, "hourly_mean_usd", "hourly_median_usd"]] == "*").sum(axis=1)
    assert sum(unavailable == 8) == 592
    assert (sum(frame["annual_only"]), sum(frame["hourly_only"])) == (2_487, 107)
    top_only = (frame["annual_pct75_usd"] != "*") & (frame["annual_pct90_usd"] == "*")
    assert sum(top_only) == 6
    assert not (frame == "#").any(axis=None)
    assert not frame[[*ANNUAL_WAGES, "hourly_mean_usd", "hourly_median_usd"]].isna().any(axis=None)
    texas = row_of(frame, soc="29-2072", area_fips="48")
    assert (texas["employment_jobs"], texas["annual_median_usd"]) == (17_210, 48_860)


@pytest.mark.shared_data
@pytest.mark.parametrize(("year", "rows"), [(2024, 45_677), (2025, 45_542)])
def test_nonmetropolitan_areas(shared_data: Path, year: int, rows: int) -> None:
    found = imported(shared_data / f"oews-nonmetro/nonmetro_M{year}_derived.csv.gz")
    assert_fits_store(found)
    frame = found.tables["wage_estimate"]
    assert (found.release.key, len(frame), len(found.shared["area"])) == (f"oews-nonmetro-{year}", rows, 137)
    assert not frame[[*ANNUAL_WAGES, "hourly_mean_usd", "hourly_median_usd"]].isna().any(axis=None)
    nation = imported(shared_data / f"oews-{year}/national_M{year}_dl.xlsx").tables["wage_estimate"]
    for flag in ("annual_only", "hourly_only"):
        released_so = set(nation.loc[nation[flag] == 1, "soc"])
        assert set(frame.loc[frame[flag] == 1, "soc"]) <= released_so


@pytest.mark.shared_data
def test_nonmetropolitan_jobs_never_exceed_those_of_the_state(shared_data: Path) -> None:
    parts = imported(shared_data / "oews-nonmetro/nonmetro_M2024_derived.csv.gz").tables["wage_estimate"]
    whole = imported(shared_data / "oews-2024/state_M2024_assembled.csv").tables["wage_estimate"]
    jobs = {
        (soc, fips): count
        for soc, fips, count in zip(whole["soc"], whole["area_fips"], whole["employment_jobs"], strict=True)
        if isinstance(count, int)
    }
    sums: Counter[tuple[str, str]] = Counter()
    for soc, fips, count in zip(parts["soc"], parts["area_fips"], parts["employment_jobs"], strict=True):
        if (soc, fips[:2]) in jobs:
            sums[soc, fips[:2]] += count if isinstance(count, int) else 0
    assert len(sums) == 19_823
    assert [key for key, count in sums.items() if count > jobs[key]] == []


@pytest.mark.shared_data
def test_the_year_of_a_nonmetropolitan_file_is_in_its_content_not_only_in_its_name(
    shared_data: Path, tmp_path: Path
) -> None:
    later = shared_data / "oews-nonmetro/nonmetro_M2025_derived.csv.gz"
    renamed = shutil.copy(later, tmp_path / "nonmetro_M2024_derived.csv.gz")
    assert "is named like" in str(refusal(renamed))
    nameless = shutil.copy(later, tmp_path / "download.gz")
    assert recognise.recognise_file(nameless)[0].release.key == "oews-nonmetro-2025"


@pytest.mark.shared_data
def test_a_truncated_edition_is_refused(shared_data: Path, tmp_path: Path) -> None:
    lines = (shared_data / "oews-2024/state_M2024_assembled.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "state_M2024_assembled.csv"
    path.write_text("\n".join([*lines[:20_000], ""]), encoding="utf-8")
    assert "has 19,999 rows for wage_estimate" in str(refusal(path))
    official = (shared_data / "oews-2024/national_by_industry_M2024.csv.gz").read_bytes()
    packed = tmp_path / "national_by_industry_M2024.csv.gz"
    packed.write_bytes(gzip.compress(b"".join(gzip.decompress(official).splitlines(keepends=True)[:2_000])))
    assert "has 1,175 rows for industry_employment" in str(refusal(packed))
    packed.write_bytes(official[:200_000])
    assert "damaged gzip file" in str(refusal(packed))


@pytest.mark.shared_data
def test_industries_agree_with_the_official_sectors(shared_data: Path) -> None:
    sectors = imported(shared_data / "oews-2024/natsector_M2024_dl.xlsx")
    industries = imported(shared_data / "oews-2024/national_by_industry_M2024.csv.gz")
    for found in (sectors, industries):
        assert_fits_store(found)
    assert (len(sectors.tables["industry"]), len(sectors.tables["industry_employment"])) == (20, 9_024)
    assert (len(industries.tables["industry"]), len(industries.tables["industry_employment"])) == (267, 42_778)
    official = sectors.tables["industry_employment"].set_index(["soc", "naics"])
    ours = industries.tables["industry_employment"].set_index(["soc", "naics"])
    both = ours.merge(official, left_index=True, right_index=True, suffixes=("", "_official"))
    assert len(both) == 7_935
    for name in ("employment_jobs", "annual_mean_usd"):
        differ = (both[name] != both[f"{name}_official"]) & (both[f"{name}_official"] != "#")
        assert not differ.any()
    assert Counter(both["annual_mean_usd_official"][both["annual_mean_usd"] == "*"]) == {"*": 127, "#": 1}


@pytest.mark.shared_data
def test_hospitals_lead_the_industries_of_medical_records_specialists(shared_data: Path) -> None:
    found = imported(shared_data / "oews-2024/national_by_industry_M2024.csv.gz")
    frame = found.tables["industry_employment"]
    mine = frame[(frame["soc"] == "29-2072") & (frame["naics"].str.len() == 4)]
    leading = mine.loc[mine["employment_jobs"].astype(int).idxmax()]
    assert (leading["naics"], leading["employment_jobs"], leading["annual_mean_usd"]) == ("6221", 48_320, 60_940)
    titles = dict(found.tables["industry"].itertuples(index=False))
    assert titles["6221"] == "General Medical and Surgical Hospitals"
    assert "484" in titles  # Truck Transportation: three digits, but nothing below it is published
