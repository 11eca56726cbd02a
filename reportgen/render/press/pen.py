"""Paths as operators, with the methods of WeasyPrint's streams that `render/drawing.py` calls."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(8_000)
def number(value: float) -> str:
    """A coordinate with at most three decimals."""
    return f"{round(value, 3):.7g}"


@lru_cache(256)
def rgb(colour: str) -> str:
    """The three parts of #rrggbb."""
    return " ".join(number(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))


class Pen:
    """Collects operators. Colours are #rrggbb."""

    def __init__(self) -> None:
        self._out: list[str] = []

    def operators(self) -> str:
        return "".join(self._out)

    def _add(self, operator: str, *values: float) -> None:
        self._out.append(" ".join((*map(number, values), operator)) + "\n")

    def push_state(self) -> None:
        self._add("q")

    def pop_state(self) -> None:
        self._add("Q")

    def transform(self, a: float, d: float, e: float, f: float) -> None:
        # A grid's unit is a fraction of a point, multiplied by its hundred places: three decimals are too few.
        self._out.append(f"{a:.6g} 0 0 {d:.6g} {number(e)} {number(f)} cm\n")

    def set_color(self, colour: str, *, stroke: bool = False) -> None:
        self._out.append(f"{rgb(colour)} {'RG' if stroke else 'rg'}\n")

    def set_line_width(self, width: float) -> None:
        self._add("w", width)

    def set_dash(self, lengths: tuple[float, ...], offset: float) -> None:
        self._out.append(f"[{' '.join(map(number, lengths))}] {number(offset)} d\n")

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self._add("re", x, y, width, height)

    def move_to(self, x: float, y: float) -> None:
        self._add("m", x, y)

    def line_to(self, x: float, y: float) -> None:
        self._add("l", x, y)

    def curve_to(self, *points: float) -> None:
        self._add("c", *points)

    def close(self) -> None:
        self._add("h")

    def fill(self, even_odd: bool = False) -> None:
        self._add("f*" if even_odd else "f")

    def stroke(self) -> None:
        self._add("S")

    def fill_and_stroke(self, even_odd: bool = False) -> None:
        self._add("B*" if even_odd else "B")

    def end(self) -> None:
        self._add("n")
