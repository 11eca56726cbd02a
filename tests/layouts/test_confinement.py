"""Nothing in a layout's folder is executed, and nothing outside of it is read: the parts that templates play.

What pages load (pictures, style sheets, attachments) is in tests/render/test_confinement.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import resources
from reportgen.errors import ReportgenError
from reportgen.render import load_layout, render_pdf
from reportgen.render.html import render_html
from reportgen.render.paper import paper_named
from reportgen.render.start import start
from tests.pdf_text import pages
from tests.render.brochures import BARE
from tests.render.test_confinement import CANARY, layout_with


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.html"
    path.write_text(CANARY, encoding="utf-8")
    return path


def html_of(folder: Path) -> str:
    layout = load_layout(folder)
    return render_html(BARE, layout, ["regular"], layout.page_on(paper_named("letter")))


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ b.__class__ }}",
        "{{ headline.__globals__ }}",
        "{{ figures.pay.__func__ }}",
        "{{ figures._words }}",
        "{{ self.__init__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ ''.format.__self__ }}",
        "{{ '{0.__class__}'.format(b) }}",
        "{% do words.update({'x': 'y'}) %}",
        "{{ words.update({'x': 'y'}) }}",
        "{{ words.clear() }}",
        "{{ lipsum() }}",
        "{{ b.sources|random }}",
        "{{ layout.folder }}",
        "{{ layout.chain }}",
        "{{ open('/etc/passwd') }}",
    ],
)
def test_python_is_out_of_reach(tmp_path: Path, body: str) -> None:
    folder = layout_with(tmp_path / "own", body)
    with pytest.raises(ReportgenError) as caught:
        html_of(folder)
    assert f"{folder / 'own.html'}, line 1: " in caught.value.what
    assert caught.value.cure


@pytest.mark.parametrize(
    "body",
    [
        "{% for number in range(10**9) %}{{ number }}{% endfor %}",
        "{% for one in range(100000) %}{% for two in range(100000) %}1234567890{% endfor %}{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ [1] * 10**9 }}",
        "{{ 10**10**10 }}",
        "{{ 'x'.center(10**9) }}",
        "{{ 'x'|center(10**9) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{% for each in b.sources|batch(10**9, 'x') %}{{ each }}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ],
)
def test_a_page_has_an_end(tmp_path: Path, body: str) -> None:
    folder = layout_with(tmp_path / "own", body)
    with pytest.raises(ReportgenError) as caught:
        html_of(folder)
    assert str(folder) in caught.value.what


@pytest.mark.parametrize(
    "words",
    [
        '{% include "../canary.html" %}',
        '{% include "OUTSIDE" %}',
        '{% include "file:OUTSIDE" %}',
        '{% import "../canary.html" as x %}',
        '{% extends "../canary.html" %}',
        '{% include "link.html" %}',
        '{% include "folder/canary.html" %}',
        '{% include ["link.html", "own.html"] %}',
    ],
)
def test_a_template_outside_is_not_read(tmp_path: Path, canary: Path, words: str) -> None:
    folder = layout_with(tmp_path / "own", words.replace("OUTSIDE", str(canary)))
    (folder / "link.html").symlink_to(canary)
    (folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(ReportgenError) as caught:
        html_of(folder)
    assert "own.html, line 1: " in caught.value.what
    assert CANARY not in str(caught.value)


def test_files_of_its_own_are_included(tmp_path: Path) -> None:
    folder = layout_with(tmp_path / "own", '{% include "parts/one.html" %}')
    (folder / "parts").mkdir()
    (folder / "parts" / "one.html").write_text("{{ 2 * 21 }}|{{ 'ab' * 2 }}|{{ '%05.1f' % 2 }}", encoding="utf-8")
    assert "42|abab|002.0" in html_of(folder)


@pytest.mark.parametrize("name", ["layout.toml", "print.css", "words/en.toml"])
def test_a_file_of_the_layout_that_is_a_link_outside_is_refused(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.write_text('name = "own"\ntitle = "x"\npages = 1\n', encoding="utf-8")
    folder = layout_with(tmp_path / "own", "x")
    (folder / "words").mkdir()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)
    with pytest.raises(ReportgenError, match="outside the layout's folder"):
        load_layout(folder)


@pytest.mark.parametrize("parent", ["../other", "/tmp", "..", "inside", "", "./other"])  # noqa: S108
def test_a_layout_extends_no_path(tmp_path: Path, parent: str) -> None:
    layout_with(tmp_path / "other", "x")
    folder = layout_with(tmp_path / "a" / "own", "x") if (tmp_path / "a").mkdir() is None else tmp_path
    (folder / "inside").symlink_to(tmp_path / "other", target_is_directory=True)
    with (folder / "layout.toml").open("a", encoding="utf-8") as file:
        file.write(f'extends = "{parent}"\n')
    with pytest.raises(ReportgenError, match=r"layout\.toml, line 4: extends"):
        load_layout(folder)


CSS: dict[str, Callable[[str], str]] = {
    "import": lambda url: f'@import url("{url}");',
    "import_words": lambda url: f'@import "{url}";',
    "background": lambda url: f'body {{ background: url("{url}") }}',
    "content": lambda url: f'h1::before {{ content: url("{url}") }}',
    "font": lambda url: f'@font-face {{ font-family: F; src: url("{url}") }} body {{ font-family: F }}',
    "list": lambda url: f'h1 {{ display: list-item; list-style-image: url("{url}") }}',
    "border": lambda url: f'body {{ border: 2pt solid; border-image-source: url("{url}") }}',
}


@pytest.mark.parametrize("how", CSS)
@pytest.mark.parametrize("where", ["absolute", "above", "link", "web"])
def test_css_loads_nothing_from_outside(tmp_path: Path, how: str, where: str) -> None:
    real = tmp_path / "canary.ttf" if how == "font" else tmp_path / "canary.svg"
    if how == "font":
        shutil.copy(resources.folder("assets") / "fonts" / "SourceSans3-Bold.ttf", real)
    else:
        real.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>', encoding="utf-8")
    folder = layout_with(tmp_path / "own", "")
    (folder / "link").symlink_to(real)
    url = {"absolute": real.as_uri(), "above": f"../{real.name}", "link": "link", "web": "https://example.org/x"}
    (folder / "print.css").write_text(CSS[how](url[where]), encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"outside|only files"):
        render_pdf(BARE, load_layout(folder))


@pytest.mark.parametrize(
    "svg",
    [
        '<image href="OUTSIDE" width="9" height="9"/>',
        '<use href="OUTSIDE#a"/>',
        '<style>@import url("OUTSIDE");</style><rect width="9" height="9"/>',
        '<rect width="9" height="9" style="fill: url(OUTSIDE#a)"/>',
        "<script>alert(1)</script><rect width='9' height='9'/>",
    ],
)
def test_a_drawing_brings_nothing_from_outside(tmp_path: Path, svg: str) -> None:
    canary = tmp_path / "canary.svg"
    canary.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><text id="a" y="9">{CANARY}</text></svg>', encoding="utf-8"
    )
    folder = layout_with(tmp_path / "own", '<img alt="drawing" src="drawing.svg">')
    body = svg.replace("OUTSIDE", canary.as_uri())
    (folder / "drawing.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{body}</svg>', encoding="utf-8"
    )
    try:
        data = render_pdf(BARE, load_layout(folder)).data
    except ReportgenError as error:
        assert CANARY not in str(error)
    else:
        assert CANARY.encode() not in data
        assert CANARY not in "".join(pages(data))


@pytest.mark.parametrize("where", ["absolute", "above", "link", "web"])
def test_a_font_of_the_family_that_the_press_knows_comes_from_inside(tmp_path: Path, where: str) -> None:
    real = tmp_path / "canary.ttf"
    shutil.copy(resources.folder("assets") / "fonts" / "SourceSans3-Bold.ttf", real)
    start("own", "handout", tmp_path)
    (tmp_path / "own" / "link").symlink_to(real)
    url = {"absolute": real.as_uri(), "above": f"../{real.name}", "link": "link", "web": "https://example.org/x.ttf"}
    css = f'@font-face {{ font-family: "Source Sans 3"; font-weight: 400; src: url("{url[where]}") }}'
    (tmp_path / "own" / "print.css").write_text(css, encoding="utf-8")
    with pytest.raises(ReportgenError, match=r"outside|only files"):
        render_pdf(BARE, load_layout(tmp_path / "own"))
