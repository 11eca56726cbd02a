"""Takes over what the pages of a brochure draw with: fonts, drawings, images, patterns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any

from reportgen.book.merge.asset import Asset, Placeable, Value, joined
from reportgen.book.merge.content import Names, shorten
from reportgen.book.merge.fonts import Fonts, Taken
from reportgen.book.merge.operators import UnreadableError, number
from reportgen.book.merge.syntax import plain
from reportgen.values import dataclass

_MOVED = re.compile(rb"1 0 0 1 (-?[\d.]+) (-?[\d.]+) cm\n")
_NOT_CARRIED = frozenset({"/Length", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified"})
_TRANSPARENCY = ("/ca", "/CA")


@dataclass(frozen=True, slots=True)
class Carried:
    """Content as it stands in a book; `gone` are marks that became part of others."""

    content: bytes
    resources: Value
    gone: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A form or image, its name in the book, and where its origin is moved to when it is drawn."""

    asset: Asset
    name: bytes
    origin: tuple[float, float] = (0.0, 0.0)


class Carrier:
    """Carries what one open pikepdf document holds. `taken` are the fonts that were met."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self.taken: dict[tuple[int, int], Taken | None] = {}
        self._assets: dict[tuple[int, int], Asset] = {}
        self._drawings: dict[tuple[int, int], _Drawing] = {}

    def content(self, data: bytes, resources: Any, joins: Collection[tuple[int, int]] = ()) -> Carried:
        """The content of a page or form, written short where that can be done."""
        fonts = {key.encode(): (self._font(each), each) for key, each in resources.get("/Font", {}).items()}
        drawings = {key.encode(): self._drawing(each) for key, each in resources.get("/XObject", {}).items()}
        states = {key.encode(): each for key, each in resources.get("/ExtGState", {}).items()}
        names = Names(
            {key: taken.face.resource for key, (taken, _) in fonts.items() if taken},
            dict(_transparency(states)),
            {key: (drawing.name, drawing.origin) for key, drawing in drawings.items()},
            {taken.face.resource: taken.spacing for taken, _ in fonts.values() if taken},
        )
        try:
            made = shorten(data, names, joins)
        except UnreadableError:
            return Carried(data, self.copy(resources))
        entries: dict[bytes, dict[bytes, Value]] = {
            b"/Font": {taken.face.resource if taken else key: self.copy(font) for key, (taken, font) in fonts.items()},
            b"/XObject": {drawing.name: (drawing.asset,) for drawing in drawings.values()},
            b"/ExtGState": {key: self.copy(each) for key, each in states.items()},
        }
        for kind in ("/ColorSpace", "/Pattern", "/Shading"):
            named = {key.encode(): each for key, each in resources.get(kind, {}).items()}
            entries[kind.encode()] = {key: self.copy(each) for key, each in named.items() if key in made.used}
        return Carried(made.content, resource_entries(entries, made.used), made.gone)

    def copy(self, value: Any) -> Value:
        """Any value, with what it refers to."""
        from pikepdf import Array, Dictionary, Stream

        if not isinstance(value, Array | Dictionary | Stream) or not value.is_indirect:
            return self.body(value)
        if isinstance(value, Dictionary) and str(value.get("/Type", "")) == "/Font":
            taken = self._font(value)
            return (taken.face,) if taken else (self._asset(value),)
        return (self._asset(value),)

    def body(self, value: Any) -> Value:
        """A value itself, not a reference to it."""
        from pikepdf import Array, Dictionary

        if isinstance(value, Array):
            return (b"[", *joined([self.copy(each) for each in value], b" "), b"]")
        if isinstance(value, Dictionary):
            return (b"<<", *self._entries(value), b">>")
        return (plain(value),)

    def _entries(self, value: Any) -> Value:
        kept = sorted((key, each) for key, each in value.items() if key not in _NOT_CARRIED)
        return joined([(key.encode() + b" ", *self.copy(each)) for key, each in kept])

    def _asset(self, value: Any) -> Asset:
        from pikepdf import Stream

        key = value.objgen
        if key not in self._assets:
            asset = self._assets[key] = Asset()  # known before its value is, for it may refer to itself
            if isinstance(value, Stream):
                asset.value, asset.data = self._entries(value), value.read_raw_bytes()
            else:
                asset.value = self.body(value)
        return self._assets[key]

    def _font(self, font: Any) -> Taken | None:
        """None for a font that only this brochure has."""
        key = font.objgen
        if key not in self.taken:
            self.taken[key] = self._fonts.take(font)
        return self.taken[key]

    def _drawing(self, drawing: Any) -> _Drawing:
        key = drawing.objgen
        if key not in self._drawings:
            self._drawings[key] = self._form(drawing) or _named(self._asset(drawing))
        return self._drawings[key]

    def _form(self, form: Any) -> _Drawing | None:
        """A form that moves to its place is stored without the move: the same icon elsewhere is then the same form."""
        if str(form.get("/Subtype")) != "/Form" or "/Resources" not in form or "/Matrix" in form:
            return None
        carried = self.content(form.read_bytes(), form.Resources)
        content, origin = carried.content, (0.0, 0.0)
        box = b" ".join(number(float(side), 3) for side in form.BBox)
        # A pattern would stay where it is when the form moves.
        if (moved := _MOVED.match(content)) and not any(b"/Pattern" in each for each in _words(carried.resources)):
            content, origin = content[moved.end() :], (float(moved[1]), float(moved[2]))
            reach = max(abs(float(side)) for side in form.BBox)
            box = b"%s %s %s %s" % (number(-reach, 3), number(-reach, 3), number(reach, 3), number(reach, 3))
        group: Value = (b"/Group ", *self.copy(form.Group)) if "/Group" in form else ()
        value = (b"/Type/XObject/Subtype/Form/BBox[" + box + b"]", *group, b"/Resources", *carried.resources)
        return _named(Asset(value, content, is_packed=False), origin)


def _named(asset: Asset, origin: tuple[float, float] = (0.0, 0.0)) -> _Drawing:
    """Named after what it shows, so that equal drawings have equal names in all brochures."""
    mark = sha256(b"\0".join([*_words(asset.value), asset.data or b""])).hexdigest()[:8]
    return _Drawing(asset, b"/X" + mark.encode(), origin)


def _words(value: Value) -> list[bytes]:
    return [each for each in value if isinstance(each, bytes)]


def _transparency(states: Mapping[bytes, Any]) -> Iterator[tuple[bytes, tuple[str, float]]]:
    """States that set one kind of transparency and nothing else."""
    for name, state in states.items():
        values = {key: value for key, value in state.items() if key != "/Type"}
        if len(values) == 1 and (key := next(iter(values))) in _TRANSPARENCY:
            yield name, (key, float(values[key]))


def resource_entries(entries: Mapping[bytes, Mapping[bytes, Value]], used: Collection[bytes]) -> Value:
    """The dictionary of the resources that are used, equal for pages that use the same."""
    pieces: list[bytes | Placeable] = [b"<<"]
    for kind, named in sorted(entries.items()):
        kept = sorted((name, value) for name, value in named.items() if name in used)
        if kept:
            pieces.append(kind + b"<<")
            for name, value in kept:
                pieces += [name + b" ", *value]
            pieces.append(b">>")
    return (*pieces, b">>")
