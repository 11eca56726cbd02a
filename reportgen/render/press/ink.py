"""A page's content stream: text, areas and rules, each marked for the structure tree or as an artifact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from reportgen.render.press import logo
from reportgen.render.press.boxes import Run
from reportgen.render.press.embed import usual
from reportgen.render.press.fonts import Face, face_of
from reportgen.render.press.pen import number, rgb
from reportgen.render.press.rounded import Rectangle, Sides, inside, outline, side
from reportgen.render.press.style import SQUARE, Corners, Picture
from reportgen.values import dataclass

_NUMBER = "\0"  # stands for one that is yet to come


@dataclass(slots=True)
class Used:
    """Of one font in one document: the text that each glyph stands for, but for the usual ones (`embed.usual`)."""

    face: Face
    rare: dict[int, str] = field(default_factory=dict)

    def beyond(self) -> tuple[tuple[int, str], ...]:
        """What is not usual, in order."""
        return tuple(sorted(self.rare.items()))


@dataclass(frozen=True, slots=True)
class Shown:
    """Text that is ready to be painted: its font's operator, the array for `TJ`, and the glyphs that are not usual."""

    face: Face
    font: str
    letters: str
    rare: Mapping[int, str]


class Print:
    """Operators that are painted on several pages, each time with other numbers of marked content."""

    __slots__ = ("_parts", "_text", "fonts", "logos", "marks", "number")

    def __init__(self, operators: str, marks: int, fonts: Sequence[Used], logos: set[Picture]) -> None:
        self._parts, self.marks, self.fonts, self.logos = operators.split(_NUMBER), marks, fonts, logos
        self.number = -1  # of its first mark, as it was painted last
        self._text = ""

    def text(self, number: int) -> str:
        """The operators, the first mark with this number."""
        if number != self.number:
            self.number = number
            first, *others = self._parts
            self._text = first + "".join(f"{mark}{part}" for mark, part in enumerate(others, number))
        return self._text


class Ink:
    """Writes in CSS pixels; `palette` gives the colours of the page's variables."""

    def __init__(self, faces: Mapping[str, Face], palette: Mapping[str, str], used: dict[str, Used]) -> None:
        self._faces, self._palette, self._used = faces, palette, used
        self.logos: set[Picture] = set()
        self._out: list[str] = []
        self._fill = self._font = ""
        self.marks = 0
        self._prints = False

    @property
    def operators(self) -> Sequence[str]:
        """What was written, each operator that begins or ends marked content on a line of its own."""
        return self._out

    def mark(self, kind: str) -> int:
        """Begin marked content; returns its number."""
        self._out.append(f"/{kind}<</MCID {_NUMBER if self._prints else self.marks}>>BDC\n")
        self.marks += 1
        return self.marks - 1

    def artifact(self, kind: str = "") -> None:
        self._out.append(f"/Artifact<</Type/{kind}>>BDC\n" if kind else "/Artifact BMC\n")

    def end(self) -> None:
        self._out.append("EMC\n")

    def raw(self, operators: str) -> None:
        """Operators that leave the graphics state as it was."""
        self._out.append(operators)

    def logo(self, picture: Picture, x: float, y: float) -> None:
        """A logo with its upper left corner at x, y."""
        self.logos.add(picture)
        self.raw(logo.operators(picture, x, y))

    def face(self, key: str) -> Face:
        """The font of a weight, with an i for italics. Raises NotPressedError where there is none."""
        return face_of(key, self._faces)

    def colour(self, colour: str) -> str:
        """As #rrggbb."""
        return self._palette[colour] if colour.startswith("--") else colour

    def set_fill(self, colour: str) -> None:
        self._out.append(self._filled(colour))

    def _filled(self, colour: str) -> str:
        written = rgb(self.colour(colour))
        if written == self._fill:
            return ""
        self._fill = written
        return f"{written} rg\n"

    def words(self, run: Run) -> int:
        """Text as marked content; returns its number."""
        self._out.append(f"/Span<</MCID {_NUMBER if self._prints else self.marks}>>BDC\n{self._text(run)}EMC\n")
        self.marks += 1
        return self.marks - 1

    def text(self, run: Run) -> None:
        self._out.append(self._text(run))

    def _text(self, run: Run) -> str:
        style = run.style
        if run.shown is None:
            face = self.face(style.face)
            run.shown = _words(face, run.text, style.size, style.letter_spacing)
        return self._filled(style.colour) + self._shown(run.shown, run.position_x, run.position_y)

    def show(self, text: Shown, x: float, y: float) -> None:
        """Text with its baseline from x, y."""
        self._out.append(self._shown(text, x, y))

    def _shown(self, text: Shown, x: float, y: float) -> str:
        self._use(text.face, text.rare)
        font = text.font
        if font == self._font:
            font = ""
        else:
            self._font = font
        return f"BT\n{font}1 0 0 -1 {number(x)} {number(y)} Tm\n{text.letters} TJ\nET\n"

    def _use(self, face: Face, rare: Mapping[int, str]) -> None:
        used = self._used.get(face.key)
        if used is None:
            used = self._used[face.key] = Used(face)
        if rare:
            used.rare.update(rare)

    def apart(self) -> Ink:
        """An empty one for what is painted at one time and taken into this at another."""
        return Ink(self._faces, self._palette, {})

    def take(self, other: Ink) -> None:
        """Paint what `other` holds. Afterwards neither colour nor font are known."""
        self._out.append("".join(other._out))
        for used in other._used.values():
            self._use(used.face, used.rare)
        self.forget()

    def for_print(self) -> Ink:
        """An empty one with these colours, for what may be painted on several pages."""
        ink = self.apart()
        ink._prints = True
        return ink

    def as_print(self) -> Print:
        """What this holds (see `for_print`)."""
        return Print("".join(self._out), self.marks, tuple(self._used.values()), self.logos)

    def print(self, what: Print, x: float, y: float) -> None:
        """Paint it, moved by x, y, with the next numbers. Afterwards neither colour nor font are known."""
        self._out.append(f"q\n1 0 0 1 {number(x)} {number(y)} cm\n{what.text(self.marks)}Q\n")
        self.marks += what.marks
        self.logos |= what.logos
        for used in what.fonts:
            self._use(used.face, used.rare)
        self.forget()

    @property
    def palette(self) -> Mapping[str, str]:
        """The colours of the page's variables."""
        return self._palette

    def area(self, x: float, y: float, width: float, height: float, colour: str, corners: Corners = SQUARE) -> None:
        self.set_fill(colour)
        self._out.append(f"{outline(x, y, width, height, corners)}f\n")

    def frame(self, whole: Rectangle, corners: Corners, line: float, colour: str) -> None:
        """A rule all around, inside of the rectangle."""
        self.set_fill(colour)
        hole, rest = inside(whole, corners, (line, line, line, line))
        self._out.append(f"{outline(*whole, corners)}{outline(*hole, rest)}f*\n")

    def edge(self, index: int, whole: Rectangle, corners: Corners, borders: Sides, colour: str) -> None:
        """A border on one side (top, right, bottom, left), painted as WeasyPrint does: a frame, of which it shows."""
        hole, rest = inside(whole, corners, borders)
        self._out.append(
            f"q\n{side(index, whole, corners, borders)}W* n\n{rgb(self.colour(colour))} rg\n"
            f"{outline(*hole, rest)}{outline(*whole, corners)}f*\nQ\n"
        )

    def rule(self, x: float, y: float, length: float, width: float, colour: str) -> None:
        """A level line with its middle at y."""
        n = number
        self._out.append(
            f"q\n{rgb(self.colour(colour))} RG\n{n(width)} w\n{n(x)} {n(y)} m\n{n(x + length)} {n(y)} l\nS\nQ\n"
        )

    def forget(self) -> None:
        """After operators that set colours or fonts of their own."""
        self._fill = self._font = ""


def shown(face: Face, size: float, letters: str, glyphs: Mapping[int, str]) -> Shown:
    """Text by its array for `TJ` and what each glyph stands for."""
    known = usual(face)
    rare = {glyph: text for glyph, text in glyphs.items() if glyph not in known}
    return Shown(face, f"/F{face.key} {int(size * 1024) / 1024:.7g} Tf\n", letters, rare)


@lru_cache(1_000)
def _words(face: Face, text: str, size: float, letter_spacing: float) -> Shown:
    """Text as it is painted."""
    if letter_spacing or not text or "\u200b" in text:
        return shown(face, size, *_letters(face, text, size, letter_spacing))
    numbers, places, advances = face.shape(text, size, False)
    glyphs = "".join(map(_glyphs(face, size).__getitem__, zip(numbers, advances, strict=True)))
    letters = f"[<{glyphs[:-1]}]" if glyphs.endswith("<") else f"[<{glyphs}>]"
    meanings = dict[int, str]()
    if not usual(face).keys() >= set(numbers):
        for glyph, place, end in zip(numbers, places, [*places[1:], len(text)], strict=True):
            meanings.setdefault(glyph, text[place:end])
    return shown(face, size, letters, meanings)


class _Glyphs(dict[tuple[int, float], str]):
    """Glyphs of one size by their number and advance, as they are written between < and >.

    Where the advance is not the font's own, what follows is moved by the difference.
    """

    def __init__(self, face: Face, size: float) -> None:
        self._face, self._unit = face, _thousandths(size)

    def __missing__(self, key: tuple[int, float]) -> str:
        glyph, advance = key
        apart = int(self._face.nominal(glyph) - advance * self._unit)
        self[key] = written = f"{glyph:04x}>{apart}<" if apart else f"{glyph:04x}"
        return written


_glyphs = lru_cache(100)(_Glyphs)


def _thousandths(size: float) -> float:
    """Thousandths of an em that a pixel has."""
    return 1000 * 1024 / int(size * 1024)


def _letters(face: Face, text: str, size: float, letter_spacing: float) -> tuple[str, Mapping[int, str]]:
    """The array for `TJ`, and what each glyph stands for. Rounded as WeasyPrint does, so that letters stand alike."""
    numbers, places, advances = face.shape(text, size, bool(letter_spacing))
    meanings: dict[int, str] = {}
    out, last = ["["], len(numbers) - 1
    unit = _thousandths(size)
    half = letter_spacing * 500  # of what Pango puts between letters, one half goes to each
    before, spacing, open_ = 0.0, half, False
    ends = [*places[1:], len(text)]
    for index, (glyph, place, end, advance) in enumerate(zip(numbers, places, ends, advances, strict=True)):
        if text[place] == "\u200b":
            continue  # a place to break a line, of no width
        meanings.setdefault(glyph, text[place:end])
        if half:
            before, spacing = half * 1.024 if index else 0.0, half * (2 if 0 < index < last else 1)
        if before:
            out.append(f"{'>' if open_ else ' '}{-before:.3f}")
            open_ = False
        out.append(f"{glyph:04x}" if open_ else f"<{glyph:04x}")
        open_ = True
        apart = int(face.nominal(glyph) + before - advance * unit - spacing)
        if apart:
            out.append(f">{apart}")
            open_ = False
    out.append(">]" if open_ else "]")
    return "".join(out), meanings
