"""Reading a brochure's text as a test compares it."""

from __future__ import annotations

import re

import pypdfium2

_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2212": "-", "\u2013": "-", "\u2011": "-", "\u00ad": None, "\u2019": "'"}
)


def plain(text: str) -> str:
    """One kind of space, hyphen and apostrophe; lines joined."""
    return re.sub(r"\s+", " ", text.translate(_PLAIN)).strip()


def pages(data: bytes) -> list[str]:
    """The text of every page, as `plain` makes it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [plain(document[number].get_textpage().get_text_range()) for number in range(len(document))]
    finally:
        document.close()
