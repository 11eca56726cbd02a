"""docs/layouts.md and docs/layout-values.md are true: the example works, and all that a template sees is told."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator
from pathlib import Path

from reportgen import resources
from reportgen.brochure.value import Brochure
from reportgen.render import check_rendered, html, load_layout, render_pdf
from reportgen.render.figures import Figures
from reportgen.render.layout_file import KEYS
from reportgen.render.layout_values import _USES
from reportgen.render.paper import paper_named
from reportgen.render.start import start
from tests.pdf_text import pages
from tests.render.brochures import ALL, RICH

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "layouts.md").read_text(encoding="utf-8")
VALUES = (DOCS / "layout-values.md").read_text(encoding="utf-8")


def test_the_changes_of_the_guide_make_a_layout_without_fault(tmp_path: Path) -> None:
    css, page = (re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[0] for kind in ("css", "html"))
    start("my-layout", "handout", tmp_path)
    mine = tmp_path / "my-layout"
    with (mine / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write(css)
    template = (mine / "my-layout.html").read_text(encoding="utf-8")
    (mine / "my-layout.html").write_text(template.replace("{{ s.what() }}", "{{ s.what() }}\n" + page), "utf-8")
    layout = load_layout(mine)
    for name in ("rich", "sparse", "longest_title"):
        made = render_pdf(ALL[name], layout)
        check_rendered(made, ALL[name], layout)
        assert made.laid_out_because == ""
        assert "Career center: room 114" in pages(made.data)[0]


def test_the_page_of_the_guide_and_its_layout_toml_work(tmp_path: Path) -> None:
    blocks = re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", GUIDE)
    (page,) = [block for block in blocks if block.startswith('    {% extends "page.html" %}')]
    (toml,) = [block for block in blocks if block.startswith('    name = "my-layout"')]
    folder = tmp_path / "my-layout"
    folder.mkdir()
    for name, block in (("my-layout.html", page), ("layout.toml", toml)):
        (folder / name).write_text(re.sub(r"^    ", "", block, flags=re.MULTILINE), encoding="utf-8")
    layout = load_layout(folder)
    check_rendered(render_pdf(RICH, layout), RICH, layout)


def values() -> Iterator[str]:
    """Every field of a brochure and of what it holds."""
    waiting: list[type] = [Brochure]
    seen: set[type] = set()
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            if not (kind.__name__ == "Logo" and field.name in ("kind", "data")):
                yield field.name
            waiting += [each for each in _named_in(hints[field.name]) if dataclasses.is_dataclass(each)]


def _named_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type):
        yield hint
    for each in typing.get_args(hint):
        yield from _named_in(each)


def test_every_value_is_told_of() -> None:
    assert sorted({name for name in values() if f"`{name}`" not in VALUES}) == []


def test_every_name_filter_chart_and_macro_is_told_of() -> None:
    layout = load_layout("handout")
    for name in html.context_for(RICH, layout, ["regular"], layout.page_on(paper_named("letter"))):
        assert re.search(rf"^\| `{name}[`(]", VALUES, re.MULTILINE), name
    for name in ("tie", "clip", "fits_beside", "ranges", "web"):
        assert name in html.environment_for(layout).filters
        assert f"\\|{name}" in VALUES, name
    charts = [name for name in dir(Figures) if not name.startswith("_") and callable(getattr(Figures, name))]
    assert [name for name in charts if f"`figures.{name}(" not in VALUES] == []
    for file, prefix in (("_base/sections.html", "s"), ("_base/brand.html", "school"), ("_cover/cover.html", "c")):
        text = (resources.folder("layouts") / file).read_text(encoding="utf-8")
        for macro in re.findall(r"{% macro (\w+)\(", text):
            assert f"`{prefix}.{macro}(" in VALUES, f"{prefix}.{macro}"


def test_every_key_of_layout_toml_and_every_attribute_is_told_of() -> None:
    for key in KEYS:
        assert f"`{key}`" in GUIDE or f"`[{key}]`" in GUIDE, key
    for key in _USES:
        assert re.search(rf"^    {key} = ", GUIDE, re.MULTILINE), key
    arrange = Path(resources.__file__).parent / "render" / "arrange.py"
    for attribute in set(re.findall(r'"(data-\w+)"', arrange.read_text(encoding="utf-8"))):
        assert f"`{attribute}" in GUIDE, attribute


def test_the_sections_tell_their_lists() -> None:
    """Every list that `_base` sets is named beside the macro that prints it, or is one of a layout's own."""
    lists = load_layout("handout").fit
    untold = {name for name in lists if f"`{name}`" not in VALUES} - {"difficulty", "questions"}
    assert untold <= {"credentials", "specialisations"}
