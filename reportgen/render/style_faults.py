"""Where in a layout the CSS is that WeasyPrint complained of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportgen.errors import ReportgenError

_POSITION = re.compile(r" at (\d+):(\d+)")
_SELECTOR = re.compile(r"selector,? '(.+)'")
_QUOTED = re.compile(r"Ignored `(.+?)` at ", re.DOTALL)


def in_sheet(sheet: Path, messages: Iterable[str]) -> list[str]:
    """Complaints about a style sheet, each with file and line where it names one."""
    return [_placed(sheet, message) for message in messages]


def in_page(chain: Sequence[Path], message: str) -> str:
    """A complaint while a page was laid out; one about a `style` attribute with the template that holds its words."""
    quoted = _QUOTED.match(message)
    if quoted is None:
        return message
    for folder in chain:
        for template in sorted(folder.glob("*.html")):
            if number := _line_with(quoted[1], template):
                return f"{template}, line {number}: {_POSITION.sub('', message, count=1).rstrip('.')}"
    return message


def refused(layout: str, faults: Sequence[str]) -> ReportgenError:
    """The error for style sheets that are not right."""
    return ReportgenError(
        f"The style sheet of layout “{layout}” is not right: " + "\n  ".join(faults), cure="Correct it."
    )


def _placed(sheet: Path, message: str) -> str:
    if position := _POSITION.search(message):
        return f"{sheet}, line {position[1]}: {_POSITION.sub('', message, count=1)}"
    selector = _SELECTOR.search(message)
    number = _line_with(selector[1].strip(), sheet) if selector else 0
    return f"{sheet}, line {number}: {message}" if number else f"{sheet}: {message}"


def _line_with(words: str, path: Path) -> int:
    """The first line of a file that holds the words; 0 for none."""
    if not path.is_file():
        return 0
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return next((number for number, line in lines if words in line), 0)
