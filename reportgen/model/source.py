"""Who published a figure, in which edition, and where in the file it stands."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Release:
    """One edition of one source, e.g. the OEWS state estimates of May 2024.

    `period` is what the figures describe ("May 2024", "2024-34"); `published_on` is an ISO date or month, "" where
    the publisher gives none; `credit` is the line that the publisher asks for.
    """

    key: str
    source: str
    publisher: str
    title: str
    period: str
    published_on: str
    licence: str
    credit: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a part of a release was read from. `kind` is "official", "extract" or "derived"."""

    release_key: str
    part: str
    name: str
    sheet: str | None
    sha256: str
    size_bytes: int
    row_count: int
    kind: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where one figure comes from: release, file, official column heading, row key, and any rule applied to it.

    `column` is "" where the figure is the row itself (a programme in a list, say).
    """

    release: Release
    file: SourceFile
    column: str
    row_key: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The published row that a record was read from. Its figures share it; `citation` points at one of them.

    `headings` maps our field names to the official column headings.
    """

    release: Release
    file: SourceFile
    row_key: str
    headings: Mapping[str, str]

    def citation(self, field: str = "", rule: str = "") -> Citation:
        """The citation of one field of this row; `rule` says what was done to it."""
        return Citation(self.release, self.file, self.headings.get(field, field), self.row_key, rule)
