"""An SVG logo: read without entities, checked to hold shapes only, and written anew from what was checked."""

from __future__ import annotations

import re
from html import escape
from xml.parsers import expat

from reportgen.brand.problem import Refused
from reportgen.brand.svg_cost import require_cheap
from reportgen.brand.svg_element import Element
from reportgen.values import dataclass

SPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = frozenset(
    {
        *("svg", "g", "defs", "use", "symbol", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("clipPath", "mask", "linearGradient", "radialGradient", "stop", "style"),
    }
)
_SILENT = frozenset({"title", "desc", "metadata"})
_LETTERS = frozenset({"text", "tspan", "textPath", "tref", "altGlyph", "font"})
_MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set"})
_DEEPEST = 60
_LARGEST = 1e6  # of any number: far above what a drawing needs, far below what breaks a PDF
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SHEET_NUMBER = re.compile(rf"(?<![\w.-]){_NUMBER.pattern}")  # not the number in the name of a class
_NAMES = frozenset({"id", "class", "href", "version"})
_NOTES = ("data-", "aria-", "role", "lang", "tabindex")  # attributes that draw nothing
_COLOUR = re.compile(r"#[0-9a-fA-F]+")
_REFERENCE = re.compile(r"url\s*\(\s*([^)]*)\)?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+\.?\d*|\.\d+)(?:px|pt|pc|mm|cm|in|q)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Svg:
    """The drawing as it goes into the pages, and its size in its own units."""

    data: bytes
    width: float
    height: float


def read_svg(data: bytes) -> Svg:
    """Check a drawing. Raises Refused for one that holds more than shapes, or is too much to draw."""
    root = _Reader().read(data)
    _check(root)
    require_cheap(root)
    left, top, width, height = _view(root)
    root.attributes = {
        key: value
        for key, value in root.attributes.items()
        if key not in ("width", "height", "x", "y", "viewBox", "preserveAspectRatio")
    }
    root.attributes["viewBox"] = f"{left:g} {top:g} {width:g} {height:g}"
    return Svg(_written(root, f' xmlns="{SPACE}"').encode(), width, height)


class _Reader:
    """Expat's events → elements. What is not of SVG (an editor's notes) is left out; nothing is expanded or loaded."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._root: Element | None = None
        self._ignored = 0  # depth inside an element that is left out

    def read(self, data: bytes) -> Element:
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            words = expat.errors.messages[error.code]
            raise Refused(f"the logo is no whole SVG: {words} in its line {error.lineno}", "Save it again.") from None
        if self._root is None:
            raise Refused("the logo is no whole SVG: it is empty", "Save it again.")
        return self._root

    def _refuse(self, what: str, cure: str) -> Refused:
        return Refused(f"the logo {what} (its line {self._parser.CurrentLineNumber})", cure)

    def _doctype(self, *_: object) -> None:
        raise self._refuse(
            "has a DOCTYPE, which may define entities",
            "Delete the line that begins with <!DOCTYPE in a text editor, or save the drawing as “plain SVG”.",
        )

    def _instruction(self, target: str, _: str) -> None:
        raise self._refuse(f"holds an instruction <?{target} …?>", "Save it as “plain SVG”.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if tag.lower() == "script":
            raise self._refuse("holds a script", "A logo may only draw: save it as “plain SVG” or as PNG.")
        if self._root is None and (space, tag) != (SPACE, "svg"):
            raise self._refuse(f"begins with <{tag}>, not with <svg> of SVG", "Save it again as SVG.")
        if self._ignored or space != SPACE or tag in _SILENT:
            self._ignored += 1
            return
        if len(self._open) >= _DEEPEST:
            raise self._refuse(f"is nested more than {_DEEPEST} deep", "Simplify it, or save it as PNG.")
        element = Element(tag, self._plain(attributes), self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _plain(self, attributes: dict[str, str]) -> dict[str, str]:
        """Without those of an editor; both ways to write a reference as `href`."""
        found = {}
        for name, value in attributes.items():
            space, _, plain = name.rpartition(" ")
            if plain.lower().startswith("on") and plain.isalpha():
                raise self._refuse(f"holds a script ({plain}=…)", "Save it as “plain SVG” or as PNG.")
            if (not space and not plain.startswith(_NOTES)) or (space == _XLINK and plain == "href"):
                found[plain] = value
        return found

    def _end(self, _: str) -> None:
        if self._ignored:
            self._ignored -= 1
        else:
            self._open.pop()

    def _text(self, text: str) -> None:
        if not self._ignored and self._open and self._open[-1].tag == "style":
            self._open[-1].text += text


def _check(element: Element) -> None:
    if element.tag not in _SHAPES:
        raise _unwanted(element)
    for name, value in element.attributes.items():
        if name in ("href", "src", "base"):
            if not (name == "href" and value.startswith("#") and element.tag != "image"):
                raise _outside(value, element.line)
            continue
        _check_style(value, element.line)
        if name not in _NAMES:
            _check_numbers(value, element.line)
    _check_style(element.text, element.line)
    for child in element.children:
        _check(child)


def _unwanted(element: Element) -> Refused:
    where = f"(its line {element.line})"
    match element.tag:
        case "foreignObject" | "iframe" | "audio" | "video" | "a":
            return Refused(f"the logo holds <{element.tag}> {where}", "A logo may only draw: save it as “plain SVG”.")
        case "image" | "feImage":
            return Refused(
                f"the logo holds a picture of dots or of another file {where}", "Save the whole logo as PNG instead."
            )
        case tag if tag in _LETTERS:
            return Refused(
                f"the logo holds letters as text {where}, which would come out in another font",
                "Convert text to paths (outlines) in your drawing program and save it again.",
            )
        case tag if tag in _MOVING:
            return Refused(f"the logo moves: it holds <{tag}> {where}", "Save a still drawing.")
        case tag:
            return Refused(
                f"the logo holds <{tag}> {where}, which is not printed as it looks on a screen",
                "Turn effects and patterns into plain shapes, or save it as PNG.",
            )


def _outside(target: str, line: int) -> Refused:
    return Refused(
        f"the logo refers to {target[:60]!r} outside of itself (its line {line})",
        "Embed nothing and link to nothing: save it as “plain SVG”, or as PNG.",
    )


def _check_style(text: str, line: int) -> None:
    """Style sheets, `style` attributes and presentation attributes: colours and places in this drawing only."""
    if "\\" in text or "@" in text:
        raise Refused(f"the logo's style holds {'@' if '@' in text else 'a backslash'} (its line {line})",
                      "Save it as “plain SVG”, or as PNG.")  # fmt: skip
    for target in _REFERENCE.findall(text):
        if not target.strip("\"' ").startswith("#"):
            raise _outside(target, line)
    if "{" in text:
        _check_numbers(text, line, _SHEET_NUMBER)


def _check_numbers(text: str, line: int, number_in: re.Pattern[str] = _NUMBER) -> None:
    for number in number_in.findall(_COLOUR.sub("", _REFERENCE.sub("", text))):
        if abs(float(number)) > _LARGEST:
            raise Refused(f"the logo holds the number {number[:20]} (its line {line})", "Draw it at a usual size.")


def _view(root: Element) -> tuple[float, float, float, float]:
    """left, top, width and height of what is shown."""
    numbers = [float(number) for number in _NUMBER.findall(root.attributes.get("viewBox", ""))]
    if not numbers:
        sides = [_LENGTH.fullmatch(root.attributes.get(side, "").strip()) for side in ("width", "height")]
        numbers = [0.0, 0.0, *(float(side[1]) for side in sides if side)]
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise Refused("the logo does not say how large it is", "Save it again with a size in pixels.")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _written(element: Element, space: str = "") -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(element.attributes.items()))
    inside = escape(element.text, quote=False) + "".join(_written(child) for child in element.children)
    return f"<{element.tag}{space}{attributes}>{inside}</{element.tag}>"
