"""Standard Occupational Classification codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"\d\d-\d{4}\Z", re.ASCII)
ALL_OCCUPATIONS_CODE = "00-0000"


@dataclass(frozen=True, slots=True, order=True)
class SocCode:
    """A SOC 2018 code or one of the codes that OEWS combines from several, e.g. `SocCode("29-2072")`."""

    value: str

    def __post_init__(self) -> None:
        if not _FORM.match(self.value):
            raise ValueError(f"not a SOC code: {self.value!r} (the form is 29-2072)")

    def __str__(self) -> str:
        return self.value

    @property
    def major(self) -> SocCode:
        """The major group's code: 29-0000 for 29-2072."""
        return SocCode(f"{self.value[:2]}-0000")

    @staticmethod
    def looks_like(text: str) -> bool:
        """Whether `text` has the form of a SOC code."""
        return bool(_FORM.match(text))


ALL_OCCUPATIONS = SocCode(ALL_OCCUPATIONS_CODE)
