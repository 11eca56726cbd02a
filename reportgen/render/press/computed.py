"""Reads what WeasyPrint computed of an element's style: the properties that the press knows, and no other."""

from __future__ import annotations

from typing import Any

from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.style import FAMILY, NO_BORDER, SQUARE, Corners, Length, Picture, Style
from reportgen.render.tree import SVG
from reportgen.values import dataclass

_VARIABLES = ("--accent", "--tint16", "--tint8", "--ink", "--grey", "--rule", "--second")
PROBES = {name: f"#0{number}0{number}5a" for number, name in enumerate(_VARIABLES, 1)}
_NAMES = {probe: name for name, probe in PROBES.items()}
_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
# Without effect on pages that are laid out whole, or said by a property that is read.
_IGNORED = frozenset(
    {
        *("break_after", "break_before", "break_inside", "orphans", "widows", "page", "hyphens", "hyphenate_character"),
        *("bleed_left", "bleed_right", "bleed_top", "bleed_bottom", "column_rule_width", "outline_width"),
        *("counter_reset", "counter_increment", "counter_set", "list_style_type", "list_style_position"),
        *("background_attachment", "background_clip", "background_origin", "border_spacing", "text_align_last"),
        *("bookmark_label", "lang", "color_scheme", "anchor", "link", "tab_size"),
    }
)
_READ = frozenset(
    {
        *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
        *(f"border_{side}_{what}" for side in _SIDES for what in ("width", "color", "style")),
        *(f"border_{corner}_radius" for corner in _CORNERS),
        *("display", "position", "float", "clear", "width", "height", "min_height"),
        *("box_sizing", "top", "right", "bottom", "left"),
        *("background_color", "background_image", "background_position", "background_repeat", "background_size"),
        *(
            "color",
            "font_family",
            "font_size",
            "font_weight",
            "font_style",
            "line_height",
            "letter_spacing",
            "text_align_all",
        ),
        *(
            "text_indent",
            "vertical_align",
            "white_space",
            "border_collapse",
            "table_layout",
            "bookmark_level",
            "content",
        ),
    }
)
_KNOWN_VALUES = {
    "float": ("none", "left", "right"),
    "clear": ("none", "both"),
    "text_align_all": ("start", "left", "right", "center"),
    "vertical_align": ("baseline", "top", "middle", "bottom"),
    "white_space": ("normal", "nowrap"),
    "font_style": ("normal", "italic"),
}
_TAGS = frozenset(
    {
        *("html", "head", "title", "meta", "link", "style", "body", "section", "header", "footer", "main", "aside"),
        *("article", "nav", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li"),
        *("table", "thead", "tbody", "tr", "th", "td", "span", "b", "strong", "i", "em", "small", "a", "br"),
        "img",  # a brand's logo
    }
)


@dataclass(frozen=True, slots=True)
class Styles:
    """Of an element and of what stands before and after its content. `why_not` says what the press does not know."""

    own: Style
    before: Style | None
    after: Style | None
    why_not: str = ""


def styles_of(element: Any, style_for: Any) -> Styles:
    name = f"{element.tag}.{element.get('class')}"
    if element.tag not in _TAGS and element.tag != f"{SVG}svg":
        return Styles(Style("none"), None, None, f"an element {element.tag}")
    try:
        if style_for(element, None)["display"] == ("none",):
            return Styles(Style("none"), None, None)
        own = _read(style_for(element, None), name)
        if element.tag == "br":
            return Styles(own, None, None)
        before, after = (_generated(style_for(element, pseudo), f"{name}::{pseudo}") for pseudo in ("before", "after"))
    except NotPressedError as error:
        return Styles(Style("none"), None, None, str(error))
    return Styles(own, before, after)


def _generated(style: Any, name: str) -> Style | None:
    if style is None or style["content"] in ("normal", "none", "inhibit"):
        return None
    return _read(style, name)


def _read(style: Any, name: str) -> Style:
    from weasyprint.css.properties import INITIAL_VALUES

    for key, initial in INITIAL_VALUES.items():
        if key == "overflow" and name.startswith((SVG, "img.")):
            continue  # our drawings stay inside, and logos fill their boxes
        if key not in _READ and key not in _IGNORED and style[key] != initial:
            raise NotPressedError(f"{key.replace('_', '-')} of {name}")
    for key, known in _KNOWN_VALUES.items():
        if style[key] not in known and not (key == "vertical_align" and isinstance(style[key], int | float)):
            raise NotPressedError(f"{key.replace('_', '-')}: {style[key]} of {name}")
    if style["font_family"][0] != FAMILY:
        raise NotPressedError(f"a font other than {FAMILY} of {name}")
    if style["position"] == "relative" and any(style[side] != "auto" for side in _SIDES):
        raise NotPressedError(f"a relative position of {name}")
    size = float(style["font_size"])
    letter_spacing = style["letter_spacing"]
    display = _display(style["display"], name)
    return Style(
        display=display,
        position=_position(style["position"], name),
        floats=style["float"],
        clear=style["clear"] != "none",
        width=_length(style["width"], name),
        height=_length(style["height"], name),
        least_height=_least_height(style["min_height"], display, name),
        margin=tuple(_length(style[f"margin_{side}"], name) for side in _SIDES),
        padding=tuple(_length(style[f"padding_{side}"], name) or (0.0, 0.0) for side in _SIDES),
        borders=tuple(_border(style, side, name) for side in _SIDES),
        corners=_corners(style, name),
        background=_colour(style["background_color"], style),
        picture=_picture(style, name),
        border_box=style["box_sizing"] == "border-box",
        offsets=tuple(_length(style[side], name) for side in _SIDES),
        colour=_colour(style["color"], style),
        size=size,
        weight=int(style["font_weight"]),
        italic=style["font_style"] == "italic",
        line_height=_line_height(style["line_height"], size, name),
        letter_spacing=0.0 if letter_spacing == "normal" else float(letter_spacing) / size,
        align={"start": "left"}.get(style["text_align_all"], style["text_align_all"]),
        indent=_length(style["text_indent"], name) or (0.0, 0.0),
        raised=style["vertical_align"] if style["vertical_align"] != "baseline" else 0.0,
        wraps=style["white_space"] != "nowrap",
        collapses=style["border_collapse"] == "collapse",
        fixed=style["table_layout"] == "fixed",
        bookmark=0 if style["bookmark_level"] == "none" else int(style["bookmark_level"]),
        content=_content(style["content"], name),
    )


def _display(value: Any, name: str) -> str:
    words = tuple(value)
    if words in (("block", "flow"), ("block", "flow", "list-item")):
        return "block"
    known = {
        ("inline", "flow"): "inline", ("inline", "flow-root"): "inline-block", ("block", "table"): "table",
        ("none",): "none",
    }  # fmt: skip
    if words in known:
        return known[words]
    if words[0] in ("table-row", "table-cell", "table-row-group", "table-header-group"):
        return str(words[0]).removeprefix("table-").removesuffix("-group")
    raise NotPressedError(f"display of {name}")


def _position(value: Any, name: str) -> str:
    if isinstance(value, tuple) and value[0] == "running()":
        return f"running {value[1]}"
    if value not in ("static", "relative", "absolute"):
        raise NotPressedError(f"position of {name}")
    return str(value)


def _length(value: Any, name: str) -> Length | None:
    if isinstance(value, int | float):
        return float(value), 0.0
    if value in ("auto", "normal", None):
        return None
    unit = getattr(value, "unit", None)
    if unit == "px":
        return float(value.value), 0.0
    if unit == "%":
        return 0.0, float(value.value) / 100
    return _calculated(value, name)


def _calculated(value: Any, name: str) -> Length:
    """`calc()` with a sum of lengths: asked of WeasyPrint at two widths."""
    from weasyprint.css.functions import check_math
    from weasyprint.layout.percent import percentage

    if not check_math(value):
        raise NotPressedError(f"a length of {name}")
    at_zero, at_thousand = (float(percentage(value, None, width)) for width in (0, 1000))
    return at_zero, (at_thousand - at_zero) / 1000


def _line_height(value: Any, size: float, name: str) -> float:
    if getattr(value, "unit", None) == "px":
        return float(value.value)
    if isinstance(value, int | float):
        return float(value) * size
    raise NotPressedError(f"line-height of {name}")


def _border(style: Any, side: str, name: str) -> tuple[float, str]:
    width, kind = float(style[f"border_{side}_width"]), style[f"border_{side}_style"]
    if not width or kind in ("none", "hidden"):
        return NO_BORDER
    if kind != "solid":
        raise NotPressedError(f"border-style of {name}")
    return width, _colour(style[f"border_{side}_color"], style)


def _corners(style: Any, name: str) -> Corners:
    corners = []
    for corner in _CORNERS:
        radii = [_length(radius, name) for radius in style[f"border_{corner}_radius"]]
        if any(radius is None or radius[1] for radius in radii):
            raise NotPressedError(f"border-radius of {name}")
        across, down = (radius[0] for radius in radii if radius)
        corners.append((across, down))
    return tuple(corners) if any(min(corner) for corner in corners) else SQUARE


def _least_height(value: Any, display: str, name: str) -> float:
    length = _length(value, name) or (0.0, 0.0)
    if length[1] or (length[0] and display not in ("block", "inline-block")):
        raise NotPressedError(f"min-height of {name}")
    return length[0]


def _colour(value: Any, style: Any) -> str:
    if value == "currentcolor":
        value = style["color"]
    red, green, blue = (round(part * 255) for part in value.to("srgb").coordinates)
    if value.alpha == 0:
        return ""
    if value.alpha < 1:
        raise NotPressedError("a colour that shines through")
    written = f"#{red:02x}{green:02x}{blue:02x}"
    return _NAMES.get(written, written)


def _picture(style: Any, name: str) -> Picture | None:
    images = style["background_image"]
    if all(image == ("none", None) for image in images):
        return None
    ((kind, address),) = images
    ((width, height),) = style["background_size"]
    (left, x, top, y) = style["background_position"][0]
    repeats = tuple(style["background_repeat"][0])
    if kind != "url" or (left, top) != ("left", "top") or repeats != ("no-repeat", "no-repeat"):
        raise NotPressedError(f"background of {name}")
    sizes = [_length(side, name) for side in (width, height)]
    if any(size is None or size[1] for size in sizes):
        raise NotPressedError(f"background-size of {name}")
    places = [_length(place, name) or (0.0, 0.0) for place in (x, y)]
    return Picture(str(address), sizes[0][0], sizes[1][0], places[0], places[1])  # type: ignore[index]


def _content(value: Any, name: str) -> str | None:
    if value in ("normal", "none", "inhibit"):
        return None
    text = ""
    for kind, part in value:
        if kind == "string":
            text += part
        elif kind == "counter()" and part[0] in ("page", "pages"):
            text += {"page": "\ue000", "pages": "\ue001"}[part[0]]
        else:
            raise NotPressedError(f"content of {name}")
    return text
