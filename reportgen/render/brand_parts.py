"""What templates ask of the brand: a masthead, a line for the foot, and whom to ask, each fitted to its room.

Type is measured here, as for titles: CSS in WeasyPrint can neither shrink a name nor balance its lines.
"""

from __future__ import annotations

import math
import re

from reportgen.brochure.brand import Brand
from reportgen.charts import qr
from reportgen.charts.text import Font, shorten, width
from reportgen.render import headline
from reportgen.values import dataclass

NARROW_PT = 150.0  # the narrowest column that a layout may set the brand's words in
MASTHEAD_PT = 28.0  # how high a masthead is
_ROW_PT = 18.0  # the line beside it, at whose foot it stands
_LEAST_ROOM_PT = 290.0  # beside the longest name of a group, on the narrower paper
_NAME_SIZES = ((9.0, 1), (9.0, 2), (8.5, 2), (8.0, 2), (8.0, 3), (7.5, 3))
_WIDEST_NAME_PT = 236.0
_LOGO_GAP_PT = 7.0
# A logo fills about the same area whatever its shape, so that a wide one does not shout and a tall one does not vanish.
_LOGO_AREA_PT2 = 1150.0
_WIDEST_LOGOS_PT = (118.0, 90.0, 70.0, 50.0)  # narrower ones leave a long name more room
_ALONE_AREA_PT2, _WIDEST_ALONE_PT = 2400.0, 150.0  # one that holds the name has to be read
_BADGE_PT = 24.0
_EYEBROW = Font(9.0, 600)
_EYEBROW_GAP_PT = 16.0
_FOOT = Font(7.5)
_FOOT_PT = 264.0
_IMPRINT_PT = 2 * 465.0  # lines are not filled to their end
_STRONG = Font(8.8, 600)
_LEAST_QR_PT = 50.0
_BESIDE_QR_PT = 9.0
_ADDRESS = re.compile(r"\S*[@/]\S+|\S+\.[^\s.]{2,}\S*")
_AFTER = re.compile(r"(?<=[@/])(?=[^/])")  # where an address may be broken
_BEFORE = re.compile(r"(?<=\w)(?=[.?#&=_])")  # and where only a part that is too long may
_ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True)
class Masthead:
    """Lines of the name (none where the logo holds it), and the logo's box, as far below the masthead's top as
    `logo_drop_pt`. Sizes in points.
    """

    lines: tuple[str, ...]
    size_pt: float
    name_width_pt: float
    logo_width_pt: float
    logo_height_pt: float
    logo_drop_pt: float

    @property
    def width_pt(self) -> float:
        gap = _LOGO_GAP_PT if self.lines and self.logo_width_pt else 0.0
        return self.name_width_pt + gap + self.logo_width_pt


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A line of whom to ask; `url` "" is no link. One that `may_go` is left out where room is short."""

    text: str
    url: str = ""
    may_go: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to ask: the first of `lines` is the person, or the school. `label` says where the code leads, None without
    one. It stands at the right of the code, where there are `beside_pt`; so do the lines, if they fit.
    """

    lines: tuple[HelpLine, ...]
    label: HelpLine | None
    qr_width_pt: float
    beside_pt: float
    fits_beside: bool


class BrandParts:
    """The parts of one brand. A template sees it as `brand`."""

    def __init__(self, brand: Brand) -> None:
        self._brand = brand

    @property
    def is_own(self) -> bool:
        """Whether there is a brand to show."""
        return self._brand.is_own

    @property
    def has_qr(self) -> bool:
        return bool(self._brand.qr)

    @property
    def largest_logo(self) -> tuple[float, float]:
        """Width and height of the logo where it has all the room that it may take; zeros without one."""
        return self._logo_box(_WIDEST_LOGOS_PT[0])

    def _logo_box(self, widest_pt: float) -> tuple[float, float]:
        """Width and height in points, in the logo's own proportions; zeros without one."""
        logo = self._brand.logo
        if logo is None:
            return 0.0, 0.0
        area = _LOGO_AREA_PT2
        if not self._brand.shows_name:
            area, widest_pt = _ALONE_AREA_PT2, _WIDEST_ALONE_PT
        height = min(MASTHEAD_PT, widest_pt / logo.ratio, math.sqrt(area / logo.ratio))
        return height * logo.ratio, height

    def room_beside(self, words: str, width_pt: float) -> float:
        """What the first line of a page leaves a masthead: a badge and `words` (the group) stand at its left."""
        return width_pt - _BADGE_PT - width(words, _EYEBROW) - _EYEBROW_GAP_PT

    def masthead(self, room_pt: float) -> Masthead | None:
        """Name and logo, at the right of a line that leaves them `room_pt`; None where there is no own brand."""
        return self._fitted(room_pt)[0] if self.is_own else None

    @property
    def fits_masthead(self) -> bool:
        """Whether the name fits beside the longest words."""
        return self._fitted(_LEAST_ROOM_PT)[1]

    def _fitted(self, room_pt: float) -> tuple[Masthead, bool]:
        brand, fits = self._brand, False
        name, box = headline.Headline((), 9.0), (0.0, 0.0)
        for widest in _WIDEST_LOGOS_PT:
            box = self._logo_box(widest)
            if brand.logo and not brand.shows_name:
                fits = True
                break
            room = min(_WIDEST_NAME_PT, room_pt - (box[0] + _LOGO_GAP_PT if box[0] else 0.0))
            name = headline.fit(brand.name, room, _NAME_SIZES)
            fits = _longest(name) <= room
            if fits or not brand.logo:
                break
        logo_bottom = MASTHEAD_PT - max(0.0, (_ROW_PT - box[1]) / 2)
        widest_line = math.ceil(_longest(name))
        drop = logo_bottom - box[1]
        return Masthead(name.lines, name.size_pt, widest_line, round(box[0], 2), round(box[1], 2), round(drop, 2)), fits

    def running(self, room_pt: float) -> str:
        """The line for the foot: the name with the web address where both fit, else the name."""
        name = self._brand.short_name or self._brand.name
        both = f"{name} · {printed(self._brand.web)}" if self._brand.web else name
        return both if width(both, _FOOT) <= room_pt else shorten(name, _FOOT, room_pt)

    @property
    def fits_foot(self) -> bool:
        """Whether the foot holds the name whole."""
        return width(self._brand.short_name or self._brand.name, _FOOT) <= _FOOT_PT

    @property
    def fits_imprint(self) -> bool:
        """Whether the brand's own words under the sources take no more than two lines."""
        return width(self._brand.footer, _FOOT) <= _IMPRINT_PT

    def help(self, room_pt: float) -> Help | None:
        """Whom to ask and how, in a column of that width; None where the brand says neither."""
        brand = self._brand
        if not (brand.is_own and (brand.counselor or brand.contact or brand.web or brand.qr)):
            return None
        # Nobody types a long address beside a code: without a label its host says where it leads.
        label = brand.qr_label or breakable(printed(brand.qr).partition("/")[0])
        code = HelpLine(label, brand.qr) if brand.qr else None
        who, _, role = (brand.counselor or brand.short_name or brand.name).partition(", ")
        lines = [HelpLine(who), HelpLine(role, may_go=True), *(HelpLine(tied(line)) for line in brand.contact_lines)]
        if brand.web and (brand.qr_label or printed(brand.web) != printed(brand.qr)):
            lines.append(HelpLine(breakable(printed(brand.web)), brand.web, may_go=True))
        lines = [line for line in lines if line.text]
        size = max(_LEAST_QR_PT, qr.good_width_pt(brand.qr)) if code else 0.0
        beside = math.floor(room_pt - size - _BESIDE_QR_PT)
        fits = all(width(piece, _STRONG) <= beside for line in lines for piece in pieces(line.text))
        return Help(tuple(lines), code, size, beside, code is not None and fits)


def printed(address: str) -> str:
    """A web address as it stands on paper: without https:// and the last slash."""
    return address.removeprefix("https://").rstrip("/")


def breakable(text: str) -> str:
    """With places to break lines in addresses, which have no spaces."""
    return _ADDRESS.sub(lambda match: _ZERO_WIDTH_SPACE.join(map(_short, _AFTER.split(match[0]))), text)


def _short(part: str) -> str:
    return part if width(part, _STRONG) <= NARROW_PT else _BEFORE.sub(_ZERO_WIDTH_SPACE, part)


def tied(text: str) -> str:
    """A line of a contact: addresses may be broken, telephone numbers may not."""
    return breakable(re.sub(r"(?<=\)) (?=\d)", "\u00a0", text))


def pieces(text: str) -> list[str]:
    """What no line break can part."""
    return re.split(rf"[ {_ZERO_WIDTH_SPACE}]+", tied(text))


def _longest(name: headline.Headline) -> float:
    return max((width(line, Font(name.size_pt, 700)) for line in name.lines), default=0.0)
