"""Writes the content of a page: states only where they change, text in runs, outlines from their own origin."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from reportgen.book.merge.operators import Operand, Operator, UnreadableError, line, literal, number, shown_text
from reportgen.values import dataclass

_AT_FIRST = {
    "fill": b"0 g", "stroke": b"0 G", "width": b"1 w", "dash": b"[] 0 d", "cap": b"0 J", "join": b"0 j",
    "miter": b"10 M", "font": b"", "render": b"0 Tr", "letters": b"0 Tc", "words": b"0 Tw", "stretch": b"100 Tz",
    "rise": b"0 Ts", "/ca": b"", "/CA": b"",
}  # fmt: skip
_FILL = ("fill", "/ca")
_STROKE = ("stroke", "width", "dash", "cap", "join", "miter", "/CA")
_TEXT = ("font", "render", "letters", "words", "stretch", "rise")
_FILLS = frozenset({b"f", b"f*", b"F", b"B", b"B*", b"b", b"b*"})
_STROKES = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
_CLIP = frozenset({b"W", b"W*"})
_FEWEST_FOR_OWN_ORIGIN = 4
_DECIMALS = 2
_NAME = re.compile(rb"/[^\s()<>\[\]{}/%]+")
_ANOTHER_LINE = 0.6  # of the size of the type: less is a raised figure
_UPRIGHT = frozenset({b"1", b"-1"})


@dataclass(frozen=True, slots=True)
class Spacing:
    """The blank of a font, b"" when it has none, and the glyphs at a line's end that need none after them (hyphens)."""

    blank: bytes
    without: frozenset[bytes]


class Emitter:
    """`opaque` is, for each kind of transparency (/ca, /CA), the resource that switches it off."""

    def __init__(self, opaque: Mapping[str, bytes], spacings: Mapping[bytes, Spacing]) -> None:
        self._opaque, self._spacings = opaque, spacings
        self._out: list[bytes] = []
        self._set: dict[str, bytes] = dict(_AT_FIRST)
        self._scale, self._decimals = 1.0, _DECIMALS
        self._saved: list[tuple[dict[str, bytes], float, int]] = []
        self._in_text = False
        self._line: tuple[list[bytes], int, int] | None = None  # matrix and origin of the line, in least units
        self._last_glyph = b""
        self._joins = False  # the next text belongs to the same paragraph as the last
        self._marks: list[bool] = []  # marked content: whether it began within the text
        self._used: set[bytes] = set()

    def finish(self) -> tuple[bytes, frozenset[bytes]]:
        """The content, and the names of the resources in it."""
        self._end_text()
        return b"\n".join(self._out), frozenset(self._used)

    def save(self) -> None:
        self._end_text()
        self._out.append(b"q")
        self._saved.append((dict(self._set), self._scale, self._decimals))

    def restore(self) -> None:
        self._end_text()
        self._out.append(b"Q")
        self._set, self._scale, self._decimals = self._saved.pop()

    def transform(self, tokens: list[bytes]) -> None:
        self._end_text()
        a, b, c, d, x, y = map(float, tokens)
        if (a, b, c, d, x, y) == (1, 0, 0, 1, 0, 0):
            return
        place = self._decimals
        self._out.append(
            line(b"cm", [*(number(float(each), 6) for each in tokens[:4]), number(x, place), number(y, place)])
        )
        self._scale *= math.sqrt(abs(a * d - b * c)) or 1.0
        # More decimals where a unit is larger than a point.
        self._decimals = _DECIMALS + max(0, math.ceil(math.log10(self._scale) - 0.2))

    def begin_marked(self, operator: bytes, operands: list[Operand], *, in_text: bool) -> None:
        """`in_text`: all that follows to its end is text."""
        if in_text:
            self._begin_text()
        else:
            self._end_text()
        self._out.append(b"".join(each for each in operands if isinstance(each, bytes)) + b" " + operator)
        self._marks.append(in_text)

    def end_marked(self) -> None:
        if not self._marks.pop():
            self._end_text()
        self._out.append(b"EMC")

    def join_lines(self) -> None:
        """What follows is in the same marked content as what was before."""
        self._joins = True

    def show(self, text: Operand, matrix: tuple[list[bytes], float, float] | None, asked: Mapping[str, bytes]) -> None:
        """Text at its place; without a `matrix` it goes on behind the last."""
        if matrix is None and not self._in_text:
            raise UnreadableError("text without a place")
        self._begin_text()
        if self._joins and matrix is not None:
            self._add_blank(matrix[2])
        self._joins = False
        render = asked.get("render", b"0 Tr")
        self._agree((*_TEXT, *_FILL, *(_STROKE if render != b"0 Tr" else ())), asked)
        if matrix is not None:
            self._move(matrix)
        shown, self._last_glyph = shown_text(text)
        self._out.append(shown)

    def path(self, operators: list[Operator], asked: Mapping[str, bytes]) -> None:
        """An outline with its painting operator at the end."""
        paint = operators[-1][0]
        segments = [each for each in operators[:-1] if each[0] not in _CLIP]
        if not segments:
            return
        self._end_text()
        self._agree((*(_FILL if paint in _FILLS else ()), *(_STROKE if paint in _STROKES else ())), asked)
        points = [(operator, [float(each) for each in _plain(operands)]) for operator, operands in segments]
        x, y = points[0][1][:2] if points[0][1] else (0.0, 0.0)
        moved = len(points) >= _FEWEST_FOR_OWN_ORIGIN and (x, y) != (0, 0)
        if moved:
            self._origin(x, y)
        else:
            x = y = 0.0
        for operator, values in points:
            shifts = (x, y, 0.0, 0.0) if operator == b"re" else (x, y) * 3
            numbers = [number(value - shift, self._decimals) for value, shift in zip(values, shifts, strict=False)]
            self._out.append(b" ".join([*numbers, operator]))
        self._out += [operator for operator, _ in operators if operator in _CLIP]
        self._out.append(paint)
        if moved:
            self._origin(-x, -y)

    def drawing(self, name: bytes, origin: tuple[float, float], asked: Mapping[str, bytes]) -> None:
        """A form or an image."""
        self._end_text()
        self._agree((*_FILL, *_STROKE), asked)
        if origin == (0, 0):
            self._out.append(self._noted(name) + b" Do")
        else:
            self._out.append(b"q")
            self._origin(*origin)
            self._out += [self._noted(name) + b" Do", b"Q"]

    def shading(self, name: bytes, asked: Mapping[str, bytes]) -> None:
        self._end_text()
        self._agree(("/ca",), asked)
        self._out.append(self._noted(name) + b" sh")

    def _origin(self, x: float, y: float) -> None:
        self._out.append(b"1 0 0 1 %s %s cm" % (number(x, self._decimals), number(y, self._decimals)))

    def _begin_text(self) -> None:
        if not self._in_text:
            self._out.append(b"BT")
            self._in_text, self._line = True, None

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append(b"ET")
            self._in_text = False

    def _add_blank(self, next_y: float) -> None:
        """At the end of the last line, when the text goes on in another."""
        font, _, rest = self._set["font"].partition(b" ")
        spacing = self._spacings.get(font)
        if not (spacing and spacing.blank and self._line) or self._last_glyph in spacing.without:
            return
        if abs(next_y - self._line[2] / 10**self._decimals) > _ANOTHER_LINE * float(rest.split()[0]):
            self._out.append(literal(spacing.blank) + b"Tj")

    def _move(self, matrix: tuple[list[bytes], float, float]) -> None:
        """To the start of a line: from the last line's where that is turned likewise."""
        turn, place = matrix[0], self._decimals
        x, y = round(matrix[1] * 10**place), round(matrix[2] * 10**place)
        if (
            self._line
            and self._line[0] == turn
            and turn[1:3] == [b"0", b"0"]
            and _UPRIGHT.issuperset((turn[0], turn[3]))
        ):
            across, down = (x - self._line[1]) * int(turn[0]), (y - self._line[2]) * int(turn[3])
            if across or down:
                self._out.append(b"%s %s Td" % (number(across / 10**place, place), number(down / 10**place, place)))
        else:
            words = [*turn, number(x / 10**place, place), number(y / 10**place, place)]
            self._out.append(b" ".join([*words, b"Tm"]))
        self._line = (turn, x, y)

    def _agree(self, kinds: Iterable[str], asked: Mapping[str, bytes]) -> None:
        """Set what is asked for and does not hold yet."""
        for kind in kinds:
            wanted = asked.get(kind, _AT_FIRST[kind])
            if self._set[kind] == wanted:
                continue
            self._set[kind] = wanted
            if not wanted and kind not in self._opaque:
                raise UnreadableError(f"nothing that sets {kind} back")
            self._out.append(self._noted(wanted or self._opaque[kind] + b" gs"))

    def _noted(self, words: bytes) -> bytes:
        self._used.update(_NAME.findall(words))
        return words


def _plain(operands: Iterable[Operand]) -> Iterable[bytes]:
    for each in operands:
        if isinstance(each, list):
            raise UnreadableError("an outline with other operands")
        yield each
