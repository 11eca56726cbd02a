"""What is fuzzed: for each reader of something from outside a function of bytes, and inputs to begin with.

Only ReportgenError (and the brand readers' Refused, which never leaves them) may come out of one; what is let through
has to be harmless. `tests/hostile/test_crashes.py` gives every crash that was ever found to the same functions.
"""

from __future__ import annotations

import io
import itertools
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest import mock

from reportgen.errors import ReportgenError

Taker = Callable[[bytes], object]
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Target:
    """`take` reads one input; `seeds` are good ones."""

    take: Taker
    seeds: tuple[bytes, ...]


class Scratch:
    """A folder for the files that readers want, in memory where there is such a place."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
        self._kept = tempfile.TemporaryDirectory(prefix="fuzz-", dir=memory if memory.is_dir() else None)
        self.folder = Path(self._kept.name)
        self._numbers = itertools.count()

    def with_file(self, data: bytes, name: str, read: Callable[[Path], object]) -> None:
        """Give `read` a file in a folder of its own: what is known of files by their time must not be met again."""
        folder = self.folder / str(next(self._numbers))
        folder.mkdir()
        path = folder / name
        path.write_bytes(data)
        try:
            with suppress(ReportgenError):
                read(path)
        finally:
            path.unlink()
            folder.rmdir()


# --- official files -----------------------------------------------------------------------------------------------


def of_importer(key: str) -> Target:
    """The rows below the headings: sheets apart by form feeds, rows by line ends, cells by tabs."""
    from tests.hostile.samples import SAMPLES, import_cells, require_harmless

    sample = SAMPLES[key]
    _, file = sample.described()
    good = sample.cells()
    names = [table.sheet or "" for table in file.tables]
    heads = {table.sheet or "": good[table.sheet or ""][: table.header_row] for table in file.tables}

    def take(data: bytes) -> None:
        sheets = data.decode("utf-8", "replace").split("\f")
        cells = {
            name: [*heads[name], *(line.split("\t") for line in sheet.split("\n"))]
            for name, sheet in itertools.zip_longest(names, sheets[: len(names)], fillvalue="")
        }
        with suppress(ReportgenError):
            require_harmless(import_cells(sample, cells))

    seed = "\f".join("\n".join("\t".join(row) for row in good[name][len(heads[name]) :][:60]) for name in names)
    return Target(take, (seed.encode(),))


def any_file() -> Target:
    """A file of any official name; the first byte picks it."""
    from reportgen.sources.importers import import_path
    from tests.hostile.samples import SAMPLES, require_harmless, videos, written

    scratch = Scratch()
    names = [sample.name for sample in SAMPLES.values() if not sample.name.endswith(".xlsx")]
    names += ["careeronestop-career-videos.json", "national_by_industry_m2024.csv.gz"]

    def take(data: bytes) -> None:
        def read(path: Path) -> None:
            for found in import_path(path):
                require_harmless(found)

        if data:
            scratch.with_file(data[1:], names[data[0] % len(names)], read)

    seeds = []
    for place, sample in enumerate(each for each in SAMPLES.values() if not each.name.endswith(".xlsx")):
        if sample.name != "sarpp_state_2008_2023.csv":
            seeds.append(bytes([place]) + written(sample, sample.cells(), scratch.folder / "seed").read_bytes()[:8000])
    return Target(take, (*seeds, bytes([len(names) - 2]) + videos().encode()))


def career_videos() -> Target:
    from reportgen.sources.career_videos import import_career_videos
    from tests.hostile.samples import VIDEOS, videos
    from tests.sources.fixtures import described

    scratch, (release, file) = Scratch(), described(*VIDEOS)
    take = partial(scratch.with_file, name="videos.json", read=lambda path: import_career_videos(path, release, file))
    return Target(take, (videos().encode(),))


def archive() -> Target:
    from reportgen.sources.importers import import_path

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("db/Read Me.txt", "O*NET 30.1 Database\r\n")
        made.writestr("db/Job Zones.txt", "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\r\n")
    scratch = Scratch()
    take = partial(scratch.with_file, name="a.zip", read=lambda path: list(import_path(path)))
    return Target(take, (packed.getvalue(),))


# --- workbooks ----------------------------------------------------------------------------------------------------


def _workbook() -> bytes:
    from tests.roster.workbooks import workbook

    return workbook([["name", "careers"], ["Ana", "Electricians"], [1.5, True], ["=1+1", "#N/A"]])


def _stored(data: bytes, sheet: bytes) -> bytes:
    """The workbook with another sheet, unpacked, so that a reader gets the very bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == SHEET else old.read(name))
    return out.getvalue()


def _of_tables(data: bytes) -> None:
    from reportgen.tables.workbook import read_workbook

    with suppress(ReportgenError):
        read_workbook(data, Path("any.xlsx"), most_cells=200_000)


def workbook_bytes() -> Target:
    from reportgen.sources.workbooks import sheet_headings

    scratch = Scratch()

    def take(data: bytes) -> None:
        _of_tables(data)
        scratch.with_file(data, "any.xlsx", sheet_headings)

    good = _workbook()
    with zipfile.ZipFile(io.BytesIO(good)) as opened:
        sheet = opened.read(SHEET)
    return Target(take, (good, _stored(good, sheet)))


def workbook_sheet() -> Target:
    good = _workbook()
    with zipfile.ZipFile(io.BytesIO(good)) as opened:
        sheet = opened.read(SHEET)
    return Target(lambda data: _of_tables(_stored(good, data)), (sheet,))


# --- lists of a school --------------------------------------------------------------------------------------------

_ROSTER = (
    b"name,homeroom,grade,email,language,state,careers,copies\nAna,7A,8,a@x.org,es,TX,Electricians; 29-2072,3\n",
    "Student name\tCareer 1\tCareer 2\nBo\tNurses\tNov-21\n".encode("utf-16"),
    'name;careers\n"Zoë";"Buyers and Purchasing Agents"\n'.encode("cp1252"),
)
_PLAN = (
    b"occupation,state,layout,brand,output,group\n29-2072,TX,handout,,a.pdf,Health\nElectricians,,,,,\n",
    b'{"occupation": "29-2072", "state": "TX"}\n{"occupation": "Electricians", "output": "x"}\n',
)


def roster() -> Target:
    from reportgen.roster.read import examine
    from reportgen.store.reader import open_store
    from tests.store import tiny

    scratch = Scratch()
    opened = open_store(tiny.make(scratch.folder / "store.sqlite"))
    store = opened.__enter__()
    endings = (".csv", ".tsv", ".txt", ".xlsx")

    def read(path: Path, kept: object = opened) -> None:  # forgotten, the store would be closed
        examine(path, store, area=None)

    def take(data: bytes) -> None:
        if data:
            scratch.with_file(data[1:], f"any{endings[data[0] % 4]}", read)

    return Target(take, tuple(bytes([place % 4]) + each for place, each in enumerate(_ROSTER)))


def plan() -> Target:
    from reportgen.batch.plan_rows import plan_from_file
    from reportgen.store.reader import open_store
    from tests.store import tiny

    scratch = Scratch()
    opened = open_store(tiny.make(scratch.folder / "store.sqlite"))
    store = opened.__enter__()
    endings = (".csv", ".jsonl", ".tsv", ".xlsx")

    def take(data: bytes) -> None:
        def read(path: Path, kept: object = opened) -> None:  # forgotten, the store would be closed
            for job in plan_from_file(store, path, Path("out"), layout="handout").jobs:
                assert job.path.parent == Path("out"), job.path

        if data:
            scratch.with_file(data[1:], f"any{endings[data[0] % 4]}", read)

    return Target(take, tuple(bytes([place]) + each for place, each in enumerate(_PLAN)))


# --- layouts, brands, texts, addresses ----------------------------------------------------------------------------


def layout_toml() -> Target:
    from reportgen import resources
    from reportgen.render.layout import load_layout

    scratch = Scratch()
    seeds = tuple(path.read_bytes() for path in sorted(resources.folder("layouts").glob("*/layout.toml")))
    return Target(
        partial(scratch.with_file, name="layout.toml", read=lambda path: load_layout(str(path.parent))), seeds
    )


def brand_toml() -> Target:
    from reportgen import resources
    from reportgen.brand import read_brand

    scratch = Scratch()
    samples = sorted(resources.folder("assets").rglob("*.toml"))
    seeds = (b'name = "Harbor View"\nweb = "https://a.example.org"\naccent = "#1d4e89"\n',)
    return Target(
        partial(scratch.with_file, name="school.toml", read=read_brand),
        (*(each.read_bytes() for each in samples), *seeds),
    )


def text_toml() -> Target:
    from reportgen.sources.editorial import read_file, shipped_folder

    scratch = Scratch()
    seeds = tuple(path.read_bytes() for path in sorted(shipped_folder().glob("*.toml"))[:2])
    return Target(partial(scratch.with_file, name="29-2072.toml", read=read_file), seeds)


_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><defs><path id="a" d="M0 0h10v10z"/></defs>'
    b'<style>.b{fill:url(#a)}</style><g class="b"><use href="#a" x="5"/><rect width="9" height="4e1"/></g></svg>'
)


def _refusing(read: Callable[[bytes], object]) -> Taker:
    from reportgen.brand.problem import Refused

    def take(data: bytes) -> None:
        with suppress(Refused):
            read(data)

    return take


def logo_svg() -> Target:
    from reportgen.brand.svg import read_svg

    def read(data: bytes) -> None:
        drawn = read_svg(data)
        assert not {b"javascript", b"<script", b"file:", b"http://"} & {
            word for word in (b"javascript", b"<script", b"file:") if word in drawn.data.lower()
        }, drawn.data
        again = read_svg(drawn.data)
        assert (again.width, again.height) == (drawn.width, drawn.height)

    return Target(_refusing(read), (_SVG,))


def logo_png() -> Target:
    from PIL import Image

    from reportgen.brand.png import read_png

    seeds = []
    for mode in ("RGBA", "L", "P"):
        out = io.BytesIO()
        Image.new(mode, (5, 3), 1).save(out, "PNG")
        seeds.append(out.getvalue())
    refusing = _refusing(read_png)

    def take(data: bytes) -> None:
        refusing(data)
        refusing(_with_checksums(data))

    return Target(take, tuple(seeds))


def _with_checksums(data: bytes) -> bytes:
    """A PNG whose chunks have the checksums that they should: else nothing but checksums would ever be looked at."""
    out, at = bytearray(data[:8]), 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        named = data[at + 4 : at + 8 + length]
        out += data[at : at + 4] + named + zlib.crc32(named).to_bytes(4, "big")
        at += 12 + length
    return bytes(out)


def addresses() -> Target:
    """Web addresses of a brand, addresses of stores, e-mail addresses, addresses of videos."""
    from reportgen.batch.address_words import address_of
    from reportgen.brand.address import check_address
    from reportgen.brand.problem import Refused
    from reportgen.roster import email

    def take(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        with suppress(Refused):
            assert check_address(text).lower().startswith("https://")
        with suppress(ReportgenError):
            place = address_of(text).words.partition("://")[2].partition("/")[0]
            assert ":" not in place.rpartition("@")[0], "a password was let through"
        if email.fault_of(text) is None:
            assert text.isprintable() and text.count("@") == 1 and " " not in text

    return Target(
        take,
        (b"https://www.example.org/a?b=c#d", b"s3://bucket/folder", b"file:///a/b", b"ana.o'neil@mail.example.org"),
    )


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf() -> Target:
    """The structural checks; what page-validation makes of it is its makers' affair, and stays in a process apart."""
    import pikepdf

    from reportgen.render import inspect

    made = pikepdf.new()
    page = made.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name.Helvetica, Subtype=pikepdf.Name.Type1)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj["/Annots"] = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://a.org"))]
    )
    figure = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt="x"))
    made.Root.StructTreeRoot = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([figure]))
    )
    made.docinfo["/Title"] = "T"
    plain, packed = io.BytesIO(), io.BytesIO()
    made.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    made.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    def take(data: bytes) -> None:
        with suppress(ReportgenError), mock.patch.object(inspect, "_conformance", return_value=("", [])):
            inspect.inspect_pdf(data)

    return Target(take, (plain.getvalue(), packed.getvalue()))


def _importer_keys() -> Iterator[str]:
    """A sample for each importer: the first of those that it reads."""
    from tests.hostile.samples import SAMPLES

    seen = set()
    for key, sample in SAMPLES.items():
        importer = sample.described()[1].importer
        if importer not in seen:
            seen.add(importer)
            yield key


def all_targets() -> dict[str, Callable[[], Target]]:
    """Name → what makes it ready."""
    return {
        **{f"import-{key}": partial(of_importer, key) for key in _importer_keys()},
        "import-videos": career_videos,
        "import-file": any_file,
        "import-archive": archive,
        "workbook-bytes": workbook_bytes,
        "workbook-sheet": workbook_sheet,
        "roster": roster,
        "plan": plan,
        "layout": layout_toml,
        "brand": brand_toml,
        "texts": text_toml,
        "logo-svg": logo_svg,
        "logo-png": logo_png,
        "addresses": addresses,
        "pdf": pdf,
    }
