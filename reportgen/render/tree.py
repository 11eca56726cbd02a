"""HTML -> element tree for what our templates write, an order of magnitude faster than an HTML5 parser.

Takes well-nested HTML only: every element closed by its own end tag, `head` and `body` written out, nothing that
the HTML5 rules would move, add or close. For whatever else the answer is None, and WeasyPrint's own parser reads it;
for what is taken, the tree is the one that it would make.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Protocol
from xml.etree.ElementTree import Element, TreeBuilder

SVG = "{http://www.w3.org/2000/svg}"

_TOKEN = re.compile(
    r"""<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*(?P<empty>/?)>"""
)
_ATTRIBUTE = re.compile(r'([^\s"\'<>/=]+)(?:="([^"]*)")?')
# White space before the head counts for nothing.
_DOCTYPE = re.compile(r"\s*<!doctype html>\s*(?=<html[\s>][^<]*<head>)", re.IGNORECASE)
_END = re.compile(r"</body>(?P<after_body>[ \t\n\f]*)</html>(?P<after_html>[ \t\n\f]*)\Z", re.IGNORECASE)
_SPACE = " \t\n\f"
_VOID = frozenset({"br", "hr", "img", "meta", "wbr", "col"})
_IN_HEAD = frozenset({"title", "meta"})
_SECTIONS = frozenset({"div", "section", "header", "footer", "main", "aside", "article", "nav", "figure", "figcaption"})
_LISTS = frozenset({"ul", "ol", "dl"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _SECTIONS | _LISTS | _HEADINGS | {"p", "table", "hr"}
_INLINE = frozenset({"span", "b", "i", "em", "strong", "small", "a", "br", "img", "wbr", "sub", "sup", "abbr", "svg"})
_FORMATTING = frozenset({"b", "i", "em", "strong", "small", "a"})  # carried over a wrongly nested end
_FLOW = _BLOCKS | _INLINE
_TABLE: dict[str, frozenset[str]] = {
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
}
_MAY_HOLD: dict[str, frozenset[str]] = {
    "": frozenset({"html"}),
    "html": frozenset({"head", "body"}),
    "head": _IN_HEAD,
    "title": frozenset(),
    **dict.fromkeys(("body", "li", "dd", "caption", "th", "td", *_SECTIONS), _FLOW),
    **dict.fromkeys(("p", "dt", *_HEADINGS, *(_INLINE - _VOID - {"svg"})), _INLINE),
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    "dl": frozenset({"dt", "dd"}),
    **_TABLE,
}
# What stands on a page again and again. Of those that may hold their like only the innermost, and a `div` with words.
# No whole table: its headings have names that no other table in the document may have.
_NO_PIECE_HOLDS = {
    "div": re.compile(r"<(?:div|p|li|tr|h[1-6])[\s>]"),
    "li": re.compile(r"<(?:li|tr)[\s>]"),
    "tr": re.compile(r"<tr[\s>]"),
}
_PIECES = frozenset({"p", "svg", *_HEADINGS, *_NO_PIECE_HOLDS})
_PIECE = re.compile(r"<(p|svg|h[1-6]|div|li|tr)(?=[\s>])")
_PARENTS = {"tr": "tbody", "li": "ul"}
_DRAWN = frozenset({"title", "text", "rect", "circle", "path", "line", "g"})
_NO_TEXT = frozenset({"", "html", "head", *_TABLE})
_CASED = {"viewbox": "viewBox", "xmlns": "{http://www.w3.org/2000/xmlns/}xmlns"}


class Kept(Protocol):
    """Elements by the HTML that they were made of, for those who read much of the same."""

    def take(self, html: str) -> Element | None:
        """The element of this HTML, for one place in one tree; None where it has to be read."""

    def keep(self, html: str, element: Element) -> None:
        """Hear what was read."""


class _Builder(TreeBuilder):
    """Takes whole elements, too, and knows where to find them."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._whole = whole = list[Element]()
        super().__init__(lambda tag, attributes: whole.pop() if whole else Element(tag, attributes))

    def add(self, element: Element) -> None:
        """Put an element with all that it holds where the next one would start."""
        self._whole.append(element)
        self.start(element.tag, {})
        self.end(element.tag)


def parse(html: str, kept: Kept | None = None) -> Element | None:
    """The root element, or None where only a real HTML parser may say what the tree is.

    Paragraphs, headings, list items, rows and drawings are taken from `kept`, where it has them.
    """
    start, end = _DOCTYPE.match(html), _END.search(html)
    if start is None or end is None or "\r" in html or "\0" in html:
        return None
    builder = _Builder(kept) if kept else TreeBuilder()
    open_ = [""]
    if not _read(html, start.end(), end.start(), builder, open_) or open_ != ["", "html", "body"]:
        return None
    builder.data(end["after_body"] + end["after_html"])  # as HTML5 has it
    builder.end("body")
    builder.end("html")
    return builder.close()


_SHEET = re.compile(r'<section class="sheet[^<>]*>')
_SECTION_END = "</section>"


def in_sheets(html: str, kept: Kept) -> tuple[Element | None, list[tuple[Element, str]]]:
    """The tree as `parse` makes it, with its sheets yet to be filled, and what `fill` makes each of.

    Sheets are the sections of the body whose class begins so. Without such all is read at once.
    """
    rest, texts, end = list[str](), list[str](), 0
    starts = list(_SHEET.finditer(html))
    for number, start in enumerate(starts, 1):
        next_ = starts[number].start() if number < len(starts) else len(html)
        rest += (html[end : start.end()], _SECTION_END)
        end = html.rfind(_SECTION_END, start.end(), next_) + len(_SECTION_END)
        texts.append(html[start.start() : end])
    root = parse("".join((*rest, html[end:])), kept) if texts else None
    shells = [] if root is None else [child for child in root[-1] if (child.get("class") or "").startswith("sheet")]
    if root is None or len(shells) != len(texts):
        return parse(html, kept), []
    return root, list(zip(shells, texts, strict=True))


def fill(place: Element, html: str, kept: Kept) -> bool:
    """Make of `place`, an empty element of the body, the one that `html` is; whether it is well nested."""
    element = _element(html, ["", "html", "body"], _Builder(kept))
    if element is None:
        return False
    place[:], place.text = element[:], element.text
    return True


def piece(html: str) -> Element | None:
    """The element of a piece that stands by itself; None where it is not well nested."""
    start = _TOKEN.match(html)
    return _element(html, ["", _PARENTS.get(start["name"].lower(), "div") if start else ""], TreeBuilder())


def in_pieces(html: str) -> tuple[str, list[str]]:
    """The pieces that are kept, and all else with the pieces' start tags, as far as that can be told at a glance."""
    rest, pieces, start = list[str](), list[str](), 0
    while (token := _PIECE.search(html, start)) is not None:
        position = html.find(">", token.end()) + 1 or len(html)
        stop = _end_of(token[1], html, position)
        rest.append(html[start:position])
        start = position
        if stop:
            rest.append("\0")
            pieces.append(html[token.start() : stop])
            start = stop
    rest.append(html[start:])
    return "".join(rest), pieces


def _read(html: str, position: int, end: int, builder: TreeBuilder, open_: list[str]) -> bool:
    """Read what stands there; whether it is well nested so far."""
    svg_depth = 0
    while position < end:
        token = _TOKEN.match(html, position) if html[position] == "<" else None
        if token is None:
            text = html[position : html.find("<", position)]
            if not text or not _add_text(builder, text, open_[-1]):
                return False
            position += len(text)
            continue
        start, position = position, token.end()
        name = token["name"] if svg_depth else token["name"].lower()
        if token["end"]:
            if name != open_.pop() or token["attributes"] or token["empty"]:
                return False
            builder.end(_qualified(name, svg_depth))
            svg_depth -= svg_depth > 0
            continue
        if not _may_open(name, open_, svg_depth):
            return False
        if isinstance(builder, _Builder) and name in _PIECES and (stop := _end_of(name, html, position)):
            element = _piece(html[start:stop], builder.kept, open_)
            if element is None:
                return False
            builder.add(element)
            position = stop
            continue
        svg_depth += svg_depth > 0 or name == "svg"
        attributes = _attributes(token["attributes"], svg_depth > 0)
        if attributes is None:
            return False
        builder.start(_qualified(name, svg_depth), attributes)
        if name == "html":
            position = html.index("<", position)
        if token["empty"] if svg_depth else name in _VOID:
            builder.end(_qualified(name, svg_depth))
            svg_depth -= svg_depth > 0
        elif token["empty"]:
            return False
        else:
            open_.append(name)
    return True


def _end_of(name: str, html: str, position: int) -> int:
    """Where the piece ends that starts before `position`; 0 where it is none."""
    stop = html.find(f"</{name}>", position)
    inner = _NO_PIECE_HOLDS.get(name)
    if stop < 0 or (inner is not None and inner.search(html, position, stop)):
        return 0
    return stop + len(name) + 3


def _piece(html: str, kept: Kept, open_: list[str]) -> Element | None:
    """The element that is written there, to stand in those that are open; None where it is not well nested."""
    element = kept.take(html)
    if element is None:
        element = _element(html, open_, TreeBuilder())
        if element is not None:
            kept.keep(html, element)
    return element


def _element(html: str, open_: list[str], builder: TreeBuilder) -> Element | None:
    """The element that is all of `html`, in those that are open; None where it is not well nested."""
    inner = list(open_)
    if not _read(html, 0, len(html), builder, inner) or inner != open_:
        return None
    return builder.close()


def _may_open(name: str, open_: list[str], svg_depth: int) -> bool:
    if svg_depth:
        return name in _DRAWN
    if name in _FORMATTING and name in open_:
        return False
    return name in _MAY_HOLD[open_[-1]]


def _qualified(name: str, svg_depth: int) -> str:
    return SVG + name if svg_depth else name


def _attributes(text: str, in_svg: bool) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        name = name.lower()
        if in_svg:
            if ":" in name:
                return None
            name = _CASED.get(name, name)
        if name in found:
            return None
        found[name] = _unescaped(value)
    return found


def _add_text(builder: TreeBuilder, text: str, inside: str) -> bool:
    """Whether the text may stand there."""
    if inside in _NO_TEXT and text.strip(_SPACE):
        return False
    builder.data(_unescaped(text))
    return True


def _unescaped(text: str) -> str:
    return unescape(text) if "&" in text else text
