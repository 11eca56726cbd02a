"""Official files that are damaged, cut off, packed to do harm, or something else: a word, and the store as it was."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import SourceError
from reportgen.sources import importers, unpacking
from reportgen.tables import archive, survey
from tests.cli.test_data import JOB_ZONES, README
from tests.roster.workbooks import SHEET, edited
from tests.sources.fixtures import write

from .conftest import Cli
from .samples import SAMPLES, written

STATE = "state_M2024_dl.xlsx"


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(importers.import_path(path))
    assert caught.value.cure
    assert str(caught.value).replace("\n", "").isprintable()
    return caught.value


def zipped(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def workbook(folder: Path, change: Callable[[bytes], bytes] = lambda sheet: sheet, member: str = SHEET) -> Path:
    """A small state workbook of OEWS, with the XML of its sheet changed."""
    sample = SAMPLES["oews-state"]
    path = write(folder / STATE, sample.described()[1], sample.make())
    path.write_bytes(edited(path.read_bytes(), change, member))
    return path


@pytest.fixture
def own_store(cli: Cli, tiny_store: Path, clean_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own store, which no import below may change."""
    path = clean_home / "mine.sqlite"
    path.write_bytes(tiny_store.read_bytes())
    monkeypatch.setenv("REPORTGEN_STORE", str(path))
    return path


# --- through the command line -------------------------------------------------------------------------------------


def hostile_files(folder: Path) -> list[Path]:
    """One of each kind."""
    good = written(SAMPLES["oews-state-extract"], SAMPLES["oews-state-extract"].cells(), folder / "good").read_bytes()
    made = {
        "state_M2025_derived.csv": good.replace(b'"1230"', b'"1e12"'),
        "occ_level.csv": good.decode().encode("utf-16"),
        "Job Zones.txt": JOB_ZONES.encode()[:9_000],
        "soc2010_soc2018.csv": b"<!DOCTYPE html><title>Access denied</title>",
        "national_M2024_dl.xlsx": b"<html>Access denied</html>",
        "natsector_M2024_dl.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "oesm24st.zip": b"PK\x03\x04 cut off",
        "national_by_industry_M2024.csv.gz": gzip.compress(good)[:-20],
        "careeronestop-career-videos.json": b'{"videos": ' + b"[" * 100_000,
        "\udcff\x1b[31m.csv": b"a,b\n",
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


def test_no_hostile_file_gets_into_the_store(cli: Cli, own_store: Path, clean_home: Path) -> None:
    folder = clean_home / "files"
    folder.mkdir()
    files = hostile_files(folder)
    (folder / "Read Me.txt").write_text(README)
    before = own_store.read_bytes()
    for path in files:
        result = cli("data", "import", str(path))
        assert result.exit_code == 1, result.output
        assert result.stderr.startswith("Error: ") and "Traceback" not in result.output
        assert result.stderr.replace("\n", "").isprintable()
    assert cli("data", "import", *map(str, files)).exit_code == 1
    assert own_store.read_bytes() == before
    assert sorted(path.name for path in clean_home.iterdir()) == ["files", "mine.sqlite"]


def test_no_hostile_folder_becomes_a_store(cli: Cli, clean_home: Path) -> None:
    folder = clean_home / "files"
    folder.mkdir()
    hostile_files(folder)
    target = clean_home / "built.sqlite"
    target.write_bytes(b"what was there before")
    result = cli("data", "build", "--from", str(folder), "--output", str(target))
    assert result.exit_code == 1, result.output
    assert target.read_bytes() == b"what was there before"


# --- text files ---------------------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_no_letter_of_the_first_heading(tmp_path: Path) -> None:
    folder = tmp_path / "onet"
    folder.mkdir()
    (folder / "Read Me.txt").write_text(README)
    (folder / "Job Zones.txt").write_bytes(b"\xef\xbb\xbf" + JOB_ZONES.encode())
    (found,) = importers.import_path(folder)
    assert len(found.tables["job_zone"]) == 923


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_text_file_cut_off_anywhere_is_refused(tmp_path: Path, packed: bool) -> None:
    data = JOB_ZONES.encode()
    whole = gzip.compress(data) if packed else data
    (tmp_path / "Read Me.txt").write_text(README)
    path = tmp_path / "Job Zones.txt"
    ends = [*range(0, len(whole), 1024), *(len(whole) - less for less in (1, 2, 3, 9))]
    for end in ends:
        path.write_bytes(whole[:end])
        if data.startswith(whole[:end]) and end == len(whole) - 1:
            continue  # "\r" ends a line too
        refused(path)
    path.write_bytes(whole)
    assert list(importers.import_path(path))


def test_a_file_that_ends_within_its_last_figure_is_refused(tmp_path: Path) -> None:
    sample = SAMPLES["frey"]
    release, file = sample.described()
    path = written(sample, sample.cells(), tmp_path / sample.name)
    assert importers.import_file(path, release, file)
    path.write_bytes(path.read_bytes().rstrip()[:-2])
    with pytest.raises(SourceError, match=r"cannot be read as csv|ends within a line"):
        importers.import_file(path, release, file)
    cut = path.read_bytes().replace(b'"', b"")
    path.write_bytes(cut)
    with pytest.raises(SourceError, match="row 4: ends within a line: it may have been cut off"):
        importers.import_file(path, release, file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a,b".encode("utf-16"), "UTF-16"),
        (b"a,b\0", "NUL"),
        (b"\xff\xfa,b", "not valid text"),
        (b"\n <HTML>", "web page"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"", "has 0 rows"),
        (b'"SOC Code', "heading row|cannot be read"),
    ],
)
def test_what_is_no_text_of_the_publisher_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "soc2010_soc2018.csv"
    path.write_bytes(data)
    assert any(each in str(refused(path)) for each in words.split("|"))


def test_gzip_that_is_a_giant_is_not_unpacked_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 1_000_000)
    path = tmp_path / "national_by_industry_M2024.csv.gz"
    path.write_bytes(gzip.compress(bytes(30_000_000)))
    assert "unpacks to more than" in str(refused(path))


@pytest.mark.parametrize(
    "text", ['{"a": ' + "9" * 5_000 + "}", '{"a": ' + "[" * 100_000, '{"metadata": 3, "videos": {"a": 1}}']
)
def test_json_that_python_cannot_hold(tmp_path: Path, text: str) -> None:
    path = tmp_path / "careeronestop-career-videos.json"
    path.write_text(text)
    refused(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / STATE
    os.mkfifo(path)
    assert "is no file" in str(refused(path))


# --- workbooks ----------------------------------------------------------------------------------------------------


def test_a_workbook_cut_off_at_every_kilobyte_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    whole = path.read_bytes()
    for end in (*range(0, len(whole), 1024), len(whole) - 1):
        path.write_bytes(whole[:end])
        refused(path)


def test_a_lone_cell_far_out_takes_no_memory(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = workbook(tmp_path, lambda sheet: sheet.replace(b"</sheetData>", far))
    assert "down to row 1,048,576 and over 16,384 columns" in str(refused(path))


def test_a_long_text_in_many_cells_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MOST_CHARACTERS", 1_000_000)
    path = workbook(tmp_path, lambda sheet: sheet.replace(b't="inlineStr"><is><t>Texas</t></is>', b't="s"><v>0</v>'))
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 500_000 + b"</t></si></sst>")
    assert "comes to more than" in str(refused(path))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (rb"<v>1230</v>", rb"<f>A1*2</f><v>1230</v>", "column TOT_EMP: the cell is computed by a formula"),
        (rb"<v>1230</v>", rb"<f>A1*2</f><v></v>", "column TOT_EMP: the cell is an error, #FORMULA!"),
        (rb't="n"><v>1230</v>', rb't="e"><v>#N/A</v>', "column TOT_EMP: the cell is an error, #N/A"),
        (rb"<v>1230</v>", rb"<v>1e12</v>", "column TOT_EMP: “1000000000000” is not a plausible number"),
        (rb"<v>1230</v>", rb"<v>NaN</v>", "column TOT_EMP"),
        (rb"<v>1230</v>", rb"<v>1e999</v>", "column TOT_EMP"),
        (rb"<v>1230</v>", rb"<v>-1230</v>", "column TOT_EMP: employment cannot be -1230"),
        (rb"<v>1230</v>", rb"<v>1230.5</v>", "column TOT_EMP: “1230.5” is not a whole number"),
        (rb"<sheetData>", rb"<sheetData><row>", "cannot be read as a workbook"),
        (rb' r="A1"', b' r="' + b"A" * 100_000 + rb'1"', "is no column"),
        (rb' r="A1"', b' r="A' + b"1" * 5_000 + rb'"', "damaged"),
    ],
)
def test_a_sheet_that_excel_or_somebody_else_spoiled(tmp_path: Path, old: bytes, new: bytes, words: str) -> None:
    path = workbook(tmp_path, lambda sheet: sheet.replace(old, new, 1))
    assert words in str(refused(path))


def test_another_sheet_is_not_read_in_its_place(tmp_path: Path) -> None:
    path = workbook(tmp_path, lambda xml: xml.replace(b"state_M2024_dl", b"Notes"), "xl/workbook.xml")
    assert "has no sheet “state_M2024_dl”; it has “Notes”" in str(refused(path))


# --- archives -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])  # noqa: S108
def test_an_archive_writes_nothing_outside(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {"Read Me.txt": README.encode(), name: b"harm"})
    assert "points outside" in str(refused(path))
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_a_link_in_an_archive_is_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(JOB_ZONES)
    link = zipfile.ZipInfo("db/Job Zones.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("db/Read Me.txt", README)
        made.writestr(link, str(secret))
    assert "heading row" in str(refused(path))


def test_bombs_are_told_by_what_they_say_of_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {"Job Zones.txt": bytes(20_000_000)})
    assert "which unpacks to" in str(refused(path))
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 5_000_000)
    assert "more than 5 MB" in str(refused(path))
    monkeypatch.setattr(archive, "MOST_MEMBERS", 50)
    path = zipped(tmp_path / "many.zip", {f"{number}.txt": b"" for number in range(60)})
    assert "has 60 members" in str(refused(path))


def lying(data: bytes, claimed: int) -> bytes:
    """The archive of one member that says it unpacks to fewer bytes than it does, its checksum made to fit."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        content = opened.read(opened.namelist()[0])
    spoilt = bytearray(data)
    facts = zlib.crc32(content[:claimed]).to_bytes(4, "little"), claimed.to_bytes(4, "little")
    for start, checksum, size in ((data.index(b"PK\x03\x04"), 14, 22), (data.rindex(b"PK\x01\x02"), 16, 24)):
        for place, fact in zip((start + checksum, start + size), facts, strict=True):
            spoilt[place : place + 4] = fact
    return bytes(spoilt)


def test_a_bomb_that_lies_about_its_size_is_found_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Job Zones.txt": os.urandom(500) + bytes(5_000_000)})
    path.write_bytes(lying(path.read_bytes(), 2_000))
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None  # Python's own check sees nothing; other readers unpack all of it
    assert "damaged" in str(refused(path))


def test_odd_archives_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Job Zones.txt": JOB_ZONES.encode()}, zipfile.ZIP_BZIP2)
    assert "packed in an unusual way" in str(refused(path))
    path = zipped(tmp_path / "b.zip", {"x" * 300: b""})
    assert "cannot be unpacked" in str(refused(path))
    path = zipped(tmp_path / "c.zip", {"a": b"", "a/Job Zones.txt": b""})
    assert "cannot be unpacked" in str(refused(path))
    locked = bytearray(zipped(tmp_path / "d.zip", {"Job Zones.txt": JOB_ZONES.encode()}).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    path.write_bytes(locked)
    assert "protected with a password" in str(refused(path))
    damaged = bytearray(zipped(tmp_path / "e.zip", {"Job Zones.txt": JOB_ZONES.encode()}).read_bytes())
    damaged[200:260] = bytes(60)
    path.write_bytes(damaged)
    assert "damaged" in str(refused(path))


def test_an_archive_cut_off_at_every_kilobyte_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"db/Read Me.txt": README.encode(), "db/Job Zones.txt": JOB_ZONES.encode()})
    whole = path.read_bytes()
    assert list(importers.import_path(path))
    for end in (*range(0, len(whole), 1024), len(whole) - 1):
        path.write_bytes(whole[:end])
        refused(path)
