"""Rows of a plan file → jobs. Every row is looked at before anything is said, so that all faults are told at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from reportgen.batch.names import file_name
from reportgen.batch.plan import Job, Plan, group_title, not_published
from reportgen.batch.plan_file import PlanRow, read_plan
from reportgen.batch.plan_problem import PlanError, PlanProblem
from reportgen.brand import BrandError, Reading, read_brand
from reportgen.errors import NoSuchDataError, ReportgenError, UsageError
from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.render.layout import load_layout
from reportgen.render.printing import AS_USUAL, PrintOptions, require_printable
from reportgen.store import resolve
from reportgen.store.reader import Store

_ENDING = ".pdf"
_LONGEST_NAME_BYTES = 200
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# Devices, whatever comes after a dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_MADE_A_DATE = re.compile(r"[A-Z][a-z]{2}-\d\d\Z")
T = TypeVar("T")


def plan_from_file(
    store: Store,
    path: Path,
    folder: Path,
    *,
    layout: str,
    skip_unpublished: bool = False,
    printing: PrintOptions = AS_USUAL,
) -> Plan:
    """The plan that a file describes; its brochures go into `folder`. `layout` is for rows that name none, and every
    row's has to be one that can be printed as `printing` says.

    What is real but not published is a fault of its row too, unless `skip_unpublished` asks for the others. Raises
    PlanError with every fault.
    """
    rows, problems = read_plan(path)
    reader = _Reader(store, path.parent, folder, layout, skip_unpublished, printing)
    for row in rows:
        reader.take(row)
    problems += reader.problems
    if problems:
        raise PlanError(path, problems)
    if not reader.jobs and not reader.missing:
        raise UsageError(f"{path} names no brochure.", cure="Add a row for each.")
    jobs = sorted(reader.jobs.values(), key=lambda job: job.path.name)
    brands = tuple((name, reading.brand) for name, reading in reader.brands.items())
    return Plan(tuple(jobs), tuple(reader.missing), brands, tuple(_changes(reader.brands)))


def _changes(brands: Mapping[str, Reading]) -> Iterator[str]:
    for reading in brands.values():
        yield from (f"{reading.file.name}: {change}" for change in reading.changes)


class _Reader:
    """Takes row after row; what a cell means is looked up once for each different cell."""

    def __init__(
        self, store: Store, base: Path, folder: Path, layout: str, skip_unpublished: bool, printing: PrintOptions
    ) -> None:
        self._store, self._base, self._folder, self._default = store, base, folder, layout
        self._skip, self._printing = skip_unpublished, printing
        self._occupation = cache(lambda words: resolve.occupation(store, words))
        self._area = cache(lambda words: resolve.area(store, words) if words else store.nation)
        self._layout = cache(self._layout_named)
        self._brand = cache(self._brand_named)
        self._published = cache(lambda area: frozenset(store.published_in(area)))
        self._rows: dict[str, int] = {}
        self.jobs: dict[str, Job] = {}
        self.brands: dict[str, Reading] = {}
        self.missing: list[NoSuchDataError] = []
        self.problems: list[PlanProblem] = []

    def take(self, row: PlanRow) -> None:
        soc = self._meant(row, "occupation", self._occupation)
        area = self._meant(row, "state", self._area)
        layout = self._meant(row, "layout", self._layout)
        output = self._meant(row, "output", _output_name)
        brand = self._meant(row, "brand", self._brand)
        if soc is None or area is None or layout is None or output is None or brand is None:
            return
        if soc.value not in self._published(area):
            error = not_published(self._store, soc, area)
            if self._skip:
                self.missing.append(error)
            else:
                self._note(row, "state", error.what, f"{error.cure} Or leave such rows out with --skip-unpublished.")
            return
        self._add(row, soc, area, layout, output, brand)

    def _add(self, row: PlanRow, soc: SocCode, area: Area, layout: str, output: str, brand: str) -> None:
        title = self._store.occupation_titles[soc.value]
        name = output or file_name(soc, title, area)
        same = _folded(name)
        if same in self._rows:
            column = "output" if output else "occupation"
            cure = "Give each its own name in the column output, or remove one."
            self._note(row, column, f"its file {name} is that of row {self._rows[same]:,} already", cure)
            return
        self._rows[same] = row.number
        group = row.cell("group") or group_title(self._store, soc)
        self.jobs[same] = Job(soc, title, area, self._folder / name, layout, group, brand)

    def _meant(self, row: PlanRow, column: str, meaning: Callable[[str], T]) -> T | None:
        words = row.cell(column)
        if column == "occupation" and not words:
            self._note(row, column, "it is empty", "Name one by code, title or words of it.")
            return None
        try:
            return meaning(words)
        except ReportgenError as error:
            cure = error.cure
            if column == "occupation" and _MADE_A_DATE.match(words):
                cure = "A spreadsheet took a code for a date. Format the column as text, or write the title."
            self._note(row, column, error.what, cure)
            return None

    def _layout_named(self, words: str) -> str:
        """The layout that a row names; a path is meant from the folder of the plan."""
        if not words:
            return self._default
        if "/" in words or "\\" in words or words.startswith("."):
            words = str((self._base / Path(words).expanduser()).resolve())
        require_printable(load_layout(words), self._printing)
        return words

    def _brand_named(self, words: str) -> str:
        """The brand file that a row names, by its path from the folder of the plan; read once for all its rows."""
        if not words:
            return ""
        path = (self._base / Path(words).expanduser()).absolute()
        try:
            self.brands[str(path)] = read_brand(path)
        except BrandError as error:
            faults = [line for problem in error.problems for line in problem.text.splitlines()]
            raise UsageError("this brand cannot be used", cure="\n".join(faults)) from None
        return str(path)

    def _note(self, row: PlanRow, column: str, what: str, cure: str) -> None:
        self.problems.append(PlanProblem(row.number, column, row.cell(column), what, cure))


def _folded(name: str) -> str:
    """File systems that fold case or the forms of letters would let one file replace the other."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _output_name(words: str) -> str:
    """A file name, with its ending; "" when none is given."""
    if not words:
        return ""
    name = words if words.lower().endswith(_ENDING) else words + _ENDING
    if found := _FORBIDDEN.search(name):
        raise UsageError(f"the name holds {found[0]!r}", cure="Write a plain file name, without folders.")
    if name.startswith(".") or name != name.strip() or name.lower() == _ENDING:
        raise UsageError("it is no name for a file", cure="Begin it with a letter or a digit.")
    stem = name[: -len(_ENDING)]
    if _RESERVED.fullmatch(stem) or stem.endswith((".", " ")):
        raise UsageError("Windows cannot have a file of that name", cure="Choose another, for whoever gets the folder.")
    if len(name.encode()) > _LONGEST_NAME_BYTES:
        raise UsageError(f"the name is longer than {_LONGEST_NAME_BYTES} bytes", cure="Shorten it.")
    return name
