"""All checks over a folder of texts, or over one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.editorial import (
    borrowed,
    credentials,
    entry,
    figures,
    grades,
    lengths,
    places,
    repeats,
    spelling,
    titles,
    wording,
)
from reportgen.editorial.entry import Entry
from reportgen.editorial.finding import Finding
from reportgen.editorial.known import Known
from reportgen.editorial.official import official_texts
from reportgen.editorial.pieces import pieces_of
from reportgen.editorial.words import words
from reportgen.sources.editorial import TextFile, read_files, scopes_of
from reportgen.values import dataclass

_OF_ONE_FILE = (
    lengths.lengths,
    grades.reading_grades,
    figures.figures,
    wording.wording,
    places.places,
    credentials.credentials,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found. `not_checked` says in words which checks could not run, and why."""

    findings: tuple[Finding, ...]
    files: int
    words: int
    average_grade: float | None
    near_duplicates: int
    not_checked: tuple[str, ...]


def check_texts(path: Path, known: Known, *, partial: bool = False) -> Report:
    """Check the file or folder at `path`. `partial` allows fields to be missing, as in a folder of overrides."""
    files = read_files(path, partial=partial)
    pieces = {file.name: list(pieces_of(file)) for file in files}
    everything = [piece for own in pieces.values() for piece in own]
    duplicates = repeats.repeats(everything)
    found = [*_form(files), *repeats.too_often(duplicates)]
    for file in files:
        own = pieces[file.name]
        for check in _OF_ONE_FILE:
            found += check(own) if own else []
        found += titles.title(file, known.titles)
        found += entry.entry_education(own, _entries(file.text.scope, known.entries))
    if known.official is not None:
        found += borrowed.borrowed(everything, official_texts(known.official))
    if known.dictionary is not None:
        found += spelling.spelling(everything, known.dictionary, known.names)
    means = [mean for own in pieces.values() if (mean := grades.average(own)) is not None]
    return Report(
        findings=tuple(sorted(set(found))),
        files=len(files),
        words=sum(len(words(piece.text)) for piece in everything),
        average_grade=round(sum(means) / len(means), 2) if means else None,
        near_duplicates=len(duplicates),
        not_checked=known.lacking(),
    )


def _form(files: Sequence[TextFile]) -> Iterator[Finding]:
    for file in files:
        for problem in file.problems:
            yield Finding(problem.file, problem.line, problem.field, problem.problem, problem.cure)


def _entries(scope: str, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entry requirements of the occupation, or of every member of the group."""
    return {soc: each for soc, each in entries.items() if scope in scopes_of(soc)}
