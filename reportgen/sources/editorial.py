"""Text files → checked `EditorialText`s: one TOML file an occupation or group, in a folder per language.

`29-2072.toml` is an occupation's, `major/29.toml` a major group's, `minor/29-1.toml` a minor group's (its code
without the zeros at its end). A faulty file stops the reading, after all files have been looked at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.errors import ReportgenError
from reportgen.model.editorial import EditorialText, from_document
from reportgen.sources.codes import occupation_codes
from reportgen.sources.editorial_form import LARGEST_FILE_BYTES, FormProblem, problems_of, readable_part
from reportgen.sources.toml_lines import TomlLines
from reportgen.values import dataclass

DEFAULT_LANGUAGE = "en"
_GROUPS = ("major", "minor")


class TextsError(ReportgenError):
    """Text files are not of the form. `problems` holds every one of them."""

    def __init__(self, problems: Sequence[FormProblem]) -> None:
        count = f"{len(problems)} problems" if len(problems) > 1 else "a problem"
        super().__init__(
            "\n".join([f"The texts have {count} of form:", *(f"  {problem}" for problem in problems)]),
            cure="Nothing was changed. `reportgen texts check` also reports what is not of form.",
        )
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file as it was read: its text as far as its form is sound, where its lines are, and what is wrong."""

    name: str
    path: Path
    text: EditorialText
    lines: TomlLines
    problems: tuple[FormProblem, ...]


def shipped_folder(language: str = DEFAULT_LANGUAGE) -> Path:
    return resources.folder("data") / "editorial" / language


def shipped_texts(language: str = DEFAULT_LANGUAGE) -> tuple[EditorialText, ...]:
    """The texts that we ship in a language; none when it has no folder. Raises TextsError as `read_texts` does."""
    folder = shipped_folder(language)
    return read_texts(folder, language) if folder.is_dir() else ()


def read_texts(folder: Path, language: str = DEFAULT_LANGUAGE, *, partial: bool = False) -> tuple[EditorialText, ...]:
    """The texts of a folder in the order of their scopes.

    `partial` lets files leave fields out: a user's folder overrides what it names. Raises TextsError with all
    problems of all files.
    """
    files = read_files(folder, language, partial=partial)
    problems = [problem for file in files for problem in file.problems]
    if problems:
        raise TextsError(problems)
    return tuple(sorted((file.text for file in files), key=lambda text: text.scope))


def read_files(path: Path, language: str = DEFAULT_LANGUAGE, *, partial: bool = False) -> tuple[TextFile, ...]:
    """Every text file of a folder, or the one at `path`, sound or not."""
    paths = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
    return tuple(read_file(each, language, partial=partial) for each in paths)


def read_file(path: Path, language: str = DEFAULT_LANGUAGE, *, partial: bool = False) -> TextFile:
    """One text file, sound or not; its scope is its name, within `major/` and `minor/` with that folder's."""
    scope = f"{path.parent.name}/{path.stem}" if path.parent.name in _GROUPS else path.stem
    name = f"{scope}.toml"
    try:
        content = _content(path)
        document = tomllib.loads(content)
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, endless numbers
        return _unreadable(path, name, scope, language, error)
    lines = TomlLines(content)
    problems = [*_scope_problems(name, scope, document, lines), *_form_problems(name, document, lines, partial)]
    sound = document if not problems else readable_part(document)
    return TextFile(name, path, from_document(scope, language, sound), lines, tuple(problems))


def _content(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE_BYTES + 1)
    if len(data) > LARGEST_FILE_BYTES:
        raise ValueError(f"it has more than {LARGEST_FILE_BYTES // 1000} KB")
    return data.decode("utf-8-sig").replace("\r\n", "\n")  # as editors on Windows write it


def _form_problems(name: str, document: dict[str, Any], lines: TomlLines, partial: bool) -> list[FormProblem]:
    return problems_of(name, document, lines, partial=partial, is_group="/" in name)


def _unreadable(path: Path, name: str, scope: str, language: str, error: Exception) -> TextFile:
    line = getattr(error, "lineno", 1)  # tomllib tells it apart from Python 3.14 on; before, it is in the words
    problem = FormProblem(name, "file", line, f"cannot be read as TOML: {error}", "Correct it there.")
    return TextFile(name, path, EditorialText(scope, language, ""), TomlLines(""), (problem,))


def _scope_problems(name: str, scope: str, document: dict[str, Any], lines: TomlLines) -> list[FormProblem]:
    expected = code_of_scope(scope)
    if expected is None:
        cure = "Name it after a SOC code (29-2072.toml), or after a group in major/ (29.toml) or minor/ (29-1.toml)."
        return [FormProblem(name, "file", 1, "is named after no occupation or group", cure)]
    if "soc" in document and document["soc"] != expected:
        problem = f"is {document['soc']!r}, but the file is named after {expected}"
        return [FormProblem(name, "soc", lines.line(("soc",)), problem, "Make them agree.")]
    return []


def code_of_scope(scope: str) -> str | None:
    """The code that a scope is about: "minor/29-1" → "29-1000"; None when there is no such occupation or group."""
    levels = {code: row["level"] for code, row in occupation_codes().items()}
    kind, _, stem = scope.rpartition("/")
    if kind == "major":
        code = f"{stem}-0000"
        return code if levels.get(code) == "major" else None
    if kind == "minor":
        return next((code for code, short in minor_groups().items() if short == stem), None)
    return stem if stem in levels and levels[stem] not in ("total", "major", "minor") else None


@cache
def minor_groups() -> dict[str, str]:
    """The code of each minor group → its short form, as files are named: "29-1000" → "29-1", "15-1200" → "15-12"."""
    return {code: code.rstrip("0") for code, row in occupation_codes().items() if row["level"] == "minor"}


def scopes_of(soc: str) -> tuple[str, ...]:
    """The scopes that speak of an occupation, the nearest first: its own, its minor group's, its major group's."""
    fitting = [short for short in minor_groups().values() if soc.startswith(short)]
    minor = [f"minor/{max(fitting, key=len)}"] if fitting else []
    return (soc, *minor, f"major/{soc[:2]}")
