"""The page of a poster, measured: the group's name over the rows, and the foot with code, brand and sources."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.brochure.brand import Brand
from reportgen.charts import qr
from reportgen.charts.text import Font, width
from reportgen.poster.value import Poster
from reportgen.render.brand_parts import printed
from reportgen.render.headline import Headline, fit
from reportgen.render.poster_plan import SMALLEST_PT, PosterPlan, plan
from reportgen.values import dataclass

# What has a place on the page is stated by layouts/poster/print.css, too.
FOOTNOTE_PT = 12.0  # sources and notes are read from an arm's length
QR_PT = 108.0
_TITLES = ((74.0, 1), (68.0, 1), (62.0, 1), (55.0, 1), (48.0, 2), (42.0, 2), (36.0, 2), (30.0, 3))
_TITLE_LINE = 1.06
_EMBLEM_PT, _EMBLEM_GAP_PT = 62.0, 16.0
_HEAD_PADDING_PT = 12.0
_PLACE_PT = 35.0  # the line under the name
_PLACES = (28.0, 26.0, SMALLEST_PT)
_PLACE_GAP_PT = 10.0
_AFTER_HEAD_PT, _BEFORE_FOOT_PT = 14.0, 5.0
_FOOT_LINE_PT, _FOOTNOTE_LINE_PT = 28.0, 14.2
_FOOT_PADDING_PT, _FOOT_GAP_PT = 11.0, 16.0
_FOOT_SPACE_PT = 5.0  # between large and small type
_BRAND_PART = 0.42  # of the foot's width, at most
_NAMES = ((28.0, 1), (SMALLEST_PT, 2), (SMALLEST_PT, 3))
_LONG_NAMES = ((SMALLEST_PT, 2), (SMALLEST_PT, 3), (SMALLEST_PT, 4))
_LOGO_GAP_PT = 8.0
_LOGO_PT = 58.0
_WIDEST_LOGO_PT = 150.0


@dataclass(frozen=True, slots=True)
class FootBrand:
    """Whose poster it is, at the right of the foot or `over` its lines: the name, and the logo's box. In points."""

    name: str
    size_pt: float
    width_pt: float
    logo: tuple[float, float]
    height_pt: float
    over: bool


@dataclass(frozen=True, slots=True)
class FootLine:
    """A large line of the foot; `url` "" is no link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PosterPage:
    """Sizes in points. `asks`: the question has room after the name of the place, both set in `place_pt`.

    `lines` stand in large type beside the code, whose address is `qr`; it has `qr_quiet_pt` of white around it.
    """

    title: Headline
    title_line_pt: float
    place_pt: float
    asks: bool
    head_pt: float
    after_head_pt: float
    padding_pt: float
    emblem_pt: float
    names_pt: float
    rows: PosterPlan
    brand: FootBrand | None
    lines: tuple[FootLine, ...]
    beside_pt: float
    qr: str
    qr_quiet_pt: float
    foot_space_pt: float


def page(poster: Poster, question: str, footnotes: Sequence[str], width_pt: float, height_pt: float) -> PosterPage:
    """The poster on a page with so much room.

    `question` stands after the name of the place, where both fit on a line; `footnotes` are the paragraphs in small
    type at the foot.
    """
    inner = width_pt - 2 * _HEAD_PADDING_PT - _EMBLEM_PT - _EMBLEM_GAP_PT
    title = fit(poster.title, inner, _TITLES)
    place = next((size for size in _PLACES if _beside(poster.area_name, question, size) <= inner), 0.0)
    head = len(title.lines) * title.size_pt * _TITLE_LINE + _PLACE_PT + 2 * _HEAD_PADDING_PT
    beside = width_pt - QR_PT - _FOOT_GAP_PT
    brand = _brand(poster.brand, beside, _beside_lines(poster, beside))
    lines = _lines(poster, beside - (brand.width_pt + _FOOT_GAP_PT if brand and not brand.over else 0.0))
    large = len(lines) * _FOOT_LINE_PT
    if brand:
        large = large + brand.height_pt + _FOOT_SPACE_PT if brand.over else max(large, brand.height_pt)
    small = sum(_count(text, beside) for text in footnotes) * _FOOTNOTE_LINE_PT
    foot = _FOOT_PADDING_PT + max(QR_PT, large + _FOOT_SPACE_PT + small)
    address = poster.brand.qr or poster.link.url
    rows = plan(poster, width_pt, height_pt - head - _AFTER_HEAD_PT - _BEFORE_FOOT_PT - foot)
    return PosterPage(
        title=title,
        title_line_pt=title.size_pt * _TITLE_LINE,
        place_pt=place or SMALLEST_PT,
        asks=bool(place),
        head_pt=head,
        after_head_pt=_AFTER_HEAD_PT,
        padding_pt=_HEAD_PADDING_PT,
        emblem_pt=_EMBLEM_PT,
        names_pt=_HEAD_PADDING_PT + _EMBLEM_PT + _EMBLEM_GAP_PT,
        rows=rows,
        brand=brand,
        lines=lines,
        beside_pt=beside,
        qr=address,
        qr_quiet_pt=QR_PT * qr.QUIET_MODULES / (len(qr.modules(address)) + 2 * qr.QUIET_MODULES),
        foot_space_pt=_FOOT_SPACE_PT,
    )


def _beside(place: str, question: str, size: float) -> float:
    return width(place, Font(size, 700)) + _PLACE_GAP_PT + width(question, Font(size))


def _lines(poster: Poster, room_pt: float) -> tuple[FootLine, ...]:
    """Where the code leads and whom to ask; of the brand's words those that fit."""
    brand, link = poster.brand, poster.link
    if not brand.qr:
        return (FootLine(link.sentence), FootLine(link.printed_url, link.url))
    said = [FootLine(brand.qr_label or printed(brand.qr).partition("/")[0], brand.qr)]
    who = brand.counselor or brand.contact_lines[0] if brand.counselor or brand.contact_lines else ""
    for words in (who, who.partition(", ")[0]):
        if words and width(words, Font(SMALLEST_PT)) <= room_pt:
            said.append(FootLine(words))
            break
    return tuple(said)


def _beside_lines(poster: Poster, room_pt: float) -> float:
    """What the large lines leave a brand at their right: those of the official page have to be whole."""
    widest = 0.0 if poster.brand.qr else width(poster.link.printed_url, Font(SMALLEST_PT, 600))
    return min(room_pt * _BRAND_PART, room_pt - widest - _FOOT_GAP_PT)


def _brand(brand: Brand, room_pt: float, beside_pt: float) -> FootBrand | None:
    """Name and logo at the right of the large lines, in `beside_pt`, or over them where that is too little."""
    if not brand.is_own:
        return None
    logo = (0.0, 0.0)
    if brand.logo:
        height = min(_LOGO_PT, _WIDEST_LOGO_PT / brand.logo.ratio)
        logo = (height * brand.logo.ratio, height)
    beside = logo[0] + _LOGO_GAP_PT if logo[0] else 0.0
    if brand.logo and not brand.shows_name:
        return FootBrand("", SMALLEST_PT, logo[0], logo, logo[1], over=logo[0] > beside_pt)
    name = fit(brand.name, beside_pt - beside, _NAMES)
    over = _widest(name) > beside_pt - beside
    if over:
        name = fit(brand.name, room_pt - beside, _LONG_NAMES)
    height = max(logo[1], len(name.lines) * _FOOT_LINE_PT)
    return FootBrand(" ".join(name.lines), name.size_pt, _widest(name) + beside + 1.0, logo, height, over)


def _widest(name: Headline) -> float:
    return max(width(line, Font(name.size_pt, 700)) for line in name.lines)


def _count(text: str, width_pt: float) -> int:
    """How many lines a paragraph of the foot takes: each holds as many words as fit."""
    font, lines, at = Font(FOOTNOTE_PT), 1, 0.0
    space = width(" ", font)
    for word in text.split(" "):
        extent = width(word, font)
        if at and at + space + extent > width_pt:
            lines, at = lines + 1, 0.0
        at += extent + (space if at else 0.0)
    return lines
