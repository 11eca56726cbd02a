"""A page's content, written shorter: the same marks in the same order, for a fraction of the bytes.

WeasyPrint sets colour, font and transparency anew for each line of text and each border, in a state of its own, with
six decimals. Here a state is kept apart (q, Q) only where something in it moves the origin or clips; everything else
is set when it differs from what holds already. Text that follows text moves on from it, lines of one paragraph share
one marked-content sequence, and an outline with corners is drawn from its own origin, so that equal ones are equal
bytes. Positions keep 0.01 of a point, far below what a printer or an eye can tell. A line that another one joins gets
the blank back that was lost at its end, so that a screen reader does not run two words together.

What is not understood is not touched: `shorten` then raises UnreadableError.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from reportgen.book.merge.emit import Emitter, Spacing
from reportgen.book.merge.operators import Operand, Operator, UnreadableError, line, mcid_of, operators, setter
from reportgen.values import dataclass

# Operators that change how something is drawn, by what they change, with its value at the start of a page.
SETTERS = {
    b"rg": "fill", b"g": "fill", b"k": "fill", b"RG": "stroke", b"G": "stroke", b"K": "stroke",
    b"w": "width", b"d": "dash", b"J": "cap", b"j": "join", b"M": "miter", b"Tf": "font",
    b"Tr": "render", b"Tc": "letters", b"Tw": "words", b"Tz": "stretch", b"Ts": "rise",
}  # fmt: skip
_SPACES = {b"cs": "fill", b"CS": "stroke"}
_IN_SPACE = {b"scn": "fill", b"sc": "fill", b"SCN": "stroke", b"SC": "stroke"}
_PATH = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re"})
_PAINT = frozenset({b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*", b"n"})
_CLIP = frozenset({b"W", b"W*"})
_SHOW = frozenset({b"Tj", b"TJ"})
_ARTIFACT = -1  # stands for the number that an artifact has not
_BEGIN_MARKED = frozenset({b"BMC", b"BDC"})
_WITHOUT_MARK = frozenset({b"BT", b"ET", b"TL", b"q", b"Q", b"gs", *SETTERS, *_SPACES, *_IN_SPACE})
_TEXT_ONLY = _WITHOUT_MARK | _SHOW | _BEGIN_MARKED | {b"Tm", b"EMC"}
_KNOWN = _TEXT_ONLY | _PATH | _PAINT | _CLIP | {b"cm", b"Do", b"sh"}


@dataclass(frozen=True, slots=True)
class Names:
    """The resources of a page: font → its name in the book, transparency state → the one value that it sets, drawing →
    (its name in the book, where its origin is moved to). `spacings` are by the fonts' names in the book."""

    fonts: Mapping[bytes, bytes] = field(default_factory=dict)
    states: Mapping[bytes, tuple[str, float]] = field(default_factory=dict)
    drawings: Mapping[bytes, tuple[bytes, tuple[float, float]]] = field(default_factory=dict)
    spacings: Mapping[bytes, Spacing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortened:
    """`gone` are the numbers of marked content that became part of the one before; `used` the resources still named."""

    content: bytes
    gone: frozenset[int]
    used: frozenset[bytes]


def shorten(content: bytes, names: Names, joins: Collection[tuple[int, int]] = ()) -> Shortened:
    """`joins` are the pairs of marked content that follow each other in one element. Raises UnreadableError."""
    found = list(operators(content))
    unknown = {operator for operator, _ in found} - _KNOWN
    if unknown:
        raise UnreadableError(f"the operator {min(unknown).decode()}")
    try:
        return _Pass(found, names, frozenset(joins)).run()
    except (IndexError, ValueError) as error:
        raise UnreadableError("an operator with other operands") from error


class _Pass:
    """One walk through the operators, with what the page asks for (`_asked`) as they set it."""

    def __init__(self, found: list[Operator], names: Names, joins: frozenset[tuple[int, int]]) -> None:
        self._found, self._names, self._joins = found, names, joins
        self._kept = _states_to_keep(found)
        self._text_only = _text_only(found, self._kept)
        self._emitter = Emitter(
            {key: name for name, (key, value) in names.states.items() if value == 1}, names.spacings
        )
        self._asked: dict[str, bytes] = {}
        self._stack: list[dict[str, bytes]] = []
        self._matrix: tuple[list[bytes], float, float] | None = None  # where the next text is set
        self._open: list[tuple[int | None, bool]] = []  # marked content: its number, whether there is text in it only
        self._ended: tuple[int | None, bool] | None = None  # the one that has ended last, and may yet go on
        self._gone: set[int] = set()

    def run(self) -> Shortened:
        path: list[Operator] = []
        for place, (operator, operands) in enumerate(self._found):
            if operator in _PATH or operator in _CLIP:
                path.append((operator, operands))
                continue
            if path and operator not in _PAINT:
                raise UnreadableError("an outline that is not painted")
            if operator not in _WITHOUT_MARK and operator not in _BEGIN_MARKED:
                self._end_marked()
            if operator in _PAINT:
                self._emitter.path([*path, (operator, operands)], self._asked)
                path = []
            else:
                self._take(place, operator, operands)
        self._end_marked()
        if path or self._open or self._stack:
            raise UnreadableError("something is left open")
        content, used = self._emitter.finish()
        return Shortened(content, frozenset(self._gone), used)

    def _take(self, place: int, operator: bytes, operands: list[Operand]) -> None:
        match operator:
            case b"q":
                self._stack.append(dict(self._asked))
                if place in self._kept:
                    self._end_marked()
                    self._emitter.save()
            case b"Q":
                if not self._stack:
                    raise UnreadableError("a state is restored that was not saved")
                self._asked = self._stack.pop()
                if place in self._kept:
                    self._end_marked()
                    self._emitter.restore()
            case b"BDC" | b"BMC":
                self._begin_marked(place, operator, operands)
            case b"EMC":
                if not self._open:
                    raise UnreadableError("marked content ends that did not begin")
                self._end_marked()
                self._ended = self._open.pop()
            case b"BT" | b"ET":
                self._matrix = ([b"1", b"0", b"0", b"1"], 0.0, 0.0) if operator == b"BT" else None
            case b"Tm":
                values = _tokens(operands, 6)
                self._matrix = (values[:4], float(values[4]), float(values[5]))
            case b"Tj" | b"TJ":
                self._emitter.show(operands[0], self._matrix, self._asked)
                self._matrix = None  # further text goes on behind it
            case b"cm":
                self._emitter.transform(_tokens(operands, 6))
            case b"Do":
                name = _tokens(operands, 1)[0]
                self._emitter.drawing(*self._names.drawings.get(name, (name, (0.0, 0.0))), self._asked)
            case b"sh":
                self._emitter.shading(_tokens(operands, 1)[0], self._asked)
            case _:
                self._set(operator, operands)

    def _set(self, operator: bytes, operands: list[Operand]) -> None:
        if operator == b"gs":
            name = _tokens(operands, 1)[0]
            if name not in self._names.states:
                raise UnreadableError(f"the state {name.decode()}")
            key, value = self._names.states[name]
            self._asked[key] = b"" if value == 1 else name + b" gs"
        elif operator == b"Tf":
            font, size = _tokens(operands, 2)
            self._asked["font"] = line(b"Tf", [self._names.fonts.get(font, font), size])
        elif operator in _SPACES:
            kind = _SPACES[operator]
            self._asked[f"{kind} space"] = self._asked[kind] = line(operator, operands)
        elif operator in _IN_SPACE:
            kind = _IN_SPACE[operator]
            self._asked[kind] = self._asked.get(f"{kind} space", b"") + b"\n" + line(operator, operands)
        elif operator in SETTERS:
            self._asked[SETTERS[operator]] = setter(operator, operands)

    def _begin_marked(self, place: int, operator: bytes, operands: list[Operand]) -> None:
        in_text = place in self._text_only
        mark = _ARTIFACT if operands == [b"/Artifact"] else mcid_of(operands[-1]) if operator == b"BDC" else None
        if (
            mark is not None
            and self._ended
            and self._ended[1] == in_text
            and self._goes_on(self._ended[0], mark, in_text)
        ):
            if mark != _ARTIFACT:
                self._gone.add(mark)
                self._emitter.join_lines()
            self._ended = None
        else:
            self._end_marked()
            self._emitter.begin_marked(operator, operands, in_text=in_text)
        self._open.append((mark, in_text))

    def _goes_on(self, before: int | None, mark: int, in_text: bool) -> bool:
        return mark == before == _ARTIFACT or (in_text and (before, mark) in self._joins)

    def _end_marked(self) -> None:
        if self._ended is not None:
            self._emitter.end_marked()
            self._ended = None


def _tokens(operands: list[Operand], count: int) -> list[bytes]:
    tokens = [each for each in operands if isinstance(each, bytes)]
    if len(tokens) != count or len(operands) != count:
        raise UnreadableError("an operator with other operands")
    return tokens


def _states_to_keep(found: list[Operator]) -> frozenset[int]:
    """The places of q and Q around what restoring them undoes: a moved origin, a clip."""
    kept: set[int] = set()
    open_: list[list[int]] = []  # place of q, whether it is needed
    for place, (operator, _) in enumerate(found):
        if operator == b"q":
            open_.append([place, False])
        elif operator == b"Q" and open_:
            begun, needed = open_.pop()
            if needed:
                kept |= {begun, place}
        elif (operator == b"cm" or operator in _CLIP) and open_:
            open_[-1][1] = True
    return frozenset(kept)


def _text_only(found: list[Operator], kept: frozenset[int]) -> frozenset[int]:
    """The places where marked content begins that holds text and nothing else, so that it may stand in a text."""
    only: set[int] = set()
    open_: list[list[int]] = []
    for place, (operator, _) in enumerate(found):
        if operator in _BEGIN_MARKED:
            open_.append([place, True])
        elif operator == b"EMC" and open_:
            begun, is_text = open_.pop()
            if is_text:
                only.add(begun)
            elif open_:
                open_[-1][1] = False
        elif open_ and (operator not in _TEXT_ONLY or place in kept):
            open_[-1][1] = False
    return frozenset(only)
