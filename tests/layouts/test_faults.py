"""What is wrong in a layout is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.errors import ReportgenError, UnfitPageError
from reportgen.render import check_rendered, load_layout, render_pdf
from reportgen.render.start import start
from tests.render.brochures import BARE

TOML = 'name = "own"\ntitle = "Own"\nextends = "handout"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A layout that is right."""
    start("own", "handout", tmp_path)
    return tmp_path / "own"


def rendered(folder: Path) -> None:
    layout = load_layout(folder)
    check_rendered(render_pdf(BARE, layout), BARE, layout)


def told(folder: Path) -> str:
    with pytest.raises(ReportgenError) as caught:
        rendered(folder)
    assert caught.value.cure
    return str(caught.value)


def test_the_start_is_right(own: Path) -> None:
    rendered(own)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (TOML + "nmae = 1\n", 4, "unknown key “nmae”.\nDid you mean “name”?"),
        (TOML + "[papr]\nlandscape = true\n", 4, "unknown key “papr”.\nDid you mean “paper”?"),
        (TOML + "\n[paper]\nlandscap = true\n", 6, "unknown key “landscap”.\nDid you mean “landscape”?"),
        (TOML + "[paper]\ncopies = 9\n", 5, "paper.copies is 9"),
        (TOML + "[fit]\nduites = [1, 2]\n", 5, "unknown list “duites”.\nDid you mean “duties”?"),
        (TOML + "[fit]\nduties = 3\n", 5, "fit.duties is 3"),
        (TOML + "fit = 3\n", 4, "fit is 3"),
        (TOML + "paper = 3\n", 4, "paper is 3"),
        (TOML + "pages = true\n", 4, "pages is True"),
        (TOML + 'pages = "two"\n', 4, "pages is 'two'"),
        (TOML + 'sections = "pay"\n', 4, "sections is 'pay'"),
        (TOML + 'sections = ["paay"]\n', 4, "unknown section “paay”.\nDid you mean “pay”?"),
        (TOML + "template = 1\n", 4, "template is 1"),
        (TOML + "densities = 1\n", 4, "densities is 1"),
        (TOML + 'for = "brochur"\n', 4, "unknown subject “brochur”.\nDid you mean “brochure”?"),
        ('name = "a b"\ntitle = "x"\nextends = "handout"', 1, "name is 'a b'"),
        ('name = "own"\ntitle = 1\nextends = "handout"', 2, "title is 1"),
        ('name = "own"\ntitle = "x"\nextends = 3', 3, "extends is 3"),
        (TOML + "pages = \n", 4, "Invalid value"),
        (TOML + "pages = 1\npages = 2\n", 5, "Cannot overwrite a value"),
        (TOML + "x =", 4, "Invalid value"),
    ],
)
def test_layout_toml(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "layout.toml").write_text(text, encoding="utf-8")
    message = told(tmp_path / "own")
    assert message.startswith(f"{tmp_path / 'own' / 'layout.toml'}, line {line}: {words}")


def test_a_fault_in_what_is_extended_names_that_file(tmp_path: Path, own: Path) -> None:
    (own / "layout.toml").write_text('name = "own"\ntitle = "x"\nextends = "handout"\n[paper]\nmargin_pt = -1\n')
    (tmp_path / "child").mkdir()
    (tmp_path / "child" / "layout.toml").write_text('name = "child"\ntitle = "x"\nextends = "own"\n')
    assert told(tmp_path / "child").startswith(f"{own / 'layout.toml'}, line 5: paper.margin_pt is -1")


def test_a_list_of_ones_own(own: Path) -> None:
    """`[fit]` may name a list that the layout's own template asks for."""
    with (own / "layout.toml").open("a", encoding="utf-8") as file:
        file.write("\nmine = [1, 2]\n")
    assert "unknown list “mine”" in told(own)
    html = (own / "own.html").read_text(encoding="utf-8")
    (own / "own.html").write_text(html.replace("{{ s.what() }}", "<p>{{ fit.mine.most }} of mine</p>"), "utf-8")
    rendered(own)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("{{ s.what() }}", "{{ s.what( }}", "line 12: unexpected '}'"),
        ("{% endblock %}", "", "line 27: Unexpected end of template"),
        ("{{ s.what() }}", "{{ b.taglin }}", "line 12: a Brochure has no attribute 'taglin'. Did you mean “tagline”?"),
        ("{{ s.what() }}", "{{ figurs.pay(9) }}", "line 12: 'figurs' is undefined. Did you mean “figures”?"),
        ("{{ s.what() }}", "{{ s.waht() }}", "line 12: “sections.html” has no macro “waht”. Did you mean “what”?"),
        ("{{ s.what() }}", "{{ b.tagline|tied }}", "line 12: No filter named 'tied'"),
        ("{{ s.what() }}", "{{ fit.dutis.most }}", "line 12: there is no “dutis” in it. Did you mean “duties”?"),
        ("{{ s.what() }}", '{% include "parts.html" %}', "line 12: there is no template “parts.html”"),
        ("{{ s.what() }}", "{{ figures.trend(100) }}", "line 12: the layout draws trend, which is not there"),
        ("{{ s.what() }}", "{{ 1 / 0 }}", "line 12: division by zero"),
        ("{{ s.what() }}", "{{ 1 + b.title }}", "line 12: unsupported operand"),
    ],
)
def test_a_template(own: Path, was: str, now: str, words: str) -> None:
    html = (own / "own.html").read_text(encoding="utf-8")
    (own / "own.html").write_text(html.replace(was, now, 1), encoding="utf-8")
    assert told(own).startswith(f"{own / 'own.html'}, {words}")


def test_an_error_in_a_macro_names_the_line_that_called_it(own: Path) -> None:
    html = (own / "own.html").read_text(encoding="utf-8")
    (own / "own.html").write_text(html.replace("{{ s.what() }}", "{{ s.bullets(b.duties, 3) }}"), encoding="utf-8")
    message = told(own)
    assert "_base/sections.html, line " in message
    assert f"(used by {own / 'own.html'}, line 12): " in message


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("\n\nh1 { colr: red }", "line 3: Ignored `colr: red `, unknown property."),
        ("h1 { width: 3 pt }", "line 1: Ignored `width: 3 pt `, invalid value."),
        ("h1::befor { color: red }", "line 1: Invalid or unsupported selector"),
        ("\nh1 { color: red", None),
        ("@media { h1 { colr: red } }", "line 1: "),
    ],
)
def test_css(own: Path, css: str, words: str | None) -> None:
    (own / "print.css").write_text(css, encoding="utf-8")
    if words is None:  # CSS closes by itself what is open at its end
        return rendered(own)
    message = told(own)
    assert f"{own / 'print.css'}, {words}" in message
    assert "The style sheet of layout “own” is not right" in message


def test_every_fault_of_a_style_sheet_at_once(own: Path) -> None:
    (own / "print.css").write_text("h1 { colr: red }\nh2 { siez: 3 }\n", encoding="utf-8")
    message = told(own)
    assert "print.css, line 1: " in message
    assert "print.css, line 2: " in message


def test_css_in_an_attribute(own: Path) -> None:
    html = (own / "own.html").read_text(encoding="utf-8")
    (own / "own.html").write_text(html.replace("{{ s.what() }}", '<p style="colr:red">x</p>'), encoding="utf-8")
    layout = load_layout(own)
    with pytest.raises(UnfitPageError) as caught:
        check_rendered(render_pdf(BARE, layout), BARE, layout)
    assert f"{own / 'own.html'}, line 12: Ignored `colr:red`, unknown property" in str(caught.value)


def test_words_that_are_no_toml(own: Path) -> None:
    (own / "words").mkdir()
    (own / "words" / "en.toml").write_text("what = \n", encoding="utf-8")
    assert f"{own / 'words' / 'en.toml'}, line 1: Invalid value" in told(own)
