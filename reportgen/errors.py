"""Errors that a user may see: what happened, where, and the next step.

Each class carries the exit code that the command line ends with (DESIGN.md, "The command line").
Anything that is not a `ReportgenError` is a fault of ours and keeps its traceback.
"""

from __future__ import annotations


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
        message = f"{', '.join(place)}: {what}"
        if expected:
            message += f" (expected {expected})"
        super().__init__(message, cure=cure or "The store was not changed. Get the file again from its publisher.")
        self.file, self.sheet, self.row, self.column, self.expected = file, sheet, row, column, expected
