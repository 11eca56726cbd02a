"""The places that figures are published for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AreaKind(StrEnum):
    """What an area is. A territory has no seat among the 50 states and DC, but OEWS publishes it like one."""

    NATION = "nation"
    STATE = "state"
    TERRITORY = "territory"
    NONMETROPOLITAN = "nonmetropolitan"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """An area with its FIPS code (two digits; "00" is the nation; seven for a nonmetropolitan area of OEWS).

    `in_prose` is the name as a sentence says it: "Texas", "the District of Columbia", "the United States".
    """

    fips: str
    abbreviation: str
    name: str
    kind: AreaKind
    in_prose: str

    @property
    def is_nation(self) -> bool:
        return self.kind is AreaKind.NATION

    @property
    def noun(self) -> str:
        """What the area is, in a word: "state", "territory", "district", "nation" or "area"."""
        if self.fips == DISTRICT_FIPS:
            return "district"
        return "area" if self.kind is AreaKind.NONMETROPOLITAN else self.kind.value


NATION_FIPS = "00"
DISTRICT_FIPS = "11"
