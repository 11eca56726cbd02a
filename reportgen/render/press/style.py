"""What CSS says of an element, in the few properties that the press knows. Lengths are CSS pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, field, fields
from typing import Any

from reportgen.values import dataclass

# A length with a share of the containing block's width: px + share × width. None is `auto`.
Length = tuple[float, float]
PX = 96 / 72  # CSS pixels a point
Colour = str  # "--accent" for a variable of the page, "#rrggbb" otherwise
NO_BORDER = (0.0, "")
# The two radii of each corner: top left, top right, bottom right, bottom left. Empty without any.
Corners = tuple[tuple[float, float], ...]
SQUARE: Corners = ()
# The one family of our layouts, and what its fonts reach above and below the baseline, in ems.
FAMILY = "Source Sans 3"
ASCENT, DESCENT = 1.0, 0.326


@dataclass(frozen=True, slots=True)
class Picture:
    """A background image: a file, its size, and its place as an offset and a share of the room left over."""

    file: str
    width: float
    height: float
    x: Length
    y: Length


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """Computed values. Sides go top, right, bottom, left; `borders` are width and colour."""

    display: str
    position: str = "static"
    floats: str = "none"
    clear: bool = False
    width: Length | None = None
    height: Length | None = None
    least_height: float = 0.0
    margin: tuple[Length | None, ...] = ((0.0, 0.0),) * 4
    padding: tuple[Length, ...] = ((0.0, 0.0),) * 4
    borders: tuple[tuple[float, Colour], ...] = (NO_BORDER,) * 4
    corners: Corners = SQUARE
    background: Colour = ""
    picture: Picture | None = None
    border_box: bool = False
    offsets: tuple[Length | None, ...] = (None,) * 4
    colour: Colour = "#000000"
    size: float = 16.0
    weight: int = 400
    italic: bool = False
    line_height: float = 0.0
    letter_spacing: float = 0.0
    align: str = "left"
    indent: Length = (0.0, 0.0)
    raised: float | str = 0.0  # pixels above the baseline, or "middle", "top", "bottom"
    wraps: bool = True
    collapses: bool = False
    fixed: bool = False  # a table's widths are those of its first row
    bookmark: int = 0
    content: str | None = None

    face: str = field(init=False)  # key of the font in `fonts`
    has_ground: bool = field(init=False)  # a background or a border
    baseline: float = field(init=False)  # from the top of a line of this style to the foot of its letters

    def __post_init__(self) -> None:
        object.__setattr__(self, "face", f"{self.weight}{'i' if self.italic else ''}")
        has_ground = bool(self.background or self.picture) or any(width for width, _ in self.borders)
        object.__setattr__(self, "has_ground", has_ground)
        object.__setattr__(
            self, "baseline", ASCENT * self.size + (self.line_height - (ASCENT + DESCENT) * self.size) / 2
        )

    def packed(self) -> dict[str, Any]:
        """What differs from a style that says nothing, as JSON can hold it."""
        found: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.init and value != each.default:
                found[each.name] = astuple(value) if isinstance(value, Picture) else value
        return found

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Style:
        """The style that was packed. Raises TypeError for what is none."""
        values = {name: _tuples(value) for name, value in packed.items()}
        if picture := values.get("picture"):
            values["picture"] = Picture(*picture)
        return cls(**values)


def _tuples(value: Any) -> Any:
    """JSON has lists only."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
