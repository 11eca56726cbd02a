"""A roster and a folder of brochures → the books, their list and the labels, each put in place whole."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from reportgen.batch import files
from reportgen.book.bind import Binding, bind
from reportgen.book.labels import draw_labels
from reportgen.book.library import Library
from reportgen.book.packs import Group, Key, Pack, grouped, without_missing
from reportgen.book.tally import Tally
from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.roster.cells import safe_for_spreadsheet
from reportgen.roster.value import Roster
from reportgen.values import dataclass

LISTING = "books.csv"
LABELS = "labels.pdf"
_COLUMNS = ("file", "groups", "students", "brochures", "pages", "sheets", "accessible", "sha256", "made_from")


@dataclass(frozen=True, slots=True)
class BookPlan:
    """A book to make. Names of files say nothing about anybody: groups are numbered."""

    name: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class BookMade:
    """A book that stands in the folder."""

    path: Path
    plan: BookPlan
    tally: Tally
    tagged: bool
    sha256: str


@dataclass(slots=True)
class Result:
    """`refused` are the books that lack a brochure, with the packs that lack one; `failed` those that could not be
    made otherwise. `incomplete` are packs in books; `removed` older books that do not belong to this roster."""

    made: list[BookMade] = field(default_factory=list)
    refused: list[tuple[BookPlan, tuple[Pack, ...]]] = field(default_factory=list)
    failed: list[tuple[BookPlan, ReportgenError]] = field(default_factory=list)
    incomplete: list[Pack] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def plan_books(roster: Roster, by: str | None, *, one: bool, impose: str | None) -> list[BookPlan]:
    """One book for each group, or with `one` (or without groups) a single one."""
    groups = grouped(roster, by)
    ending = f"-{impose}.pdf" if impose else ".pdf"
    if one or len(groups) == 1:
        return [BookPlan(f"book{ending}", groups[0].label if len(groups) == 1 and by else "All students", groups)]
    width = max(2, len(str(len(groups))))
    return [BookPlan(f"book-{group.number:0{width}}{ending}", group.label, (group,)) for group in groups]


def make_books(
    plans: Sequence[BookPlan],
    there: Mapping[Key, Path],
    folder: Path,
    how: Binding,
    *,
    skip_missing: bool,
    tell: Callable[[BookMade], None],
) -> Result:
    """Make them from the brochures that are `there`. A book that lacks one is not made, unless `skip_missing`.

    Books of an earlier run stay when they were made from the same (another way of imposing, say), and are removed
    otherwise: a pack of last week's list must not be handed out. Raises EnvironmentLacksError when the disk refuses.
    """
    result, library = Result(), Library()
    mark = _made_from(plans, there)
    before = _listed(folder)
    for plan in plans:
        groups = tuple(without_missing(group, there) for group in plan.groups)
        lacking = tuple(pack for group in groups for pack in group.packs if pack.missing)
        if (lacking and not skip_missing) or not any(pack.brochures for group in groups for pack in group.packs):
            result.refused.append((plan, lacking))
            continue
        try:
            bound = bind(plan.label, groups, there, how, library)
        except EnvironmentLacksError:
            raise
        except ReportgenError as error:
            result.failed.append((plan, error))
            continue
        path = folder / plan.name
        made = BookMade(path, plan, bound.tally, bound.tagged, hashlib.sha256(bound.data).hexdigest())
        result.made.append(made)
        # Before the book has its name: whoever is killed in between leaves no book that the next run does not know.
        _write_listing(folder, [*before, *(_row(each, mark) for each in result.made)])
        files.write_whole(path, bound.data)
        result.incomplete += lacking
        tell(made)
    older = _older(folder, {made.path.name for made in result.made}, mark)
    for row in older.others:
        (folder / row["file"]).unlink(missing_ok=True)
        result.removed.append(row["file"])
    rows = [*older.of_the_same, *(_row(made, mark) for made in result.made)]
    _write_listing(folder, sorted(rows, key=lambda row: row["file"]))
    return result


def make_labels(plans: Sequence[BookPlan], folder: Path, sheet: str, code: str) -> Path:
    """Mailing labels of all students, in the order of the books."""
    packs = [pack for plan in plans for group in plan.groups for pack in group.packs]
    path = folder / LABELS
    files.write_whole(path, draw_labels([pack.student for pack in packs], sheet, code))
    return path


def _made_from(plans: Sequence[BookPlan], there: Mapping[Key, Path]) -> str:
    """A mark of who gets what, in which groups, and of the brochures themselves."""
    lines = []
    for group in (group for plan in plans for group in plan.groups):
        for pack in group.packs:
            student = pack.student
            wanted = " ".join(f"{soc} {area.fips}" for soc, area in (each.key for each in pack.brochures))
            lines.append("\t".join((group.label, str(student.row), student.name, str(pack.copies), wanted)))
    lines += sorted(files.sha256_of(path) for path in there.values())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Older:
    """Books that an earlier run listed and nobody has changed since."""

    of_the_same: list[dict[str, str]]
    others: list[dict[str, str]]


def _older(folder: Path, made: Container[str], mark: str) -> _Older:
    """Those that this run has not made anew."""
    found = _Older([], [])
    for row in _listed(folder):
        name = row["file"]
        path = folder / name
        if name in made or path.name != name or not path.is_file() or files.sha256_of(path) != row["sha256"]:
            continue
        (found.of_the_same if row["made_from"] == mark else found.others).append(row)
    return found


def _listed(folder: Path) -> list[dict[str, str]]:
    try:
        with (folder / LISTING).open(encoding="utf-8", newline="") as handle:
            rows = [{name: row.get(name) or "" for name in _COLUMNS} for row in csv.DictReader(handle)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return [row for row in rows if row["file"]]


def _row(book: BookMade, mark: str) -> dict[str, str]:
    groups = "; ".join(group.label for group in book.plan.groups if group.label)
    counted = book.tally
    cells = (
        book.path.name, safe_for_spreadsheet(groups), counted.students, counted.brochures, counted.sides,
        counted.sheets, "yes" if book.tagged else "print only", book.sha256, mark,
    )  # fmt: skip
    return dict(zip(_COLUMNS, map(str, cells), strict=True))


def _write_listing(folder: Path, rows: Sequence[Mapping[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    files.write_text_whole(folder / LISTING, out.getvalue())
