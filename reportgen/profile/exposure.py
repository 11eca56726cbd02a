"""Studies of automation and AI → one reading a study, in the study's own value and as a percentile rank.

The studies measure exposure with different yardsticks; only their ranks can stand side by side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from reportgen import resources
from reportgen.model.profile import ExposureReading
from reportgen.model.soc import SocCode
from reportgen.profile import combining, rules
from reportgen.store.reader import Row, Store
from reportgen.values import dataclass

_OF_STUDY = "FROM exposure e JOIN release r USING (release_id) WHERE r.key = :release AND e.measure = :measure"


@dataclass(frozen=True, slots=True)
class Study:
    """One measure that is printed (`data/rules/exposure-studies.toml`)."""

    release: str
    measure: str
    label: str
    year: int


@cache
def studies() -> tuple[Study, ...]:
    path = resources.folder("data") / "rules" / "exposure-studies.toml"
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["study"]
    return tuple(Study(**entry) for entry in entries)


class ExposureTables:
    """Each study's values for all OEWS occupations, computed once a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._members = _members(store)
        self._tables: dict[Study, tuple[dict[str, float], Row]] = {}

    def readings(self, soc: SocCode) -> tuple[ExposureReading, ...]:
        """The studies that cover the occupation, oldest first."""
        found = []
        for study in sorted(studies(), key=lambda each: each.year):
            values, row = self._table(study)
            if soc.value not in values:
                continue
            found.append(
                ExposureReading(
                    study=study.label,
                    year=study.year,
                    measure=study.measure,
                    value=values[soc.value],
                    percentile=rules.percentile(values[soc.value], values.values()),
                    occupations=len(values),
                    origin=self._store.origin(row, f"occupation {soc}"),
                )
            )
        return tuple(found)

    def _table(self, study: Study) -> tuple[dict[str, float], Row]:
        if study not in self._tables:
            asked = {"release": study.release, "measure": study.measure}
            values = self._store.pairs(f"SELECT e.code, e.value {_OF_STUDY}", **asked)
            self._tables[study] = ({}, {})
            for row in self._store.query(f"SELECT e.* {_OF_STUDY} LIMIT 1", **asked):  # all are of one system and file
                self._tables[study] = (self._by_occupation(values, row["code_system"]), row)
        return self._tables[study]

    def _by_occupation(self, values: dict[str, float], system: str) -> dict[str, float]:
        """The study's codes carried over to OEWS codes: O*NET by the combining rule, SOC 2010 by BLS's crosswalk."""
        if system == "soc":
            as_onet = _as_onet(values)
            return {soc: values[soc] for soc in self._store.occupation_titles if soc in values} | {
                soc: mean
                for soc, members in self._members.items()
                if soc not in values and (mean := combining.combined_mean(members, as_onet)) is not None
            }
        if system == "soc2010":
            values = self._from_soc2010(values)
        return {
            soc: mean
            for soc, members in self._members.items()
            if (mean := combining.combined_mean(members, values)) is not None
        }

    def _from_soc2010(self, values: Mapping[str, float]) -> dict[str, float]:
        """SOC 2010 values as O*NET-like keys (…00): a 2018 code takes the mean of the 2010 codes it came from."""
        found: dict[str, list[float]] = {}
        for row in self._store.query("SELECT soc2010, soc FROM soc2010_to_soc"):
            if row["soc2010"] in values:
                found.setdefault(row["soc"], []).append(values[row["soc2010"]])
        return _as_onet({soc: sum(each) / len(each) for soc, each in found.items()})


def _as_onet(values: Mapping[str, float]) -> dict[str, float]:
    return {f"{soc}.00": value for soc, value in values.items()}


def _members(store: Store) -> dict[str, list[str]]:
    """OEWS code → the O*NET codes that BLS joins to it, each SOC code's own .00 included."""
    members: dict[str, set[str]] = {soc: set() for soc in store.occupation_titles}
    for row in store.query("SELECT onet_soc, soc FROM onet_to_soc"):
        if row["soc"] in members:
            members[row["soc"]] |= {row["onet_soc"], f"{row['onet_soc'][:7]}.00"}
    return {soc: sorted(codes) for soc, codes in members.items() if codes}
