"""Who hands a brochure out: name, logo, colours and contact, as values. `reportgen.brand` reads and checks them."""

from __future__ import annotations

import hashlib
from dataclasses import field

from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Logo:
    """A checked picture: `kind` is "png" or "svg", `data` its bytes, `ratio` width by height.

    `alt` stands for it where it is a figure; "": it only repeats the name that is printed beside it.
    """

    kind: str
    data: bytes = field(repr=False)
    ratio: float
    alt: str = ""

    @property
    def address(self) -> str:
        """What a page loads it by: no file, but these bytes (`render/fetch.py`)."""
        return f"brand:{hashlib.sha256(self.data).hexdigest()[:32]}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Brand:
    """Who hands the brochure out, as `brand.read_brand` checked it. The default has only the name of the tool.

    What is "" is left out. `web` and `qr` are https addresses; `accent` and `second` (#rrggbb) have enough contrast
    for text and for lines. `date_languages`: the printed date is written in each of them.
    """

    name: str
    contact: str
    web: str
    short_name: str = ""
    counselor: str = ""
    footer: str = ""
    qr: str = ""
    qr_label: str = ""
    accent: str = ""
    second: str = ""
    logo: Logo | None = None
    shows_name: bool = True
    date_languages: tuple[str, ...] = ("en",)

    @property
    def is_own(self) -> bool:
        """Whether somebody gave it; the default one leaves no mark on a page but the name in the foot."""
        return self != DEFAULT_BRAND

    @property
    def contact_lines(self) -> tuple[str, ...]:
        """The parts of the contact, which "|" or "·" separates."""
        return tuple(part for each in self.contact.replace("·", "|").split("|") if (part := each.strip()))


DEFAULT_BRAND = Brand(name="reportgen", contact="", web="")


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of printing in a language ("en", "es")."""

    language: str
    text: str
