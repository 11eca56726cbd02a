"""Text with a delimiter → rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import UsageError

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_LOOKED_AT_ROWS = 50
_SAID = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)  # the first line by which Excel is told the delimiter


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into as many cells as the first; a comma when none does.

    Excel writes semicolons where the comma is the decimal sign.
    """
    if said := _SAID.match(text):
        return said[1]
    best, best_score = ",", (False, 0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in islice(_reader(text, delimiter), _LOOKED_AT_ROWS) if any(row)]
        except csv.Error:
            continue
        usual, count = Counter(width for width in widths).most_common(1)[0] if widths else (0, 0)
        if usual > 1 and (score := (widths[0] == usual, count, usual)) > best_score:
            best, best_score = delimiter, score
    return best


def delimited_rows(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """(row as a spreadsheet counts it, cells without blanks around them). Raises UsageError for a torn row."""
    reader = _reader(text, delimiter)
    first = 2 if _SAID.match(text) else 1
    try:
        for number, cells in enumerate(reader, first):
            yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        line = reader.line_num + first - 1
        raise UsageError(
            f"Line {line} of {path} is no row: {error}.",
            cure="Correct that line, or one before it. A cell in quotes ends with one; quotes inside it are doubled.",
        ) from None


def _reader(text: str, delimiter: str) -> Reader:
    body = text[said.end() :] if (said := _SAID.match(text)) else text
    return csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
