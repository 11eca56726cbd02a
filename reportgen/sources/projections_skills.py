"""Skills by occupation: percentile ranks on 17 groups of skills, and the three highest.

Source: U.S. Bureau of Labor Statistics, Employment Projections, Tables 6.5 and 6.2 of `skills.xlsx`. A rank of 89
says that 89 percent of occupations score lower on that skill.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reportgen.model.soc import ALL_OCCUPATIONS_CODE
from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

POSITIONS = ("first", "second", "third")


def import_skills(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """Tables 6.2 and 6.5 → frames for the store tables `bls_top_skill` and `bls_skill` (one row a skill).

    Options: `tables` (store table → sheet), `imputed_mark` (store table → footnote of an occupation whose skills the
    publisher took from similar ones). Raises SourceError, also where the two tables contradict each other.
    """
    marks = spec.options["imputed_mark"]
    ranked, highest = (tables[spec.options["tables"][name]] for name in ("bls_skill", "bls_top_skill"))
    skills = [field for field in ranked.spec.fields if field not in ("soc", "title")]
    ranks, imputed = _ranks(ranked, skills, marks["bls_skill"])
    return {"bls_top_skill": _top(highest, skills, marks["bls_top_skill"], imputed), "bls_skill": ranks}


def _ranks(table: RawTable, skills: Sequence[str], mark: str) -> tuple[pd.DataFrame, dict[str, bool]]:
    socs, imputed = _codes(table, mark)
    columns = [cells.column(table, skill, cells.whole_between(0, 100)) for skill in skills]
    rows = [
        (row, soc, skill, rank, int(imputed[soc]))
        for row, soc, *ranks in zip(table.frame.index, socs, *columns, strict=True)
        for skill, rank in zip(skills, ranks, strict=True)
    ]
    return _frame(rows, ("soc", "skill", "percentile_rank", "imputed")), imputed


def _top(table: RawTable, skills: Sequence[str], mark: str, imputed_in_ranks: Mapping[str, bool]) -> pd.DataFrame:
    socs, imputed = _codes(table, mark)
    columns = [cells.column(table, position, cells.one_of(*skills)) for position in POSITIONS]
    rows: list[tuple[Any, ...]] = []
    for row, soc, *named in zip(table.frame.index, socs, *columns, strict=True):
        if len(set(named)) < len(named):
            raise table.error("names a skill twice", row=int(row), field="third", expected="three different skills")
        if soc != ALL_OCCUPATIONS_CODE and imputed_in_ranks.get(soc) is not imputed[soc]:
            raise table.error(
                f"{soc} is not as in the table of percentile ranks",
                row=int(row),
                field="title",
                expected="the same occupations, the same ones with imputed skills",
            )
        rows += [(row, soc, place, skill, int(imputed[soc])) for place, skill in enumerate(named, start=1)]
    missing = sorted(set(imputed_in_ranks) - set(socs))
    if missing:
        raise table.error(f"lacks {missing[0]}, which the table of percentile ranks has", field="soc")
    return _frame(rows, ("soc", "position", "skill", "imputed"))


def _codes(table: RawTable, mark: str) -> tuple[list[str], dict[str, bool]]:
    """The code of each row, each once, and whether its title carries the footnote of imputed skills."""
    socs = cells.column(table, "soc", codes.known_soc)
    checks.require_unique(table, checks.plain({"soc": socs}, table.frame.index), ["soc"])
    titles = cells.column(table, "title", cells.title_with_note(mark))
    return socs, {soc: marked for soc, (_, marked) in zip(socs, titles, strict=True)}


def _frame(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> pd.DataFrame:
    """Rows that begin with the file's row number → a frame with it as the index."""
    columns: dict[str, Sequence[object]] = {
        name: [row[place] for row in rows] for place, name in enumerate(names, start=1)
    }
    return checks.plain(columns, pd.Index([row[0] for row in rows]))
