"""The review finds planted faults, and none in the shipped layouts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.brochure.value import Sentences
from reportgen.render import load_layout
from reportgen.render import palette as palette_module
from reportgen.render import pdf as pdf_module
from reportgen.render.credits import ranges
from reportgen.render.headline import fits_beside, without_widow
from reportgen.render.layout import Layout
from reportgen.render.presence import absent
from reportgen.render.review import Review, palette_violations, review
from tests.render.brochures import ALL, RICH, SPARSE


def layout_with(tmp_path: Path, css: str = "", template: str = "", toml: str = "") -> Layout:
    """A layout that extends the handout and spoils it."""
    folder = tmp_path / "spoilt"
    folder.mkdir()
    name = "spoilt.html" if template else "handout.html"
    (folder / "layout.toml").write_text(
        f'name = "spoilt"\ntitle = "Spoilt"\nextends = "handout"\ntemplate = "{name}"\n{toml}', encoding="utf-8"
    )
    (folder / "print.css").write_text(css, encoding="utf-8")
    if template:
        (folder / name).write_text(template, encoding="utf-8")
    return load_layout(folder)


def template_of(name: str) -> str:
    return (load_layout(name).folder / f"{name}.html").read_text(encoding="utf-8")


def found(result: Review, kind: str) -> str:
    return "\n".join(each.text for each in result.violations if each.kind == kind)


# The extremes; tests/layouts/test_pages.py has every shape, and `reportgen layouts check` tries every occupation.
TRIED = [("sidebar", name) for name in ("rich", "sparse", "stuffed", "longest_title", "hourly_only", "with_week")]
TRIED += [
    (layout, name)
    for layout in ("handout", "profile", "trifold", "card")
    for name in ("rich", "stuffed", "longest_title")
]


@pytest.mark.parametrize(("layout", "name"), TRIED)
def test_the_shipped_layouts_are_without_fault(layout: str, name: str) -> None:
    assert review(ALL[name], load_layout(layout), painted=name == "rich").violations == ()


def test_small_text(tmp_path: Path) -> None:
    result = review(RICH, layout_with(tmp_path, css=".tagline { font-size: 6pt }"))
    assert "“Keep every patient’s record co” is 6.0 pt" in found(result, "size")


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (".tagline { color: #aaaaaa }", "#aaaaaa on #ffffff is 2.3"),
        (".figures { background: #9fd0da }", "#ffffff on #9fd0da is 1.7"),
        (".running { color: #bbbbbb }", "#bbbbbb on #ffffff"),
        (".ticks b { color: #999999 }", "#999999 on #ecf4f5"),
        (".rung::before { background: #cccccc; content: ''; color: #111111 }", "rung"),
    ],
)
def test_low_contrast(tmp_path: Path, css: str, words: str) -> None:
    assert words in found(review(RICH, layout_with(tmp_path, css=css)), "contrast")


def test_a_pale_bar(tmp_path: Path) -> None:
    template = template_of("handout").replace("{{ s.what() }}", "{{ s.what() }}\n{{ s.top_skills() }}")
    layout = layout_with(tmp_path, css=".bar-fill { background: #cccccc }", template=template)
    assert "bar-fill: #cccccc" in found(review(RICH, layout), "contrast")


def test_overflow(tmp_path: Path) -> None:
    endless = replace(RICH, summary=Sentences((" ".join(["word"] * 3000),), ()))
    assert "pt over" in found(review(endless, layout_with(tmp_path)), "fit")


def test_a_page_too_many(tmp_path: Path) -> None:
    template = template_of("handout").replace("{% endblock %}", '<section class="sheet">More</section>{% endblock %}')
    assert "2 pages instead of 1" in found(review(RICH, layout_with(tmp_path, template=template)), "fit")


def test_a_clipped_box(tmp_path: Path) -> None:
    layout = layout_with(tmp_path, css=".tagline { height: 4pt; overflow: hidden }")
    assert "tagline is clipped" in found(review(RICH, layout), "fit")


def test_texts_that_run_into_each_other(tmp_path: Path) -> None:
    layout = layout_with(tmp_path, css=".tagline { margin-top: -20pt }")
    assert "runs into" in found(review(RICH, layout), "overlap")


@pytest.mark.parametrize(("char", "code"), [("日", "U+65E5"), ("🎓", "U+1F393"), ("\ufffd", "U+FFFD")])
def test_a_character_without_a_glyph(tmp_path: Path, char: str, code: str) -> None:
    result = review(replace(RICH, tagline=f"Records {char} of patients"), layout_with(tmp_path))
    assert f"{char} ({code})" in found(result, "glyph")


def test_a_glyph_of_a_chart_counts_too(tmp_path: Path) -> None:
    assert RICH.interests
    bars = (replace(RICH.interests.bars[0], words="日本"), *RICH.interests.bars[1:])
    result = review(replace(RICH, interests=replace(RICH.interests, bars=bars)), layout_with(tmp_path))
    assert "日 (U+65E5)" in found(result, "glyph")


def test_a_font_of_the_system_is_not_ours(tmp_path: Path) -> None:
    result = review(RICH, layout_with(tmp_path, css=".tagline { font-family: 'DejaVu Sans' }"))
    assert "is in no font of the layout" in found(result, "glyph")


@pytest.mark.parametrize(
    ("call", "section"),
    [
        ("{{ s.pay(main) }}", "pay"),
        ("{{ s.pathway(true) }}", "pathway"),
        ("{{ s.interests(side - 20, 3) }}", "interests"),
        ("{{ s.key_figures(width) }}", "key_figures"),
        ("{{ s.video(56, true, not brand.has_qr) }}", "video"),
        ("{{ s.checklist_short() }}", "checklist"),
    ],
)
def test_a_section_that_is_stated_and_left_out(tmp_path: Path, call: str, section: str) -> None:
    template = template_of("handout")
    assert call in template
    result = review(RICH, layout_with(tmp_path, template=template.replace(call, "")))
    assert f"{section} is stated but not printed" in found(result, "section")


def test_a_section_that_may_go_for_want_of_room_is_only_counted() -> None:
    result = review(RICH, load_layout("sidebar"))
    assert result.violations == ()
    assert "ask_a_worker" in result.left_out
    assert review(SPARSE, load_layout("sidebar")).left_out == ()


def test_sections_are_known_by_their_own_words() -> None:
    layout = load_layout("sidebar")
    assert "places" in absent(RICH, layout, "Texas United States $47,230 20,390")
    every = absent(RICH, layout, "")
    assert {"pay", "places", "interests", "checklist", "good_fit"} <= set(every)


def test_a_warning_of_the_renderer(tmp_path: Path) -> None:
    template = template_of("handout").replace("<div class", '<div style="colour: red" class', 1)
    assert "colour" in found(review(RICH, layout_with(tmp_path, template=template)), "warning")


def test_a_warning_that_only_painting_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "paint", lambda _: (b"", ("Failed to render SVG image",)))
    layout = load_layout("handout")
    assert review(RICH, layout).violations == ()
    assert "SVG" in found(review(RICH, layout, painted=True), "warning")


def test_the_palette_keeps_its_contrast(monkeypatch: pytest.MonkeyPatch) -> None:
    assert palette_violations() == ()
    monkeypatch.setattr(palette_module, "GREY", "#9aa4af")
    monkeypatch.setattr("reportgen.render.review.accents", lambda: {"29-0000": "#5fb3c7"})
    monkeypatch.setattr(
        "reportgen.render.review.colours_for", lambda _: palette_module.Colours("#5fb3c7", *["#ffffff"] * 2)
    )
    assert "#5fb3c7 on #ffffff is 2.4" in "\n".join(each.text for each in palette_violations())


def test_ranges_and_ties() -> None:
    assert ranges((1, 2, 5, 6, 7, 9)) == "1, 2, 5–7, 9"
    assert without_widow("Focused through a long report") == "Focused through a long\u00a0report"
    assert without_widow("Realistic, Conventional (RC)", 2) == "Realistic, Conventional\u00a0(RC)"
    assert without_widow("about environmental responsibilities and telecommunications") == (
        "about environmental responsibilities and\u00a0telecommunications"
    )
    assert without_widow("three short words") == "three short words"
    assert without_widow("Apprenticeship", 2) == "Apprenticeship"
    assert fits_beside("Will machines change it?", "Source&nbsp;1", 190)
    assert not fits_beside("Will machines change it?", "Sources&nbsp;7, 8, 9, 10", 170)
