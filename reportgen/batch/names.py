"""What a brochure's file is called: 29-2072-medical-records-specialists-TX.pdf."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reportgen.model.area import Area, AreaKind
from reportgen.model.soc import SocCode

LONGEST_BYTES = 120  # far below every file system's limit, even with a long folder before it


def file_name(soc: SocCode, title: str, area: Area) -> str:
    """Names sort by code and then by area, and never collide: code and area together are unique.

    ASCII letters, digits and hyphens only; the title is cut at a word so that the name stays under 120 bytes.
    """
    return _join(str(soc), slug(title), f"{_place(area)}.pdf")


def comparison_file_name(socs: Sequence[SocCode], area: Area) -> str:
    """What a comparison is called: compare-29-1141-29-1171-TX.pdf. In another order it is another file."""
    return f"compare-{'-'.join(soc.value for soc in socs)}-{_place(area)}.pdf"


def poster_file_name(code: str, title: str, area: Area) -> str:
    """What a poster is called: poster-healthcare-TX.pdf; with a SOC group's `code` poster-31-healthcare-support-TX.pdf.

    A group of the Handbook, which has no code, may have the name of a SOC group.
    """
    return _join("-".join(filter(None, ("poster", code[:2]))), slug(title), f"{_place(area)}.pdf")


def _place(area: Area) -> str:
    return area.fips if area.kind is AreaKind.NONMETROPOLITAN else area.abbreviation


def _join(code: str, slug: str, ending: str) -> str:
    room = LONGEST_BYTES - 1 - len(f"{code}-") - len(f"-{ending}")
    if len(slug) > room:
        slug = slug[: room + 1].rpartition("-")[0] or slug[:room]
    return f"{code}-{slug}-{ending}" if slug else f"{code}-{ending}"


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
