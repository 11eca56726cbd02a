"""`reportgen check` over files that are no PDF, half of one, or one made to keep it busy: a word and exit code 1."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import reportgen
from reportgen.errors import ReportgenError
from reportgen.render import inspect, inspect_apart
from reportgen.render.inspect_apart import Limits, inspector

from .conftest import Cli

TREE = "/StructTreeRoot"


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def plain(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return pdf


def tagged() -> pikepdf.Pdf:
    """A page with a figure and a heading in its structure tree."""
    pdf = plain()
    kids = [pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"))) for kind in ("H1", "Figure", "TH")]
    pdf.Root[TREE] = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array(kids)))
    return pdf


def written(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of these objects, as they are."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), {}
    out.seek(0, io.SEEK_END)
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1))
    for number in range(1, max(objects) + 1):
        out.write(b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f"))
    out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, root, start))
    return out.getvalue()


# --- not whole ----------------------------------------------------------------------------------------------------


UNREADABLE = {
    "empty": (b"", "is not a whole PDF"),
    "half": (b"%PDF-1.7 half", "is not a whole PDF"),
    "zip": (b"PK\x03\x04" + bytes(100), "is not a whole PDF"),
    "web-page": (b"<html>Access denied</html>", "is not a whole PDF"),
    "noise": (os.urandom(5_000), "is not a whole PDF"),
    "password": (
        saved(plain(), encryption=pikepdf.Encryption(owner="a", user="b")), "is protected with a password",
    ),
}  # fmt: skip


def test_what_is_no_readable_pdf_is_told(cli: Cli) -> None:
    for name, (data, _) in UNREADABLE.items():
        Path(f"{name}.pdf").write_bytes(data)
    result = cli("check", *(f"{name}.pdf" for name in UNREADABLE))
    assert result.exit_code == 1
    said = re.split(r"^(?=FAULTY|OK)", result.stdout, flags=re.MULTILINE)[1:]
    found = json.loads(cli("check", *(f"{name}.pdf" for name in UNREADABLE), "--json").stdout)
    for (name, (_, words)), told, record in zip(UNREADABLE.items(), said, found, strict=True):
        assert told.startswith(f"FAULTY  {name}.pdf: cannot be read") and words in told
        assert record["report"] is None and words in record["problems"][0]


def test_a_pdf_cut_off_anywhere_is_told_or_mended(cli: Cli) -> None:
    whole = saved(tagged())
    names = []
    for end in range(0, len(whole), max(1, len(whole) // 12)):
        names.append(f"{end}.pdf")
        Path(names[-1]).write_bytes(whole[:end])
    result = cli("check", *names)
    assert result.exit_code == 1
    assert f"{len(names)} of {len(names)} files have problems." in result.stderr


def test_a_folder_a_pipe_and_nothing(cli: Cli) -> None:
    Path("folder.pdf").mkdir()
    os.mkfifo("pipe.pdf")
    result = cli("check", "folder.pdf", "pipe.pdf", "none.pdf")
    assert result.exit_code == 1
    for words in ("folder.pdf cannot be read: Is a directory", "pipe.pdf cannot be checked. It is no file", "none.pdf"):
        assert words in result.stdout


def test_names_and_titles_do_no_harm_to_a_terminal(cli: Cli) -> None:
    pdf = plain()
    pdf.docinfo["/Title"] = "A\x1b]0;harm\x07\u202eB"
    name = "\udcff\x1b[2J.pdf"
    pdf.save(name)
    for options in ((), ("--json",)):
        result = cli("check", name, *options)
        assert result.exit_code == 1
        assert "\x1b" not in result.output and "\x07" not in result.output


# --- what leads back to itself, and what is of another kind than it should be --------------------------------------


def cyclic_structure(pdf: pikepdf.Pdf) -> None:
    pdf.Root[TREE].K[0].K = pdf.Root[TREE]


def structure_of_itself(pdf: pikepdf.Pdf) -> None:
    element = pdf.Root[TREE].K[0]
    element.K = pikepdf.Array([element, element])


def shared_structure(pdf: pikepdf.Pdf) -> None:
    """Each element has the next one twice: 2 to the power of 60 ways through them."""
    last = pdf.Root[TREE].K[0]
    for _ in range(60):
        last = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array([last, last])))
    pdf.Root[TREE].K = last


def deep_structure(pdf: pikepdf.Pdf) -> None:
    last = pdf.Root[TREE].K[0]
    for _ in range(5_000):
        last = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, K=last))
    pdf.Root[TREE].K = last


def ring_of_parents(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    del page["/MediaBox"]
    page.Parent.Parent = page.Parent


def odd_kinds(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = 7
    pdf.Root.ViewerPreferences = pikepdf.Array([])
    pdf.Root.MarkInfo = pikepdf.Name.Yes
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Array([1]))
    page = pdf.pages[0].obj
    page.Annots = pikepdf.Dictionary(A=1)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Array([1, 2]))
    elements = pdf.Root[TREE].K
    elements[0].S = pikepdf.Name("/H" + "9" * 50)
    elements[1].Alt = pikepdf.Array([])
    elements[2].A = pikepdf.Array([1, pikepdf.Name.Scope, pikepdf.Dictionary()])


def odd_fonts_and_links(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    fonts = {"A": 1, "B": pikepdf.Dictionary(DescendantFonts=pikepdf.Array([])),
             "C": pikepdf.Dictionary(BaseFont="text", FontDescriptor=3)}  # fmt: skip
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({f"/{name}": font for name, font in fonts.items()}))
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(URI=3))
    page.Annots = pikepdf.Array([1, pikepdf.Dictionary(Subtype="Link", A=2), link])
    page.MediaBox = pikepdf.Array([0, 0, pikepdf.Name.Wide])


HARM = (cyclic_structure, structure_of_itself, shared_structure, deep_structure, ring_of_parents, odd_kinds,
        odd_fonts_and_links)  # fmt: skip


@pytest.fixture
def without_conformance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "_conformance", lambda data, root: ("", []))


@pytest.mark.usefixtures("without_conformance")
@pytest.mark.parametrize("harm", HARM, ids=lambda each: each.__name__)
def test_odd_objects_are_problems_and_no_traceback(harm: Callable[[pikepdf.Pdf], None]) -> None:
    pdf = tagged()
    harm(pdf)
    begun = time.process_time()  # of this process alone: how busy the machine is does not count
    report = inspect.inspect_pdf(saved(pdf))
    assert not report.is_good
    assert len(report.page_sizes_pt) == 1
    assert time.process_time() - begun < 20


def test_the_whole_check_holds_against_them(cli: Cli) -> None:
    """With the machine check of page-validation too, where it is installed."""
    for harm in HARM:
        pdf = tagged()
        harm(pdf)
        Path(f"{harm.__name__}.pdf").write_bytes(saved(pdf))
    result = cli("check", *(f"{harm.__name__}.pdf" for harm in HARM))
    assert result.exit_code == 1
    assert f"{len(HARM)} of {len(HARM)} files have problems." in result.stderr


@pytest.mark.usefixtures("without_conformance")
def test_a_ring_of_pages_is_refused() -> None:
    ring = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}
    with pytest.raises(ReportgenError, match="is not a whole PDF"):
        inspect.inspect_pdf(written(ring))


@pytest.mark.usefixtures("without_conformance")
def test_pages_are_counted_not_believed() -> None:
    claims = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
    }
    assert inspect.inspect_pdf(written(claims)).page_sizes_pt == ((612.0, 792.0),)


@pytest.mark.usefixtures("without_conformance")
def test_endless_trees_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.render import pdf_objects

    monkeypatch.setattr(pdf_objects, "MOST_ELEMENTS", 100)
    pdf = tagged()
    deep_structure(pdf)
    with pytest.raises(ReportgenError, match="more than 100 elements"):
        inspect.inspect_pdf(saved(pdf))


def test_a_file_larger_than_any_brochure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "LARGEST_BYTES", 1_000)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF" + bytes(2_000))
    with pytest.raises(ReportgenError, match="larger than"):
        inspect.inspect_pdf(path)


# --- a process of its own, with limits ----------------------------------------------------------------------------


def bomb(megabytes: int) -> bytes:
    """An object stream of a few kilobytes that unpacks to `megabytes`: zeros, packed and packed again."""
    blank, checksum = b" " * 1_000_000, 1
    packer = zlib.compressobj(9, wbits=-15)
    packer.compress(blank), packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)  # the same for every further million
    for _ in range(megabytes):
        checksum = zlib.adler32(blank, checksum)
    packed = b"\x78\x9c" + block * megabytes + b"\x03\x00" + checksum.to_bytes(4, "big")
    twice = zlib.compress(packed, 9)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream"
    objects = {3: stream % (len(twice), twice)}
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n3 0 obj\n" + objects[3] + b"\nendobj\n")
    start = out.tell()
    entries = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([index])
        for kind, place, index in ((0, 0, 255), (2, 3, 0), (2, 3, 0), (1, 9, 0), (1, start, 0))
    )
    out.write(
        b"4 0 obj\n<< /Type /XRef /Size 5 /Root 1 0 R /W [1 4 1] /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(entries), entries, start)
    )
    return out.getvalue()


CHECKED = """
import resource, sys
from pathlib import Path
from reportgen.errors import ReportgenError
from reportgen.render.inspect_apart import Limits, inspector
with inspector(Limits(seconds=90, memory_mb=500)) as apart:
    for path in sys.argv[1:]:
        try:
            print(len(apart.inspect(Path(path)).page_sizes_pt))
        except ReportgenError as error:
            print(error.what)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")
def test_a_stream_that_unpacks_to_gigabytes_takes_no_more_than_it_may(tmp_path: Path) -> None:
    path, good = tmp_path / "bomb.pdf", tmp_path / "good.pdf"
    path.write_bytes(bomb(800))
    assert path.stat().st_size < 200_000
    good.write_bytes(saved(tagged()))
    answer = subprocess.run(
        [sys.executable, "-c", CHECKED, str(path), str(good)], capture_output=True, text=True, check=True
    )
    told, pages, peak_kb = answer.stdout.splitlines()
    assert "was not checked: it took more than 500 MB" in told or "is not a whole PDF" in told
    assert pages == "1"  # the next file is checked all the same
    assert int(peak_kb) < 500_000


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect_apart, "_COMMAND", ("-c", "import time; time.sleep(300)"))
    path = tmp_path / "slow.pdf"
    path.write_bytes(b"%PDF")
    started = time.monotonic()
    with inspector(Limits(seconds=0.5)) as apart, pytest.raises(ReportgenError, match=r"it took more than 0.5 seconds"):
        apart.inspect(path)
    assert time.monotonic() - started < 200  # on the busiest machine; it would have slept for 300


def test_a_module_of_the_current_folder_is_not_run(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(reportgen.__file__).parents[1]))
    Path("json.py").write_text("raise SystemExit(3)")
    Path("a.pdf").write_bytes(saved(plain()))
    assert "FAULTY  a.pdf: 1 pages" in cli("check", "a.pdf").stdout


def test_what_comes_back_is_what_was_found(tmp_path: Path) -> None:
    pdf = tagged()
    pdf.docinfo["/Title"] = "Zoë \ud83c\udf93".encode("utf-16", "surrogatepass").decode("utf-16")
    path = tmp_path / "a.pdf"
    path.write_bytes(saved(pdf))
    with inspector() as apart:
        assert apart.inspect(path) == inspect.inspect_pdf(path)
