"""A brand's logo as it goes into a file: WeasyPrint draws it once on a page of its own, and that page is carried over.

So a logo looks alike on both paths, whatever SVG it is. What was carried is kept on disk under the logo's address, size
and our code, so that a new process need not start WeasyPrint for it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterable
from typing import Any

from reportgen.brochure.brand import Logo
from reportgen.render import weasy
from reportgen.render.press import memory
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.objects import Objects
from reportgen.render.press.style import PX, Picture
from reportgen.values import dataclass

SCHEME = "brand:"
_LARGEST_KEPT_BYTES = 400_000
_REFERENCE = re.compile(r"\x01(\d+)\x01")


@dataclass(frozen=True, slots=True)
class Carried:
    """Objects of another file, the drawing first. Each is its PDF syntax, with \\x01n\\x01 for a reference to the n-th
    of them, and its packed stream; None for one that is no stream. A stream's syntax is that of its entries.
    """

    objects: tuple[tuple[str, bytes | None], ...]

    def add(self, objects: Objects) -> int:
        """Put them into a file; returns the number of the drawing."""
        numbers = [objects.number() for _ in self.objects]

        def reference(match: re.Match[str]) -> str:
            return f"{numbers[int(match[1])]} 0 R"

        for number, (text, data) in zip(numbers, self.objects, strict=True):
            written = _REFERENCE.sub(reference, text)
            if data is None:
                objects.put(number, written)
            else:
                objects.put_stream(number, written, data)
        return numbers[0]


def carried_logo(logo: Logo, picture: Picture, fetcher: Any) -> Carried:
    """The logo at the size of the picture, from disk or drawn now. `fetcher()` is one that knows the logo."""
    size = f"{picture.width:.3f} {picture.height:.3f}"
    key = memory.key_of((), (logo.address, size))
    known = _remembered(memory.load(key))
    if known is None:
        known = _carry(_drawn(logo, picture, fetcher()))
        if sum(len(data or b"") for _, data in known.objects) <= _LARGEST_KEPT_BYTES:
            memory.keep(key, [(text, data and base64.b64encode(data).decode()) for text, data in known.objects])
    return known


def name_of(picture: Picture) -> str:
    """The name of its drawing among the page's resources."""
    return "L" + hashlib.sha256(repr(picture).encode()).hexdigest()[:8]


def operators(picture: Picture, x: float, y: float) -> str:
    """Operators that put the drawing's upper left corner at x, y, in CSS pixels with y downwards."""
    return f"q\n{PX:.6f} 0 0 {-PX:.6f} {x:.3f} {y + picture.height:.3f} cm\n/{name_of(picture)} Do\nQ\n"


def _remembered(kept: Any) -> Carried | None:
    try:
        return Carried(tuple((str(text), data and base64.b64decode(data, validate=True)) for text, data in kept))
    except (TypeError, ValueError):
        return None


def _drawn(logo: Logo, picture: Picture, fetcher: Any) -> bytes:
    """A page of the logo's size with nothing else on it."""
    from weasyprint import CSS, HTML

    width, height = picture.width, picture.height
    box = f"width:{width}px;height:{height}px"
    html = f'<html lang="en"><title>-</title><body><div style="background-image:url({logo.address})"></div>'
    css = (
        f"@page{{size:{width}px {height}px;margin:0}} body{{margin:0}} "
        f"div{{{box};background-size:100% 100%;background-repeat:no-repeat;image-rendering:crisp-edges}}"
    )
    with weasy.logged() as messages:
        page = HTML(string=html, base_url=logo.address, url_fetcher=fetcher)
        data: bytes = page.write_pdf(stylesheets=[CSS(string=css, url_fetcher=fetcher)])
    if messages:
        raise NotPressedError(f"a logo of which WeasyPrint says: {messages[0]:.80}")
    return data


def _carry(data: bytes) -> Carried:
    """The first page of a file as a drawing, with all that it needs."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        if len(document.pages) != 1:
            raise NotPressedError("a logo that fills more than a page")
        found: list[Any] = []
        places: dict[tuple[int, int], int] = {}
        drawing = document.make_indirect(document.pages[0].as_form_xobject())
        _place(drawing, found, places)
        written = []
        for each in found:  # grows while it is gone through
            written.append(_written(each, found, places))
        return Carried(tuple(written))


def _place(each: Any, found: list[Any], places: dict[tuple[int, int], int]) -> int:
    if each.objgen not in places:
        places[each.objgen] = len(found)
        found.append(each)
    return places[each.objgen]


def _written(each: Any, found: list[Any], places: dict[tuple[int, int], int]) -> tuple[str, bytes | None]:
    import pikepdf

    def text(value: Any) -> str:
        if isinstance(value, pikepdf.Object) and value.is_indirect and value is not each:
            return f"\x01{_place(value, found, places)}\x01"
        if isinstance(value, pikepdf.Dictionary):
            return f"<<{entries(value.items())}>>"
        if isinstance(value, pikepdf.Array):
            return f"[{' '.join(map(text, value))}]"
        if isinstance(value, pikepdf.Object):
            return value.unparse().decode("latin-1")
        if value is None or isinstance(value, bool):
            return {None: "null", True: "true", False: "false"}[value]
        return str(value)

    def entries(items: Iterable[tuple[str, Any]]) -> str:
        return "".join(f"{key} {text(value)}" for key, value in items if key != "/Length")

    if isinstance(each, pikepdf.Stream):
        return entries([(str(key), value) for key, value in each.stream_dict.items()]), each.read_raw_bytes()
    return text(each), None
