"""Errors that a user may see: what happened, where, and the next step.

Each class carries the exit code that the command line ends with (DESIGN.md, "The command line").
Anything that is not a `ReportgenError` is a fault of ours and keeps its traceback.
"""

from __future__ import annotations

import errno

# What stands against every file of a place, not against one, and is no fault of ours.
_OF_THE_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)

_LONGEST_QUOTED = 400


def visible(text: str) -> str:
    """Words as a terminal may have them: line ends stay, whatever nobody sees (controls, halves of characters, marks
    that turn the direction of writing) becomes its code."""
    if text.isprintable():
        return text
    kept = "\n\N{NO-BREAK SPACE}"
    return "".join(each if each.isprintable() or each in kept else f"\\u{ord(each):04x}" for each in text)


def quoted(text: str) -> str:
    """Words out of a file as a message has them: visible, in one line, not endless."""
    cut = text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"
    return visible(cut).replace("\n", " ")


class ReportgenError(Exception):
    """A problem with a cure. `cure` is the next step, in the imperative; empty only where there is none."""

    exit_code = 1

    def __init__(self, what: str, *, cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.what}\n{self.cure}" if self.cure else self.what


class UsageError(ReportgenError):
    """The words of the command do not name one thing (unknown, ambiguous, contradictory)."""

    exit_code = 2


class EnvironmentLacksError(ReportgenError):
    """The machine lacks a library, a font, the store, or the right to write."""

    exit_code = 4


class NoSuchDataError(ReportgenError):
    """What was asked for is a real thing, but the store holds no figures for it."""

    exit_code = 5


class UnfitPageError(ReportgenError):
    """A rendered brochure is not handed out. `problems` are kinds with texts: what did not "fit", each "warning"."""

    def __init__(self, what: str, *, cure: str, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__(what, cure=cure)
        self.problems = problems


class Terminated(KeyboardInterrupt):
    """A polite kill (SIGTERM). It ends a command as Ctrl-C does, with another exit code."""

    exit_code = 143


class SourceError(ReportgenError):
    """A data file is not what it should be. The import stops and the store stays as it was.

    `row` is the row of the file as a spreadsheet or text editor counts it (from 1); `column` is the official name.
    """

    def __init__(
        self,
        what: str,
        *,
        file: str,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        expected: str = "",
        cure: str = "",
    ) -> None:
        place = [file]
        if sheet:
            place.append(f"sheet “{sheet}”")
        if row is not None:
            place.append(f"row {row}")
        if column:
            place.append(f"column {column}")
        message = f"{', '.join(map(quoted, place))}: {quoted(what)}"
        if expected:
            message += f" (expected {expected})"
        super().__init__(message, cure=cure or "The store was not changed. Get the file again from its publisher.")
        self.file, self.sheet, self.row, self.column, self.expected = file, sheet, row, column, expected


def is_of_the_machine(error: OSError) -> bool:
    """Whether the machine refused: a full, failing or read-only disk, too many open files, no memory."""
    return error.errno in _OF_THE_MACHINE
