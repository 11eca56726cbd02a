"""Reads a brand file (TOML): every key is looked at before anything is said, so that all faults are told at once."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from reportgen.brand.address import check_address
from reportgen.brand.colour import ColourCheck, check_accent, check_second
from reportgen.brand.file import read_table
from reportgen.brand.logo import LogoFacts, read_logo
from reportgen.brand.notes import notes_on
from reportgen.brand.problem import BrandError, BrandProblem, Refused
from reportgen.brand.words import check_words, unprintable
from reportgen.brochure.brand import Brand, Logo
from reportgen.brochure.format import long_date
from reportgen.render.brand_parts import BrandParts
from reportgen.sources.toml_lines import TomlLines
from reportgen.values import dataclass

# The most characters of each text; what it comes to on the pages is measured besides.
LENGTHS = {
    "name": 120, "short_name": 48, "logo_alt": 150, "counselor": 80, "contact": 160, "qr_label": 60, "footer": 320,
}  # fmt: skip
_KEYS = (*LENGTHS, "logo", "show_name", "accent", "second", "web", "qr", "date_languages")
_MEANT = {
    "color": "accent", "colour": "accent", "colors": "accent", "primary": "accent", "secondary": "second",
    "school": "name", "title": "name", "url": "web", "website": "web", "homepage": "web", "phone": "contact",
    "email": "contact", "address": "contact", "counsellor": "counselor", "alt": "logo_alt", "image": "logo",
    "qr_code": "qr", "qr_url": "qr", "language": "date_languages", "languages": "date_languages", "foot": "footer",
}  # fmt: skip
_MOST_LANGUAGES = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """A brand and what was found on the way: its colours, its logo, and what is well to know (`notes`)."""

    file: Path
    brand: Brand
    colours: tuple[ColourCheck, ...]
    logo: LogoFacts | None
    notes: tuple[str, ...]

    @property
    def changes(self) -> tuple[str, ...]:
        """What was changed to have enough contrast, a sentence each."""
        return tuple(colour.change for colour in self.colours if colour.is_changed)


def read_brand(path: Path) -> Reading:
    """Read and check a brand file and its logo. Raises BrandError with every fault; nothing in it is executed."""
    table, lines = read_table(path)
    return _Reader(path, table, lines).reading()


class _Reader:
    """One file. Each question to it notes what is wrong with the answer."""

    def __init__(self, path: Path, table: dict[str, Any], lines: TomlLines) -> None:
        self._path, self._table, self._lines = path, table, lines
        self._problems: list[BrandProblem] = []

    def reading(self) -> Reading:
        for key, value in self._table.items():
            if key not in _KEYS:
                self._unknown(key, value)
        self._require_name()
        words = {key: self._meant(key, partial(check_words, most=most)) or "" for key, most in LENGTHS.items()}
        found = self._meant("logo", partial(read_logo, folder=self._path.parent))
        accent, second = self._meant("accent", check_accent), self._meant("second", check_second)
        brand = Brand(
            name=words["name"],
            contact=words["contact"],
            web=self._meant("web", check_address) or "",
            short_name=words["short_name"],
            counselor=words["counselor"],
            footer=words["footer"],
            qr=self._meant("qr", check_address) or "",
            qr_label=words["qr_label"],
            accent=accent.used if accent else "",
            second=second.used if second else "",
            shows_name=self._shows_name(),
            date_languages=self._languages(),
        )
        logo, facts = found or (None, None)
        brand = replace(brand, logo=_with_alt(logo, brand, words["logo_alt"]))
        self._check_together(brand)
        if self._problems:
            raise BrandError(self._path, self._problems)
        colours = tuple(colour for colour in (accent, second) if colour)
        return Reading(self._path, brand, colours, facts, tuple(notes_on(brand, facts)))

    def _meant(self, key: str, meaning: Callable[[str], T]) -> T | None:
        """What the text of a key means; None where it is not given, is empty, or is wrong."""
        value = self._table.get(key, "")
        if not isinstance(value, str):
            self._note(key, "it is no text", f'Write {key} = "…", in quotes.')
            return None
        if not value.strip():
            return None
        try:
            return meaning(value.strip(" "))
        except Refused as refused:
            self._note(key, refused.what, refused.cure)
            return None

    def _is_given(self, key: str) -> bool:
        value = self._table.get(key, "")
        return bool(value.strip()) if isinstance(value, str) else True

    def _require_name(self) -> None:
        if not self._is_given("name"):
            what = "it is empty" if "name" in self._table else "it is missing"
            self._note("name", what, 'Add a line like name = "Harbor View High School".')

    def _shows_name(self) -> bool:
        match self._table.get("show_name", True):
            case True:
                return True
            case False:
                if not self._is_given("logo"):
                    self._note("show_name", "without a logo the name has to be shown", "Add a logo, or write true.")
                return False
            case _:
                self._note("show_name", "it is neither true nor false", "Write true or false, without quotes.")
                return True

    def _languages(self) -> tuple[str, ...]:
        value = self._table.get("date_languages", "en")
        languages = value if isinstance(value, list) else [value]
        if not 1 <= len(languages) <= _MOST_LANGUAGES or not all(isinstance(each, str) for each in languages):
            self._note("date_languages", f"it is no list of 1 to {_MOST_LANGUAGES} languages", 'Write ["en", "es"].')
            return ()
        for language in languages:
            self._check_language(language)
        return tuple(dict.fromkeys(languages))

    def _check_language(self, language: str) -> None:
        cure = "Give a code of two letters, such as en, es, fr, vi or pt."
        try:
            dates = "".join(long_date(datetime.date(2026, month, 28), language) for month in range(1, 13))
        except ValueError:
            self._note("date_languages", "no dates are known of this language", cure, language)
            return
        if unknown := unprintable(dates):
            self._note("date_languages", f"the fonts of the pages lack its letters ({unknown[:5]})", cure, language)

    def _check_together(self, brand: Brand) -> None:
        """What can only be said of several keys."""
        if brand.name and not BrandParts(brand).fits_masthead:
            self._note("name", "it is too long for the head of a page", "Shorten it.")
        if not BrandParts(brand).fits_imprint:
            self._note("footer", "it takes more than two lines under the sources", "Shorten it.")
        if brand.qr_label and not self._is_given("qr"):
            self._note("qr_label", "there is no qr that it could be the label of", 'Add a line qr = "https://…".')
        if self._is_given("logo_alt") and not self._is_given("logo"):
            self._note("logo_alt", "there is no logo", "Add one, or leave this line out.")

    def _unknown(self, key: str, value: object) -> None:
        near = _MEANT.get(key.lower()) or next(iter(difflib.get_close_matches(key.lower(), _KEYS, n=1)), "")
        if isinstance(value, dict):
            self._note(key, "a brand file has no tables", "Take away that line, with its square brackets.")
        else:
            cure = f"Did you mean “{near}”?" if near else f"The keys are {', '.join(_KEYS)}."
            self._note(key, "there is no such key", cure)

    def _note(self, key: str, what: str, cure: str, value: str | None = None) -> None:
        shown = self._table.get(key, "") if value is None else value
        text = shown if isinstance(shown, str) else ""
        self._problems.append(BrandProblem(self._lines.line((key,), text), key, text, what, cure))


def _with_alt(logo: Logo | None, brand: Brand, alt: str) -> Logo | None:
    """Beside the printed name a logo says nothing more, unless the file says what; alone it stands for the name."""
    return replace(logo, alt=alt or ("" if brand.shows_name else brand.name)) if logo else None
