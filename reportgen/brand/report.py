"""What was found in a brand file, in words for people and as values for programs."""

from __future__ import annotations

import datetime
from typing import Any

from reportgen.brand.colour import ColourCheck
from reportgen.brand.read import Reading
from reportgen.brochure.format import long_date
from reportgen.charts import qr
from reportgen.render.brand_parts import BrandParts

_MM_IN_POINT = 25.4 / 72


def described(reading: Reading, day: datetime.date) -> list[tuple[str, str]]:
    """(what, words) in the order of the pages; only what the file gives. `day` shows how the date will be written."""
    brand = reading.brand
    rows = [
        ("name", brand.name + ("" if brand.shows_name else " (in the logo; not printed beside it)")),
        ("short name", brand.short_name),
        ("logo", _logo(reading)),
        *((colour.key, _colour(colour)) for colour in reading.colours),
        ("counselor", brand.counselor),
        ("contact", " · ".join(brand.contact_lines)),
        ("web", brand.web),
        ("QR code", _code(reading)),
        ("footer", brand.footer),
        ("date", " / ".join(long_date(day, language) for language in brand.date_languages)),
    ]
    return [(what, words) for what, words in rows if words]


def facts(reading: Reading) -> dict[str, Any]:
    """The same for programs: plain values, the logo by its size and checksum."""
    brand, logo = reading.brand, reading.brand.logo
    values = {name: getattr(brand, name) for name in brand.__slots__ if name != "logo"}
    found = None
    if logo and reading.logo:
        width_pt, height_pt = (round(side, 1) for side in BrandParts(brand).largest_logo)
        found = {
            "file": reading.logo.file, "kind": reading.logo.kind, "bytes": reading.logo.bytes,
            "width": reading.logo.width, "height": reading.logo.height,
            "printed_width_pt": width_pt, "printed_height_pt": height_pt, "alt": logo.alt,
        }  # fmt: skip
    colours = [
        {
            "key": colour.key, "asked": colour.asked, "asked_contrast": round(colour.asked_contrast, 2),
            "used": colour.used, "used_contrast": round(colour.used_contrast, 2), "least_contrast": colour.least,
        }
        for colour in reading.colours
    ]  # fmt: skip
    return {"brand": values, "logo": found, "colors": colours, "changes": reading.changes, "notes": reading.notes}


def _colour(colour: ColourCheck) -> str:
    asked = f"{colour.asked} ({colour.asked_contrast:.1f}:1 on white), printed as " if colour.is_changed else ""
    return f"{asked}{colour.used} ({colour.used_contrast:.1f}:1 on white)"


def _logo(reading: Reading) -> str:
    facts, logo = reading.logo, reading.brand.logo
    if facts is None or logo is None:
        return ""
    width_pt, height_pt = BrandParts(reading.brand).largest_logo
    unit = " pixels" if facts.kind == "PNG" else ""
    shown = f"read out as “{logo.alt}”" if logo.alt else "not read out, since the name stands beside it"
    return (
        f"{facts.file}: {facts.kind}, {facts.width:g} × {facts.height:g}{unit}, {facts.bytes / 1000:.1f} KB; "
        f"printed {width_pt / 72:.2f} × {height_pt / 72:.2f} in; {shown}"
    )


def _code(reading: Reading) -> str:
    address, label = reading.brand.qr, reading.brand.qr_label
    if not address:
        return ""
    width_mm = qr.good_width_pt(address) * _MM_IN_POINT
    return f"{f'“{label}”, ' if label else ''}{address} ({len(qr.modules(address))} modules, {width_mm:.0f} mm wide)"
