"""A brand file as a table of values, before anything is known of what they mean."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

from reportgen.brand.problem import BrandError, BrandProblem
from reportgen.sources.toml_lines import TomlLines

LARGEST_BYTES = 65_536


def read_table(path: Path) -> tuple[dict[str, Any], TomlLines]:
    """The keys with their values, and where each stands. Raises BrandError for what is no such file."""
    text = _text(path)
    try:
        return tomllib.loads(text), TomlLines(text)
    except tomllib.TOMLDecodeError as error:
        cure = 'Write each line as key = "words".'
        raise _fault(path, f"it is no TOML: {error}", cure, _line_of(error, text)) from None
    except (ValueError, RecursionError):  # tomllib has no words of its own for them
        what = "it holds a number of thousands of digits, or thousands of brackets within each other"
        raise _fault(path, what, "Write it as a person would.") from None


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise _fault(path, "there is no such file", _nearest(path))
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise _fault(path, f"it cannot be read: {error.strerror or error}", "Check the path and its rights.") from None
    if len(data) > LARGEST_BYTES:
        raise _fault(path, f"it has more than {LARGEST_BYTES:,} bytes", "A brand file is a page of text at most.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _fault(path, f"the byte 0x{data[error.start]:02X} is no UTF-8", "Save it as UTF-8.", line) from None


def _nearest(path: Path) -> str:
    names = [each.name for each in path.parent.glob("*.toml")] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean “{near[0]}”?" if near else "`reportgen brand new` makes one to start from."


def _fault(path: Path, what: str, cure: str, line: int = 1) -> BrandError:
    return BrandError(path, [BrandProblem(line, "", "", what, cure)])


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    number = str(error).rpartition("at line ")[2].partition(",")[0]
    return int(number) if number.isdigit() else text.rstrip().count("\n") + 1  # “at end of document”
