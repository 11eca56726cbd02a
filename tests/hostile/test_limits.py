"""Layouts that want all memory, all time or an absurd page: each ends with its folder or file named.

What layouts read, and what their templates may do, is in tests/layouts/test_confinement.py and tests/render/.
"""

from __future__ import annotations

import struct
import time
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.batch.alone import Page, make_alone
from reportgen.batch.limits import Limits
from reportgen.cli import main
from reportgen.errors import ReportgenError
from reportgen.render import check_rendered, load_layout, render_pdf
from tests.pdf_text import pages
from tests.render.brochures import BARE
from tests.render.test_confinement import layout_with

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
PICTURE = '<img alt="x" src="a.png">'
# Ten shapes repeated ten times, seven times over: ten million, in half a kilobyte.
REPEATED = '<g id="a"><path d="M0 0h1v1z"/></g>' + "".join(
    f'<g id="{after}">{f"""<use href="#{before}"/>""" * 10}</g>'
    for before, after in zip("abcdefg", "bcdefgh", strict=True)
)
LAUGHS = "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefghi", "bcdefghij", strict=True)
)


def png(side_px: int) -> bytes:
    """A black square of one bit a pixel, packed twice as small as it can be."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side_px, side_px, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side_px // 8 + 1) * side_px), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def refusal(folder: Path) -> str:
    layout = load_layout(folder)
    with pytest.raises(ReportgenError) as caught:
        check_rendered(render_pdf(BARE, layout), BARE, layout)
    assert caught.value.cure
    return caught.value.what


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a"])
def test_a_picture_of_144_megapixels_is_not_decoded(tmp_path: Path, name: str) -> None:
    data = png(12_000)
    assert len(data) < 18_000
    folder = layout_with(tmp_path / "own", PICTURE.replace("a.png", name))
    (folder / name).write_bytes(data)
    begun = time.perf_counter()
    assert f"{folder / name} has more than 40 million pixels" in refusal(folder)
    assert time.perf_counter() - begun < 10  # to decode it takes twice that, and a gigabyte


@pytest.mark.parametrize(
    "svg",
    [
        f'<!DOCTYPE svg [<!ENTITY a "ha">{LAUGHS}]>{SVG.format("<text>&j;</text>")}',
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "CANARY">]>{SVG.format("<text>&a;</text>")}',
        SVG.format('<g id="a"><use href="#a"/></g>'),
        "no drawing",
        "",
    ],
    ids=["laughs", "external", "itself", "none", "empty"],
)
def test_a_drawing_that_is_none_is_named(tmp_path: Path, svg: str) -> None:
    (tmp_path / "canary.txt").write_text("the-canary", encoding="utf-8")
    folder = layout_with(tmp_path / "own", '<img alt="x" src="a.svg">')
    (folder / "a.svg").write_text(svg.replace("CANARY", (tmp_path / "canary.txt").as_uri()), encoding="utf-8")
    words = refusal(folder)
    assert str(folder / "a.svg") in words and "the-canary" not in words


@pytest.mark.parametrize("data", [b"no font" * 100, b"\x00\x01\x00\x00" + b"\xff" * 500, b"OTTO", b""])
def test_a_font_that_is_none_is_named(tmp_path: Path, data: bytes) -> None:
    css = "@font-face { font-family: Ours; src: url(ours.ttf) } body { font-family: Ours }"
    folder = layout_with(tmp_path / "own", "", css)
    (folder / "ours.ttf").write_bytes(data)
    words = refusal(folder)
    assert "Ours" in words and str(folder / "print.css") in words


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("@page { size: 100000in }", "page 1: the page is 7,200,000 pt wide instead of 612"),
        ("body { width: 100000in; height: 100000in }", "page 1: the page runs"),
        ("@import 'print.css';", "its style sheets import each other"),
        ("h1 { font-size: 1e30pt }", "cannot be laid out: "),
    ],
)
def test_an_absurd_page_is_refused(tmp_path: Path, css: str, told: str) -> None:
    folder = layout_with(tmp_path / "own", "", css)
    words = refusal(folder)
    assert told in words and "“own”" in words


def test_no_end_of_nesting_is_refused(tmp_path: Path) -> None:
    folder = layout_with(tmp_path / "own", "<div>" * 3000)
    assert "RecursionError" in refusal(folder)


def brochure(folder: Path, store: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["--store", str(store), "brochure", "29-2072", "--layout", str(folder), *words])
    assert result.exit_code == 1, result.output
    return result.stderr


@pytest.mark.parametrize(
    ("body", "css"),
    [
        (PICTURE, ""),  # a drawing that repeats itself
        ("<p>x</p>", "p { height: 9in; background: repeating-linear-gradient(red 0, blue 1e-9px) }"),
    ],
)
def test_what_has_no_end_is_ended_in_a_single_brochure_too(
    tmp_path: Path, tiny_store: Path, clean_home: Path, body: str, css: str
) -> None:
    folder = layout_with(tmp_path / "own", body.replace("a.png", "a.svg"), css)
    (folder / "a.svg").write_text(SVG.format(REPEATED), encoding="utf-8")
    words = brochure(folder, tiny_store, "--time-limit", "1")
    assert "29-2072 Medical Records Specialists, United States" in words
    assert "took longer than 1 seconds and was stopped" in words and "--time-limit" in words
    assert not list(Path("output").iterdir())


def test_memory_is_limited_in_a_single_brochure_too(tmp_path: Path, tiny_store: Path, clean_home: Path) -> None:
    body = "{% for n in range(30000) %}<p>{{ n }}</p>{% endfor %}"
    words = brochure(layout_with(tmp_path / "own", body), tiny_store, "--memory-limit", "128")
    assert "needed more than 128 MB of memory and was stopped" in words


def test_a_layout_of_ones_own_still_prints(tmp_path: Path, tiny_store: Path, clean_home: Path) -> None:
    folder = layout_with(tmp_path / "own", "<p>{{ b.title }}</p>")
    words = ["--store", str(tiny_store), "brochure", "29-2072", "--layout", str(folder), "-o", "one.pdf"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert "Medical Records Specialists" in "".join(pages(Path("one.pdf").read_bytes()))


def test_comparisons_and_posters_keep_the_same_limits(tmp_path: Path) -> None:
    folder = layout_with(
        tmp_path / "own", "<p>x</p>", "p { height: 9in; background: repeating-linear-gradient(red 0, blue 1e-9px) }"
    )
    target = tmp_path / "out" / "a.pdf"
    failure = make_alone(target, Page(BARE, str(folder), "letter"), Limits(job_seconds=1))
    assert failure and "took longer than 1 seconds" in failure.what
    assert not list(target.parent.iterdir())
