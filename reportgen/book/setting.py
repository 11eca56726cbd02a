"""Words set in the room that there is."""

from __future__ import annotations

from collections.abc import Callable

# How wide words are at a size, both in points.
Width = Callable[[str, float], float]


def fitted(
    words: str, width: Width, room_pt: float, *, one_line: tuple[float, ...], two_lines: tuple[float, ...]
) -> tuple[float, list[str]]:
    """The largest of the sizes at which the words fit, in one line or two; at the least they are cut."""
    for size in one_line:
        if width(words, size) <= room_pt:
            return size, [words]
    parts = words.split(" ")
    for size in two_lines:
        # The first line as full as can be.
        for cut in range(len(parts) - 1, 0, -1):
            lines = [" ".join(parts[:cut]), " ".join(parts[cut:])]
            if all(width(line, size) <= room_pt for line in lines):
                return size, lines
    least = two_lines[-1]
    full = max((cut for cut in range(1, len(parts)) if width(" ".join(parts[:cut]), least) <= room_pt), default=0)
    lines = [" ".join(parts[:full]), " ".join(parts[full:])] if full else [words]
    return least, [shortened(line, width, least, room_pt) for line in lines]


def shortened(words: str, width: Width, size_pt: float, room_pt: float) -> str:
    """As many letters as there is room for, with an ellipsis when some are left out."""
    if width(words, size_pt) <= room_pt:
        return words
    while words and width(f"{words}…", size_pt) > room_pt:
        words = words[:-1]
    return f"{words.rstrip()}…"
