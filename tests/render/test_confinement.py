"""A layout may read its own folders and the assets, and link to the web. Everything else ends the rendering."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ReportgenError
from reportgen.render import load_layout, render_pdf
from reportgen.render.fetch import Confinement
from reportgen.render.links import is_safe
from tests.render.brochures import BARE

CANARY = "the-canary-9c2f"


def layout_with(folder: Path, body: str, css: str = "") -> Path:
    folder.mkdir()
    (folder / "layout.toml").write_text('name = "own"\ntitle = "x"\npages = 1\n', encoding="utf-8")
    (folder / "own.html").write_text(
        f'<html lang="en"><head><title>x</title></head><body><h1>x</h1>{body}</body></html>', encoding="utf-8"
    )
    (folder / "print.css").write_text(css, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="{outside}">',
        '<img alt="x" src="../canary.txt">',
        '<img alt="x" src="link.txt">',
        '<img alt="x" src="https://example.org/x.png">',
        '<img alt="x" src="data:text/plain,x">',
        '<img alt="x" src="missing.png">',
        '<link rel="stylesheet" href="{outside}">',
        '<link rel="attachment" href="{outside}">',
        '<a rel="attachment" href="{outside}">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="file:///etc/passwd">x</a>',
        '<a href=" data:text/html,x">x</a>',
        '<object data="{outside}"></object>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>x</title>'
        '<image xlink:href="{outside}" width="9" height="9"/></svg>',
    ],
)
def test_nothing_outside_is_read(tmp_path: Path, body: str) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    folder = layout_with(tmp_path / "own", body.format(outside=canary.as_uri()))
    (folder / "link.txt").symlink_to(canary)
    with pytest.raises(ReportgenError) as caught:
        render_pdf(BARE, load_layout(folder))
    assert "own" in str(caught.value)


def test_nothing_outside_is_read_by_css(tmp_path: Path) -> None:
    canary = tmp_path / "canary.css"
    canary.write_text(CANARY, encoding="utf-8")
    folder = layout_with(tmp_path / "own", "", f"@import url({canary.as_uri()});")
    with pytest.raises(ReportgenError, match="outside"):
        render_pdf(BARE, load_layout(folder))


def test_a_file_of_the_layout_is_read(tmp_path: Path) -> None:
    folder = layout_with(tmp_path / "own", '<p class="x">y</p>', ".x { background: url(dot.svg) }")
    (folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    assert render_pdf(BARE, load_layout(folder)).pages == 1


def test_a_folder_is_a_root_only_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    url = (tmp_path / "logo.svg").as_uri()
    assert Confinement(tmp_path).allowed(url) == (tmp_path / "logo.svg").resolve()
    with pytest.raises(PermissionError):
        Confinement(tmp_path / "elsewhere").allowed(url)


def test_files_on_other_machines_and_huge_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="another machine"):
        Confinement(tmp_path).allowed("file://server/share/x.png")
    (tmp_path / "huge").write_bytes(bytes(4_000_001))
    with pytest.raises(PermissionError, match="larger"):
        Confinement(tmp_path).allowed((tmp_path / "huge").as_uri())


def test_addresses() -> None:
    assert all(map(is_safe, ("https://a.b", "http://a.b", "mailto:a@b.c", "#top")))
    assert not any(map(is_safe, ("javascript:x", "JAVASCRIPT:x", "file:///x", "data:x", "ftp://a.b", "x.html", "")))
