"""Sets inline content in lines: as much as a line holds, then the next."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from reportgen.render.press.boxes import Box, LineBox, Run
from reportgen.render.press.breaks import breaks
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.fonts import Face, face_of
from reportgen.render.press.grow import LineBreak, Placed, Text
from reportgen.render.press.style import Style

_SPACES = re.compile(r"[ \t\n\r\f]+")
_OBJECT = "\ufffc"
_CLOSE_CALL = 0.08  # pixels by which a line may be measured wrongly in pieces
_ROUNDING = 1e-5  # of sums of pixels; letters have whole units of Pango's, of which a pixel has 1,024

# Left and right edge of a line at a height, and where it starts: (y, height, least width) -> (y, left, right).
Room = Callable[[float, float, float], tuple[float, float, float]]


@dataclass(slots=True)
class Sequence:
    """Inline content as one text. `reach` is the width up to each character, without breaks."""

    text: str
    reach: list[float]
    parts: list[tuple[int, int, Any]]  # start, end, and the Text or Placed
    breaks: list[int]

    def width(self, start: int, end: int) -> float:
        return self.reach[end] - self.reach[start]

    def without_space(self, start: int, end: int) -> int:
        """Where the words up to `end` end: a line keeps no space at its end."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end


def width_of(text: str, style: Style, faces: Mapping[str, Face]) -> float:
    """Pixels that text of one style takes on a line."""
    spacing = style.letter_spacing
    width = face_of(style.face, faces).width(text, style.size, bool(spacing))
    return width + spacing * style.size * (len(text) - 1) if spacing else width


def sequences(content: list[Any], faces: Mapping[str, Face]) -> list[Sequence]:
    """Content between forced breaks, white space collapsed. Boxes that stand in it are laid out already."""
    found: list[Sequence] = []
    pieces: list[tuple[str, Any]] = []
    is_space = True
    for part in content:
        if isinstance(part, Text):
            text = _SPACES.sub(" ", part.text)
            if is_space and text.startswith(" "):
                text = text[1:]
            if text:
                is_space = text.endswith(" ")
                pieces.append((text, part))
        elif isinstance(part, LineBreak):
            found.append(_sequence(pieces, faces))
            pieces, is_space = [], True
        else:
            pieces.append((_OBJECT, part))
            is_space = False
    if pieces or not found:
        found.append(_sequence(pieces, faces))
    return found


def _sequence(pieces: list[tuple[str, Any]], faces: Mapping[str, Face]) -> Sequence:
    if pieces and isinstance(pieces[-1][1], Text):
        text, part = pieces[-1]
        pieces[-1] = (text.rstrip(" "), part)
    if len(pieces) == 1 and isinstance(pieces[0][1], Text):
        text, part = pieces[0]
        if text and not part.lead and not part.trail:
            reach, places = _alone(text, part.style, face_of(part.style.face, faces))
            return Sequence(text, reach, [(0, len(text), part)], places)
    text = "".join(piece for piece, _ in pieces)
    widths: list[float] = []
    parts = []
    kept: set[int] = set()
    for piece, part in pieces:
        start = len(widths)
        parts.append((start, start + len(piece), part))
        if isinstance(part, Placed):
            widths.append(part.box.margin_width())
            continue
        if not piece:
            continue
        letters = list(_letters(piece, part.style, face_of(part.style.face, faces)))
        letters[0] += part.lead
        letters[-1] += part.trail
        widths += letters
        if not part.style.wraps:
            kept.update(range(start + 1, start + len(piece)))
    places = [place for place in breaks(text) if place not in kept] if text else []
    return Sequence(text, list(accumulate(widths, initial=0.0)), parts, places)


@lru_cache(800)
def _alone(text: str, style: Style, face: Face) -> tuple[list[float], list[int]]:
    places = list(breaks(text)) if style.wraps else [len(text)]
    return list(accumulate(_letters(text, style, face), initial=0.0)), places


@lru_cache(1_000)
def _letters(text: str, style: Style, face: Face) -> tuple[float, ...]:
    """Pixels that each character takes; a ligature's stand at its first."""
    widths = [style.letter_spacing * style.size] * len(text)
    shaped = face.shape(text, style.size, bool(style.letter_spacing))
    for place, advance in zip(shaped.places, shaped.advances, strict=True):
        widths[place] += advance
    return tuple(widths)


def longest(content: list[Any], faces: Mapping[str, Face]) -> float:
    """Width of the content without breaks but the forced ones."""
    return max((each.reach[-1] for each in sequences(content, faces)), default=0.0)


def least(content: list[Any], faces: Mapping[str, Face]) -> float:
    """Width of the longest piece that no line can break."""
    widest = 0.0
    for sequence in sequences(content, faces):
        start = 0
        for place in sequence.breaks:
            widest = max(widest, sequence.width(start, sequence.without_space(start, place)))
            start = place
    return widest


def set_lines(block: Box, content: list[Any], faces: Mapping[str, Face], y: float, room: Room) -> float:
    """Append the block's lines to its children, the first at `y`; returns the foot of the last."""
    style = block.style
    indent = style.indent[0] + style.indent[1] * block.width
    for sequence in sequences(content, faces):
        if not sequence.text:
            block.children.append(_line(block, sequence, 0, 0, faces, (y, 0.0, 0.0), 0.0))
            y += style.line_height
            continue
        start, count = 0, len(sequence.text)
        while start < count:
            first = sequence.breaks[bisect_right(sequence.breaks, start)]
            top, left, right = room(y, style.line_height, sequence.width(start, first))
            end = _end(sequence, start, right - left - indent, faces)
            line = _line(block, sequence, start, end, faces, (top, left, right), indent)
            block.children.append(line)
            y, start, indent = line.position_y + line.height, end, 0.0
    return y


def _end(sequence: Sequence, start: int, room: float, faces: Mapping[str, Face]) -> int:
    """Where the line that begins at `start` ends."""
    next_ = bisect_right(sequence.breaks, start)
    best = sequence.breaks[next_]
    for place in sequence.breaks[next_:]:
        end = sequence.without_space(start, place)
        over = sequence.width(start, end) - room
        if over > _CLOSE_CALL:
            break
        if over > -_CLOSE_CALL and _measured(sequence, start, end, faces) > room + _ROUNDING:
            break
        best = place
    return best


def _measured(sequence: Sequence, start: int, end: int, faces: Mapping[str, Face]) -> float:
    return sum(
        part.box.margin_width() if isinstance(part, Placed)
        else part.lead + part.trail + width_of(sequence.text[max(start, first) : min(end, last)], part.style, faces)
        for first, last, part in sequence.parts
        if first < end and last > start
    )  # fmt: skip


def _line(
    block: Box, sequence: Sequence, start: int, end: int, faces: Mapping[str, Face],
    place: tuple[float, float, float], indent: float,
) -> LineBox:  # fmt: skip
    y, left, right = place
    line, style = LineBox(block), block.style
    top, bottom = -style.baseline, style.line_height - style.baseline
    end = sequence.without_space(start, end)
    x = left + indent
    waiting: list[Box] = []
    for first, last, part in sequence.parts:
        if first >= end or last <= start:
            continue
        if isinstance(part, Placed):
            box = part.box
            box.translate(x - box.position_x)
            x += box.margin_width()
            line.children.append(box)
            if box.style.raised in ("top", "bottom"):
                waiting.append(box)
                continue
            upper = _upper(box, part.inside[-1][1] if part.inside else style, faces)
            box.translate(0.0, upper - box.position_y)
            top, bottom = min(top, upper), max(bottom, upper + box.margin_height())
            continue
        for _, inner in part.inside:
            if inner.raised:
                raise NotPressedError("vertical-align of inline text")
            top, bottom = min(top, -inner.baseline), max(bottom, inner.line_height - inner.baseline)
        x += part.lead if first >= start else 0.0
        run = Run(sequence.text[max(first, start) : min(last, end)], part.style, part.inside, part.element)
        run.position_x, run.width = x, width_of(run.text, part.style, faces)
        x += run.width
        x += part.trail if last <= end else 0.0
        line.children.append(run)
    for box in waiting:
        bottom = max(bottom, top + box.margin_height())
    for box in waiting:
        box.translate(0.0, (top if box.style.raised == "top" else bottom - box.margin_height()) - box.position_y)
    line.position_x, line.position_y, line.width, line.height = left + indent, y, x - left - indent, bottom - top
    align = style.align
    shift = 0.0 if align == "left" else (right - left - line.width) / (1 if align == "right" else 2)
    for child in line.children:
        child.translate(shift, y - top)
    line.position_x += shift
    return line


def _upper(box: Box, around: Style, faces: Mapping[str, Face]) -> float:
    """Upper margin edge of an inline block, from the baseline of its line."""
    raised = box.style.raised
    if raised == "middle":
        return -(face_of(around.face, faces).x_height * around.size + box.margin_height()) / 2
    if isinstance(raised, str):
        raise NotPressedError(f"vertical-align: {raised}")
    lines = [child for child in box.children if isinstance(child, LineBox)]
    if lines:
        baseline = lines[-1].children[-1].position_y - box.position_y
    elif box.children:
        raise NotPressedError("blocks in an inline block")
    else:
        baseline = box.margin_height()
    return float(-raised - baseline)
