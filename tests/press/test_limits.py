"""What the press cannot make goes to WeasyPrint, and says why."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen import resources
from reportgen.errors import ReportgenError
from reportgen.render import kept, load_layout, render_pdf
from reportgen.render.api import laid_out_because
from reportgen.render.press import breaks, memory, press
from tests.render.brochures import RICH


def layout_with(css: str, folder: Path, html: str = "") -> Path:
    """A layout of its own that says more than the handout."""
    folder.mkdir()
    (folder / "layout.toml").write_text(f'name = "{folder.name}"\ntitle = "t"\nextends = "handout"\n', encoding="utf-8")
    (folder / "print.css").write_text(css, encoding="utf-8")
    template = '{% extends "handout.html" %}{% block body %}{{ super() }}' + html + "{% endblock %}"
    (folder / f"{folder.name}.html").write_text(template, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("css", "html", "why"),
    [
        (".facts, h2 { text-transform: uppercase }", "", "text-transform"),
        ("h2 { font-variant-caps: small-caps }", "", "font-variant-caps"),
        (".pay { display: flex }", "", "display"),
        ("h2 { opacity: 0.5 }", "", "opacity"),
        (".top { transform: rotate(1deg) }", "", "transform"),
        ("p { text-align: justify }", "", "text-align"),
        ("h2 { position: fixed; top: 0 }", "", "position"),
        (".main { border-left: 1pt dotted black }", "", "border-style"),
        ("h2 { font-family: serif }", "", "a font other than"),
        ("@font-face { font-family: Other; src: url(other.ttf) }", "", "a font other than"),
        ("li:nth-child(2) { color: red }", "", "asks for"),
        ("h2 ~ p { color: red }", "", "asks for"),
        ("p[class] { color: red }", "", "asks for"),
        ("h2:first-child + p { color: red }", "", "asks for"),
        ("h2 + p + p { color: red }", "", "asks for"),
        ("h1 { font-size: 9pt !important }", "", "!important"),
        (".place { min-height: 30pt }", "", "min-height"),
        ("h2 { clear: left }", "", "clear"),
        ("@page { @top-left { content: 'x' } }", "", "@page"),
        ("", '<img src="logo.png" alt="x">', "img"),
        ("", '<p class="note">א</p>', "glyph"),
    ],
)
def test_other_css_and_html(css: str, html: str, why: str, tmp_path: Path) -> None:
    folder = layout_with(css, tmp_path / "mine", html)
    if "logo.png" in html:
        from PIL import Image

        Image.new("RGB", (4, 4)).save(folder / "logo.png")
    if "other.ttf" in css:
        shutil.copy(resources.folder("assets") / "fonts" / "SourceSans3-Bold.ttf", folder / "other.ttf")
    assert why in laid_out_because(RICH, load_layout(str(folder)))


def test_weasyprint_makes_what_the_press_cannot(tmp_path: Path) -> None:
    layout = load_layout(str(layout_with("h2 { opacity: 0.5 }", tmp_path / "mine")))
    rendered = render_pdf(RICH, layout)
    assert rendered.laid_out_because == laid_out_because(RICH, layout)
    assert "opacity" in rendered.laid_out_because
    assert rendered.data.startswith(b"%PDF")


def test_pages_that_are_too_full(tmp_path: Path) -> None:
    folder = layout_with(".what { margin-top: 500pt }", tmp_path / "mine")
    rendered = render_pdf(RICH, load_layout(str(folder)))
    assert "does not fit" in rendered.laid_out_because
    assert rendered.findings


def test_an_address_that_may_not_be_linked_to(tmp_path: Path) -> None:
    folder = layout_with("", tmp_path / "mine", '<p><a href="javascript:x()">x</a></p>')
    with pytest.raises(ReportgenError, match="javascript"):
        render_pdf(RICH, load_layout(str(folder)))


def test_an_archive_file_is_laid_out() -> None:
    assert render_pdf(RICH, load_layout("handout"), variant="pdf/a-2a").laid_out_because == "pdf/a-2a"


def test_without_pango_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    breaks._pango.cache_clear()
    breaks.breaks.cache_clear()
    monkeypatch.setitem(breaks._NAMES, sys.platform, "libno-such-library.so")
    changed = replace(RICH, tagline="No text that any other test has set in lines")
    assert "Pango" in render_pdf(changed, load_layout("handout")).laid_out_because
    breaks._pango.cache_clear()


class TestKept:
    def test_nothing_of_weasyprint_is_needed_the_second_time(self, fresh: Path, tmp_path: Path) -> None:
        render_pdf(RICH, load_layout("handout"))
        (file,) = fresh.glob("*.json")
        program = (
            "import sys\nfrom tests.render.brochures import RICH\n"
            "from reportgen.render import load_layout, render_pdf\n"
            "rendered = render_pdf(RICH, load_layout('handout'))\nassert not rendered.laid_out_because\n"
            "assert 'weasyprint' not in sys.modules\nsys.stdout.buffer.write(rendered.data)"
        )
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
        assert done.stdout == render_pdf(RICH, load_layout("handout")).data
        assert file.stat().st_size < 300_000

    @pytest.mark.parametrize("damage", ["", "{}", "x\n{}", "cut", '{"styles": []}'])
    def test_a_damaged_file_is_written_anew(self, damage: str, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = render_pdf(RICH, load_layout("handout")).data
        (file,) = fresh.glob("*.json")
        whole = file.read_text(encoding="utf-8")
        file.write_text(whole[: len(whole) // 2] if damage == "cut" else damage, encoding="utf-8")
        monkeypatch.setattr(press, "_presses", {})
        assert render_pdf(RICH, load_layout("handout")).data == data
        assert file.read_text(encoding="utf-8") == whole

    def test_a_foreign_file_with_a_seal_of_its_own(self, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = render_pdf(RICH, load_layout("handout")).data
        (file,) = fresh.glob("*.json")
        body = json.dumps({"styles": [[["x"], 3]], "pictures": 7})
        file.write_text(f"{memory._seal(body)}\n{body}", encoding="utf-8")
        monkeypatch.setattr(press, "_presses", {})
        assert render_pdf(RICH, load_layout("handout")).data == data

    def test_another_style_sheet_is_another_layout(self, fresh: Path, tmp_path: Path) -> None:
        folder = layout_with(".small { color: #112233 }", tmp_path / "mine")
        render_pdf(RICH, load_layout(str(folder)))
        (folder / "print.css").write_text(".small { color: #332211 }", encoding="utf-8")
        press._presses.clear()
        render_pdf(RICH, load_layout(str(folder)))
        assert len(list(fresh.glob("*.json"))) == 2

    def test_a_folder_that_cannot_be_written_to(self, fresh: Path) -> None:
        fresh.write_text("a file where the folder should be", encoding="utf-8")
        assert not render_pdf(RICH, load_layout("handout")).laid_out_because

    def test_the_number_of_files_is_bounded(self, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(kept._MOST_FILES, kept.STYLES, 3)
        for number in range(6):
            memory.keep(f"{number:032}", {})
        assert len(kept.files()) == 3
        assert kept.clear() == 3
        shutil.rmtree(fresh)
        assert kept.files() == []
