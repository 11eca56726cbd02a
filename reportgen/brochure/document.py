"""What every document has, whatever it is on: what it is called, where it is of, what it rests on."""

from __future__ import annotations

from typing import ClassVar

from reportgen.brochure.brand import Brand, Dated
from reportgen.values import dataclass

SourceNumbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An entry of the list of sources. `credit` names publisher, programme and period; `note` holds required words."""

    number: int
    credit: str
    note: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What layouts print, whatever they are for. `soc` is a code or codes, "" for none; `major_soc` chooses a colour.

    `release_dates` are the editions behind `release_keys` with their periods and days, for the PDF's metadata;
    `printed_dates` the date of printing in the languages of the brand, none: `printed_on` alone.
    """

    subject: ClassVar[str]

    soc: str
    title: str
    major_soc: str
    group_title: str
    area_name: str
    area_in_prose: str
    area_abbreviation: str
    is_nation: bool
    language: str
    tagline: str
    sources: tuple[SourceLine, ...]
    data_date: str
    printed_on: str
    release_keys: tuple[str, ...]
    brand: Brand
    release_dates: tuple[str, ...] = ()
    printed_dates: tuple[Dated, ...] = ()
