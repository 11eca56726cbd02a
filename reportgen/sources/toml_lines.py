"""Where in a TOML file a value stands: tomllib reads values without their lines, and an error must point at one.

Made for our flat files (keys, tables and arrays of tables of one level); a value that is not found gets the nearest
line above it that is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

Path = tuple[str | int, ...]
"""("duties", 2), ("pathway", 0, "line"), ("prepare", "grade_9", 1), ("summary",). Numbers count from 0."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"'-]+?)\s*\]\]?")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=")
_FIRST_LINE: Final = 1


class TomlLines:
    """The lines of keys and values of one file's text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._spans: dict[Path, tuple[int, int]] = {}
        self._read()

    def _read(self) -> None:
        table: Path = ()
        counts: dict[str, int] = {}
        marks: list[tuple[int, Path]] = []
        inside_string = False
        for start, line in zip(self._starts, self._text.split("\n"), strict=True):
            was_inside = inside_string
            if (line.count('"""') + line.count("'''")) % 2:
                inside_string = not inside_string
            if was_inside:
                continue
            if header := _HEADER.match(line):
                name = header[2].strip("\"'")
                if header[1] == "[[":
                    table = (name, counts.get(name, 0))
                    counts[name] = counts.get(name, 0) + 1
                else:
                    table = (name,)
                marks.append((start, table))
                self._spans.setdefault((name,), (start, start))
            elif key := _KEY.match(line):
                marks.append((start, (*table, key[1].strip("\"'"))))
        ends = [start for start, _ in marks[1:]] + [len(self._text)]
        for (start, path), end in zip(marks, ends, strict=False):  # without marks there is one end too many
            self._spans[path] = (start, end)

    def line(self, path: Path, value: str = "") -> int:
        """The line (from 1) of `path`; of an item of a list, the line on which its text `value` stands."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._spans:
                start, end = self._spans[path[:length]]
                return self._line_of(self._find(value, start, end))
        return _FIRST_LINE

    def _find(self, value: str, start: int, end: int) -> int:
        for written in (value, value.replace("\\", "\\\\").replace('"', '\\"')):
            at = self._text.find(written, start, end) if written else -1
            if at >= 0:
                return at
        return start

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
