"""Logos: where the file may be, and what may be in it."""

from __future__ import annotations

import io
import os
import re
import time
from pathlib import Path

import pytest
from PIL import Image

from reportgen.brand import BrandError, Reading, read_brand
from reportgen.brand.svg import read_svg

from .files import BAD_PNGS, BAD_SVGS, GOOD_SVG, SVG, brand_file, chunk, nested_uses, png


def with_logo(folder: Path, name: str, data: str | bytes) -> Reading:
    path = brand_file(folder, f'logo = "{name}"')
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_brand(path)


@pytest.mark.parametrize("fault", BAD_SVGS)
def test_a_drawing_that_is_more_than_shapes_is_refused(tmp_path: Path, fault: str) -> None:
    svg, said = BAD_SVGS[fault]
    begun = time.monotonic()
    with pytest.raises(BrandError) as caught:
        with_logo(tmp_path, "logo.svg", svg)
    (problem,) = caught.value.problems
    assert (problem.key, problem.line) == ("logo", 2)
    assert said in problem.what
    assert problem.cure
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("fault", BAD_PNGS)
def test_a_picture_that_is_damaged_or_too_large_is_refused(tmp_path: Path, fault: str) -> None:
    data, said = BAD_PNGS[fault]
    begun = time.monotonic()
    with pytest.raises(BrandError) as caught:
        with_logo(tmp_path, "logo.png", data)
    (problem,) = caught.value.problems
    assert said in problem.what
    assert problem.cure
    assert time.monotonic() - begun < 5


def test_the_pixels_are_counted_before_they_are_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, _ = BAD_PNGS["pixels"]
    assert len(data) < 10_000
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("decoded"))
    with pytest.raises(BrandError, match="40 million"):
        with_logo(tmp_path, "logo.png", data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("missing.png", "there is no such file"),
        ("/etc/hostname", "no file beside the brand file"),
        ("~/logo.png", "no file beside the brand file"),
        ("../outside.png", "leads out of the brand file's folder"),
        ("sub/../../outside.png", "leads out of the brand file's folder"),
        ("link.png", "a link that leads out of the brand file's folder"),
        ("loop.png", "there is no such file"),
        ("sub", "it is no file"),
        ("pipe.png", "it is no file"),
        ("a\\\\b.png", "a path of Windows"),
        ("C:logo.png", "a path of Windows"),
    ],
)
def test_the_logo_stands_beside_the_brand_file(tmp_path: Path, words: str, said: str) -> None:
    folder = tmp_path / "brand"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    os.mkfifo(folder / "pipe.png")
    with pytest.raises(BrandError, match=re.escape(said)):
        read_brand(brand_file(folder, f'logo = "{words}"'))


def test_a_misspelled_name_gets_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BrandError, match=r"Did you mean “school-logo\.png”"):
        read_brand(brand_file(tmp_path, 'logo = "shool-logo.png"', **{"school-logo_png": png()}))


def test_a_logo_in_a_folder_below_and_by_a_link_within(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.png").write_bytes(png())
    (tmp_path / "here.png").symlink_to(tmp_path / "pictures" / "logo.png")
    for words in ("pictures/logo.png", "here.png"):
        assert read_brand(brand_file(tmp_path, f'logo = "{words}"')).brand.logo


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_becomes_a_plain_one(tmp_path: Path, mode: str) -> None:
    saved = io.BytesIO()
    Image.new("L", (40, 20), 77).convert(mode if mode != "I;16" else "I").convert(mode).save(saved, "PNG")
    logo = with_logo(tmp_path, "logo.png", saved.getvalue()).brand.logo
    assert logo
    assert (logo.kind, logo.ratio) == ("png", 2.0)
    with Image.open(io.BytesIO(logo.data)) as image:
        assert image.mode == "RGB"


def test_only_what_draws_is_kept_of_a_png(tmp_path: Path) -> None:
    data = png((400, 200), margin=50)
    with_text = data[:33] + chunk(b"tEXt", b"Author\0Ms. Rivera") + chunk(b"eXIf", b"MM\0*") + data[33:]
    reading = with_logo(tmp_path, "logo.png", with_text)
    assert reading.logo and reading.brand.logo
    assert (reading.logo.width, reading.logo.height, reading.logo.drawn_px) == (400, 200, 100)
    assert reading.brand.logo.ratio == 3.0  # without the empty margin
    assert b"Rivera" not in reading.brand.logo.data and b"eXIf" not in reading.brand.logo.data


def test_a_large_picture_is_made_as_small_as_print_needs(tmp_path: Path) -> None:
    logo = with_logo(tmp_path, "logo.png", png((2000, 2000))).brand.logo
    assert logo
    with Image.open(io.BytesIO(logo.data)) as image:
        assert image.size == (400, 400)


def test_what_is_well_to_know_of_a_logo(tmp_path: Path) -> None:
    few, pale = with_logo(tmp_path, "logo.png", png((40, 40))), with_logo(tmp_path, "logo.png", png(colour=(255,) * 3))
    assert "40 pixels high, 103 an inch on paper" in few.notes[0]
    assert "cannot be seen on white paper" in pale.notes[0]
    assert with_logo(tmp_path, "logo.png", png()).notes == ()


def test_a_drawing_is_written_anew_from_what_was_checked() -> None:
    editor = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/x" width="40mm" height="20mm" '
        'viewBox="-5 0 40 20" preserveAspectRatio="none" i:version="1" data-name="Layer 123456789">'
        "<title>Logo</title><metadata><i:x>secret</i:x></metadata><i:view zoom='1e99'/>"
        "<style>.cls-1234567{fill:url(#g)} path&gt;g{}</style>"
        "<defs><linearGradient id='g'><stop offset='0' stop-color='#abcdef'/></linearGradient></defs>"
        "<path class='cls-1234567' d='M0 0h9v9z' clip-path='url(#SVGID_99999999_)'/></svg>"
    )
    svg = read_svg(editor.encode())
    text = svg.data.decode()
    assert (svg.width, svg.height) == (40.0, 20.0)
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 0 40 20">')
    for gone in ("secret", "inkscape", "Layer", "title", "1e99", "preserveAspectRatio", "by hand"):
        assert gone not in text
    assert read_svg(svg.data).data == svg.data


def test_parts_may_be_repeated_within_reason() -> None:
    assert read_svg(nested_uses(3).encode()).width == 20.0
    xlink = SVG.replace("viewBox", 'xmlns:l="http://www.w3.org/1999/xlink" viewBox')
    assert b'href="#a"' in read_svg(xlink.format('<g id="a"/><use l:href="#a"/>').encode()).data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_drawing_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    assert with_logo(tmp_path, "logo.svg", GOOD_SVG.encode(encoding)).logo.kind == "SVG"  # type: ignore[union-attr]


def test_the_content_says_what_a_logo_is(tmp_path: Path) -> None:
    assert with_logo(tmp_path, "logo.svg", png()).brand.logo.kind == "png"  # type: ignore[union-attr]
