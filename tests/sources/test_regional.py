"""State projections and regional price parities."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportgen.errors import SourceError
from reportgen.sources import codes, importers

from .fixtures import (
    assert_fits_store,
    assert_refused,
    described,
    fault,
    import_made_up,
    imported,
    named,
    row_of,
    write,
)
from .made_up import Fault, Row, assert_points, drop, repeat

# --- state projections --------------------------------------------------------------------------------------------

STATES = ("state-projections-2022-32", "state_projections.tsv")
STATE_COLUMNS = ("Title", "Base", "Projected", "PercentChange", "AvgAnnualOpenings", "STFIPS", "OccCode", "")


def state_rows() -> list[Row]:
    values = [
        ("Made-up", "194800", "208600", "7.1", "14200", "0", "29-2072"),
        ("Made-up", "1230", "1320", "7.2", "90", "6", "29-2072"),
        ("None at all", "0", "10", "0", "0", "6", "51-2061"),
        ("Of an older classification", "150", "160", "6.7", "20", "6", "15-1132"),
        ("All Occupations", "20000", "21000", "5", "1900", "6", "00-0000"),
    ]
    return [dict(zip(STATE_COLUMNS, (*row, ""), strict=True)) for row in values]


def test_state_projections_leave_out_listed_codes_only(tmp_path: Path) -> None:
    found = import_made_up(tmp_path, *STATES, {"": state_rows()})
    assert_fits_store(found)
    frame = found.tables["state_projection"]
    assert list(frame["soc"]) == ["29-2072", "29-2072", "51-2061", "00-0000"]
    assert row_of(frame, soc="29-2072", area_fips="06") == {
        "soc": "29-2072",
        "area_fips": "06",
        "employment_base_jobs": 1_230,
        "employment_projected_jobs": 1_320,
        "change_percent": 7.2,
        "openings_annual_jobs": 90,
    }


STATE_FAULTS = [
    fault("unknown code", 1, "OccCode", "15-1999", "not a known occupation code"),
    fault("unknown state", 1, "STFIPS", "3", "not the FIPS code"),
    fault("negative jobs", 1, "Base", "-10", "is negative"),
    fault("no figure", 1, "Projected", "", "not a whole number"),
    fault("a mark", 1, "AvgAnnualOpenings", "*", "not a whole number"),
    fault("percent of another row", 1, "PercentChange", "17.2", "17.2 percent does not lead from 1,230 jobs to 1,320"),
    fault("empty title", 1, "Title", "", "the cell is empty"),
    Fault(
        "words in the column without heading",
        lambda rows: rows[1].update({"": "see note"}),
        3,
        None,
        "“see note” stands under no heading (expected column 8 to be empty)",
    ),
    Fault("repeated key", repeat(1), 7, "OccCode", "repeats the key 29-2072 / 06 of row 3"),
    Fault("repeated key of a row that is left out", repeat(3), 7, "OccCode", "repeats the key 15-1132 / 06 of row 5"),
]


@pytest.mark.parametrize(**named(STATE_FAULTS))
def test_faulty_state_projections_are_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *STATES, {"": state_rows()}, fault)


def test_blank_rows_at_the_end_are_no_rows_and_a_short_one_is_an_error(tmp_path: Path) -> None:
    release, file = described(*STATES)
    path = write(tmp_path / STATES[1], file, {"": state_rows()})
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\t" * 8 + "\r\n" + "\t" * 8 + "\r\n", encoding="utf-8")
    assert len(importers.import_file(path, release, file).tables["state_projection"]) == 4
    path.write_text(good + "Made-up\t10\t10\r\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        importers.import_file(path, release, file)
    assert_points(caught.value, 7, None, "has 3 cells (expected 9, one a column)")


# --- price parities -----------------------------------------------------------------------------------------------

PARITY = ("price-parity-2023", "SARPP_STATE_2008_2023.csv")
LINES = {
    "1": " Real personal income (made up) 1/",
    "5": "RPPs: All items ",
    "6": " RPPs: Goods ",
    "7": " RPPs: Services: Housing ",
    "8": " RPPs: Services: Utilities ",
    "9": " RPPs: Services: Other ",
}
AREAS = [area for area in codes.areas().values() if area["kind"] in ("nation", "state")]


def parity_rows() -> list[Row]:
    """One row per line and area, nation first; all years alike, 90 + the line's number (the nation 100)."""
    _, file = described(*PARITY)
    years = [heading for heading in file.tables[0].columns if heading.isdigit()]
    rows = []
    for line, description in LINES.items():
        for area in AREAS:
            value = "100.000" if area["kind"] == "nation" else f"9{line}.123"
            rows.append(
                {
                    "GeoFIPS": f"{area['fips']}000",
                    "GeoName": area["name"],
                    "Region": " ",
                    "TableName": "SARPP",
                    "LineCode": line,
                    "IndustryClassification": "...",
                    "Description": description,
                    "Unit": "Index" if line != "1" else "Millions of dollars",
                    **dict.fromkeys(years, value),
                }
            )
    return rows


ALL_ITEMS = len(AREAS)  # position of the nation's row of line 5
ALABAMA = ALL_ITEMS + 1


def test_price_parities_come_one_row_a_year(tmp_path: Path) -> None:
    rows = parity_rows()
    rows.append(rows[ALABAMA] | {"GeoFIPS": "91000", "GeoName": "New England"})
    found = import_made_up(tmp_path, *PARITY, {"": rows})
    assert_fits_store(found)
    frame = found.tables["price_parity"]
    assert len(frame) == 52 * 16 * 5
    assert row_of(frame, area_fips="01", year=2023, measure="housing")["price_index"] == 97.123
    assert set(frame["measure"]) == {"all items", "goods", "housing", "utilities", "other services"}


PARITY_FAULTS = [
    fault("unknown line", ALABAMA, "LineCode", "11", "“11” is not one of"),
    fault("line of another edition", ALABAMA, "Description", "RPPs: Goods", "“RPPs: Goods” does not fit its code"),
    fault("unknown area", ALABAMA, "GeoFIPS", "99000", "not the FIPS code"),
    fault("a county", ALABAMA, "GeoFIPS", "01001", "is not the code of a state"),
    fault("area named otherwise", ALABAMA, "GeoName", "Alaska", "“Alaska” does not fit its code"),
    fault("unit", ALABAMA, "Unit", "Dollars", "is not one of Index"),
    fault("another table", ALABAMA, "TableName", "SARPI", "is not one of SARPP"),
    fault("mark", ALABAMA, "2023", "(NA)", "“(NA)” is not a number"),
    fault("dollars", ALABAMA, "2008", "52340.1", "outside the range 30 to 400"),
    fault("nation that is not 100", ALL_ITEMS, "2010", "101", "the nation's price level is 101.0"),
    Fault("a state less", drop(ALABAMA), None, "GeoFIPS", "lacks Alabama for all items"),
    Fault("repeated key", repeat(ALABAMA), 314, "LineCode", "repeats the key 5 / 01 of row 55"),
]


@pytest.mark.parametrize(**named(PARITY_FAULTS))
def test_faulty_price_parities_are_refused(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *PARITY, {"": parity_rows()}, fault)


def test_a_later_edition_is_not_taken_for_this_one(tmp_path: Path) -> None:
    _, file = described(*PARITY)
    path = write(tmp_path / PARITY[1], file, {"": parity_rows()})
    path.write_text(path.read_text(encoding="latin-1").replace(",2023\n", ",2023,2024\n", 1), encoding="latin-1")
    with pytest.raises(SourceError, match="has the unknown “2024”"):
        list(importers.import_path(path))


# --- the official files -------------------------------------------------------------------------------------------


@pytest.mark.shared_data
def test_state_projections_of_the_official_file(shared_data: Path) -> None:
    found = imported(shared_data / "projections-state-2022-32/state_projections.tsv")
    assert_fits_store(found)
    frame = found.tables["state_projection"]
    assert (len(frame), frame["area_fips"].nunique()) == (36_626 - 121, 55)
    assert {"00", "72", "66", "78"} <= set(frame["area_fips"])
    accountants = row_of(frame, soc="13-2011", area_fips="00")
    assert list(accountants.values())[2:5] == [1_538_400, 1_605_800, 4.4]
    level = {soc: row["level"] for soc, row in codes.occupation_codes().items()}
    assert Counter(frame["soc"].map(level)) == {"detailed": 36_422, "broad": 28, "total": 55}


@pytest.mark.shared_data
def test_price_parities_of_the_official_file(shared_data: Path) -> None:
    found = imported(shared_data / "regional/SARPP_STATE_2008_2023.csv")
    assert_fits_store(found)
    frame = found.tables["price_parity"]
    assert len(frame) == 4_160
    in_2023 = {
        fips: row_of(frame, area_fips=fips, year=2023, measure="all items")["price_index"]
        for fips in ("00", "06", "48", "05")
    }
    assert in_2023 == {"00": 100.0, "06": 112.581, "48": 97.175, "05": 86.508}
