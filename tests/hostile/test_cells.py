"""Every cell that an importer reads, filled with what no publisher writes: refused with its place, or harmless."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest

from reportgen.errors import SourceError
from reportgen.sources.spec import TableSpec

from .samples import SAMPLES, Cells, Sample, import_cells, require_harmless

# What is let through as a text is text; as a number it would be none that anybody printed.
NEVER = ("1000000000000", "9" * 400, "NaN", "2021-11-01 00:00:00", "=1+1", "#N/A", "\u202eabc", "a\x00b", "x" * 3000)
NOT_AS_NUMBER = ("1e12", "1,23", "٣", "<b>{{7*7}}</b>", "Nov-21")
# Lines of a table that the importer passes over say nothing of how it reads the others.
ROW = {"price-parity": -1}


def columns_once() -> Iterator[tuple[str, str, str]]:
    """(sample, sheet, field) of every column of every kind of file; a column that two files share is taken once."""
    seen = set()
    for key, sample in SAMPLES.items():
        _, file = sample.described()
        for table in file.tables:
            for field, heading in table.fields.items():
                kind = (file.importer, "year" if field.startswith("year_") else field, heading.strip("0123456789"))
                if kind not in seen:
                    seen.add(kind)
                    yield key, table.sheet or "", field


def table_of(sample: Sample, sheet: str) -> TableSpec:
    return next(table for table in sample.described()[1].tables if (table.sheet or "") == sheet)


def with_cell(sample: Sample, good: dict[str, Cells], sheet: str, field: str, cell: str, row: int) -> dict[str, Cells]:
    table = table_of(sample, sheet)
    rows = list(good[sheet])
    place = row if row < 0 else table.header_row
    rows[place] = list(rows[place])
    rows[place][table.columns.index(table.fields[field])] = cell
    return {**good, sheet: rows}


TEXTS = ("title", "handbook_title", "handbook_group", "sub_cluster", "description", "statement", "example",
         "commodity", "industry_title")  # fmt: skip
UNREAD = {  # described, so that the heading is checked, and used for nothing
    ("oews-national", "industry_title"), ("oews-sector", "area_name"), ("oews-sector", "state"),
    ("oews-sector", "title"), ("oews-sector", "jobs_per_1000"), ("oews-sector", "location_quotient"),
    ("oews-sector", "annual_only"), ("oews-sector", "hourly_only"),
    *(("oews-sector", f"{period}_{measure}_usd") for period in ("annual", "hourly")
      for measure in ("pct10", "pct25", "median", "pct75", "pct90")),
}  # fmt: skip


@pytest.mark.parametrize("key", dict.fromkeys(key for key, _, _ in columns_once()))
def test_no_cell_passes_that_no_publisher_writes(key: str) -> None:
    sample = SAMPLES[key]
    good = sample.cells()
    require_harmless(import_cells(sample, good))
    for of, sheet, field in columns_once():
        if of != key or (key, field) in UNREAD:
            continue
        for cell in (*NEVER, *NOT_AS_NUMBER):
            try:
                import_cells(sample, with_cell(sample, good, sheet, field, cell, ROW.get(key, 0)))
            except SourceError as error:
                assert error.row or error.column, error
                assert len(str(error)) < 1_000 and str(error).replace("\n", "").isprintable()
            else:
                assert cell not in NEVER, (field, cell)
                assert field in TEXTS, (field, cell)


@pytest.mark.parametrize(
    ("key", "sheet", "field"),
    [("oews-state", "state_M2024_dl", "employment_jobs"), ("state-projections", "", "employment_base_jobs"),
     ("projections", "Table 1.2", "openings_annual_jobs"), ("onet-tasks", "", "task_id"),
     ("onet-skills", "", "value"), ("frey", "", "probability of computerisation"),
     ("price-parity", "", "year_2023"), ("bls-skills", "Table 6.5", "Adaptability")],
)  # fmt: skip
def test_no_figure_is_below_zero(key: str, sheet: str, field: str) -> None:
    sample = SAMPLES[key]
    with pytest.raises(SourceError) as caught:
        import_cells(sample, with_cell(sample, sample.cells(), sheet, field, "-1", ROW.get(key, 0)))
    assert caught.value.column and "-1" in caught.value.what


def test_thousands_may_have_their_comma() -> None:
    sample = SAMPLES["oews-state"]
    cells = with_cell(sample, sample.cells(), "state_M2024_dl", "employment_jobs", "1,234", 0)
    assert import_cells(sample, cells).tables["wage_estimate"]["employment_jobs"].tolist()[0] == 1234


def test_an_empty_state_is_not_the_nation() -> None:
    sample = SAMPLES["state-projections"]
    with pytest.raises(SourceError, match="row 2, column STFIPS: “” is not the FIPS code"):
        import_cells(sample, with_cell(sample, sample.cells(), "", "area_fips", "", 0))


@pytest.mark.parametrize("key", SAMPLES)
def test_headings_are_those_of_the_edition(key: str) -> None:
    sample = SAMPLES[key]
    good = sample.cells()
    table = sample.described()[1].tables[0]
    sheet, at = table.sheet or "", table.header_row - 1

    def said(change: list[str]) -> str:
        cells = copy.deepcopy(good)
        cells[sheet][at] = change
        with pytest.raises(SourceError) as caught:
            import_cells(sample, cells)
        assert caught.value.row == table.header_row
        return caught.value.what

    heads = list(table.columns)
    assert "has the unknown “Renamed”" in said(["Renamed", *heads[1:]])
    assert "lacks" in said(heads[1:])
    assert "columns are in another order" in said([heads[1], heads[0], *heads[2:]])
    assert "repeats" in said([*heads, heads[0]])
    assert "lacks" in said([])


@pytest.mark.parametrize("key", [key for key, each in SAMPLES.items() if not each.name.endswith(".xlsx")])
def test_rows_have_as_many_cells_as_the_heading(key: str) -> None:
    sample = SAMPLES[key]
    for change in (lambda row: row[:-1], lambda row: [*row, "1"]):
        cells = copy.deepcopy(sample.cells())
        cells[""][1] = change(cells[""][1])
        with pytest.raises(SourceError, match=r"has [0-9]+ cells") as caught:
            import_cells(sample, cells)
        assert caught.value.row == 2


@pytest.mark.parametrize("key", SAMPLES)
def test_no_row_counts_twice(key: str) -> None:
    sample = SAMPLES[key]
    cells = copy.deepcopy(sample.cells())
    table = sample.described()[1].tables[0]
    rows = cells[table.sheet or ""]
    rows.append(list(rows[-1]))
    before = {name: len(frame) for name, frame in import_cells(sample, sample.cells()).tables.items()}
    try:
        after = {name: len(frame) for name, frame in import_cells(sample, cells).tables.items()}
    except SourceError as error:
        assert error.row
    else:
        assert after == before  # a row that is passed over, however often
