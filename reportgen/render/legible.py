"""What nobody could read on paper is not printed: characters without a picture, and those that no font here holds.

Files are checked when they are read; this is the last look before a page is made, whatever its words came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from reportgen.brochure.document import Document
from reportgen.errors import ReportgenError, visible
from reportgen.render import glyphs

_BESIDE = 30  # characters quoted before and after
# Controls, marks that turn the direction of writing, halves of characters, and numbers that are no character.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
    "|&#(?:0|x0);"
)
_ELEMENTS = re.compile(r"<(style|title)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
_MOST_NAMED = 5
_VISIBLE_ASCII = bytes([0x0A, *range(0x20, 0x7F)])


def require_visible(html: str, document: Document) -> None:
    """Raise ReportgenError for words with a character that nobody sees."""
    # To look at each character takes a tenth of the time that the press takes; nearly every page has none to look at.
    if _plain(html) or (found := _HIDDEN.search(html)) is None:
        return
    start = max(html.rfind(">", 0, found.start()) + 1, found.start() - _BESIDE)
    words = html[start : found.end() + _BESIDE].partition("<")[0].strip()
    raise ReportgenError(
        f"{name_of(document)} has words with a character that nobody sees: “{visible(words)}”.",
        cure="Find it in the store's titles, in your own texts or in the layout, and type the words anew.",
    )


def _plain(html: str) -> bool:
    # Bytes first: nearly all of a page is ASCII, which they drop at once.
    rest = html.encode("utf-8", "surrogatepass").translate(None, _VISIBLE_ASCII).decode("utf-8", "surrogatepass")
    for usual in ("\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}"):
        rest = rest.replace(usual, "")
    return rest.isprintable() and html.count("&#") == html.count("&#3")  # &#34; and &#39; are quotes


def unprintable(html: str, held: Mapping[str, frozenset[int]]) -> str:
    """A sentence on the characters of the page that none of the layout's own fonts holds; "" where there is none.

    Another font of this computer may hold them, or none: on paper they would be of another hand, or empty boxes. A
    layout without fonts of its own takes what the computer has.
    """
    lacking = glyphs.missing(unescape(_ELEMENTS.sub(" ", html)), held, held) if held else ""
    if not lacking:
        return ""
    named = ", ".join(f"{char} (U+{ord(char):04X})" for char in lacking[:_MOST_NAMED])
    more = f" and {len(lacking) - _MOST_NAMED:,} more" if len(lacking) > _MOST_NAMED else ""
    return f"the layout's fonts lack {named}{more}"


def name_of(document: Document) -> str:
    """How messages name it: in one line, and not endless."""
    title = visible(document.title)
    short = title if len(title) <= 80 else f"{title[:80]}…"
    return f"{document.soc} {short} ({document.area_abbreviation})"
