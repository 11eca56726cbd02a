"""A designer's own layout, from `layouts new` on, with HTML and CSS alone."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from reportgen.errors import ReportgenError, UsageError
from reportgen.render import available_layouts, check_rendered, inspect_pdf, load_layout, render_pdf
from reportgen.render.start import start
from tests.pdf_text import pages
from tests.render.brochures import BARE, RICH

MAGENTA = (200, 0, 120)


def picture(data: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")


def count(image: Image.Image, colour: tuple[int, int, int]) -> int:
    return sum(number for number, each in image.getcolors(1 << 24) or () if each == colour)


def changed(folder: Path) -> Path:
    """The layout of a designer who changed a heading, a ground and the number of items."""
    start("our-sheet", "handout", folder)
    mine = folder / "our-sheet"
    html = (mine / "our-sheet.html").read_text(encoding="utf-8")
    own = '<section class="promise"><h2>Ask us in room 114</h2><p>{{ b.duties.items|length }} things to do</p>'
    (mine / "our-sheet.html").write_text(
        html.replace("{{ s.what() }}", "{{ s.what() }}" + own + "</section>"), encoding="utf-8"
    )
    with (mine / "print.css").open("a", encoding="utf-8") as css:
        css.write("\n.promise { background-color: #c80078; color: #fff; padding: 6pt }\n.promise h2 { color: #fff }\n")
    return mine


def test_a_new_layout_prints_what_its_model_does(tmp_path: Path) -> None:
    files = start("our-sheet", "handout", tmp_path)
    assert {path.name for path in files} - {"large.html"} == {"layout.toml", "our-sheet.html", "print.css"}
    made, model = load_layout(tmp_path / "our-sheet"), load_layout("handout")
    assert (made.pages, made.sections, made.densities) == (model.pages, model.sections, model.densities)
    assert (made.fit, made.use, made.chain[1:]) == (model.fit, model.use, model.chain[1:])
    assert pages(render_pdf(RICH, made).data) == pages(render_pdf(RICH, model).data)


def test_changes_in_html_and_css_are_on_the_page(tmp_path: Path) -> None:
    layout = load_layout(changed(tmp_path))
    made = render_pdf(RICH, layout)
    check_rendered(made, RICH, layout)
    assert made.laid_out_because == ""  # such a change is no reason to be slow
    (text,) = pages(made.data)
    assert "Ask us in room 114" in text
    assert "things to do" in text
    assert count(picture(made.data), MAGENTA) > 2000
    assert count(picture(render_pdf(RICH, load_layout("handout")).data), MAGENTA) == 0
    assert inspect_pdf(made.data).problems == ()


@pytest.mark.parametrize("model", [layout.name for layout in available_layouts(None)])
def test_every_layout_can_be_started_from(tmp_path: Path, model: str) -> None:
    start("mine", model, tmp_path)
    made, shipped = load_layout(tmp_path / "mine", subject=None), load_layout(model, subject=None)
    assert (made.sections, made.fit, made.use, made.pages) == (
        shipped.sections, shipped.fit, shipped.use, shipped.pages,
    )  # fmt: skip
    text = (tmp_path / "mine" / "layout.toml").read_text(encoding="utf-8")
    assert "# As many as it always has." in text
    assert (tmp_path / "mine" / made.template).is_file()
    if made.subject == "brochure":
        assert render_pdf(BARE, made).findings == ()


def test_from_a_layout_of_ones_own_with_what_is_in_its_folder(tmp_path: Path) -> None:
    mine = changed(tmp_path)
    (mine / "words").mkdir()
    (mine / "words" / "en.toml").write_text('what = "The work"\n', encoding="utf-8")
    (mine / ".git").mkdir()
    (mine / ".git" / "config").write_text("", encoding="utf-8")
    (mine / "link.html").symlink_to(tmp_path / "elsewhere.html")
    files = start("second", str(mine), tmp_path / "more")
    names = {str(path.relative_to(tmp_path / "more" / "second")) for path in files} - {"large.html"}
    assert names == {"layout.toml", "print.css", "second.html", "words/en.toml"}
    (text,) = pages(render_pdf(RICH, load_layout(tmp_path / "more" / "second")).data)
    assert "The work" in text
    assert "Ask us in room 114" in text


def test_a_model_that_extends_what_stands_beside_it(tmp_path: Path) -> None:
    start("base-one", "handout", tmp_path)
    child = tmp_path / "child"
    child.mkdir()
    (child / "layout.toml").write_text('name = "child"\ntitle = "x"\nextends = "base-one"\n', encoding="utf-8")
    assert load_layout(child).template == "base-one.html"  # of the nearest that has one
    start("beside", str(child), tmp_path)
    assert load_layout(tmp_path / "beside").chain[1].name == "base-one"
    with pytest.raises(UsageError, match="stands beside it"):
        start("beside", str(child), tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", ["", "My Layout", "räder", "a/b", "../x", "-x", "x-", "_x", "x" * 41, "card", "x.y"])
def test_names_that_will_not_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        start(name, "handout", tmp_path)
    assert caught.value.cure
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "print.css").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="there already"):
        start("mine", "handout", tmp_path)
    assert (tmp_path / "mine" / "print.css").read_text(encoding="utf-8") == "mine"
    with pytest.raises(ReportgenError, match="no layout"):
        start("other", "handuot", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ReportgenError) as caught:
        start("mine", "handout", tmp_path / "file")
    assert caught.value.exit_code == 4
