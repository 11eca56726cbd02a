"""Each section's HTML, compared with a stored file: what a change of a macro does is seen in the difference.

`make accept-pages` stores them anew. Charts have tests of their own; here only their alternative text stands.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from reportgen.render import load_layout
from reportgen.render.html import context_for, environment_for
from reportgen.render.paper import paper_named
from tests.render.brochures import RICH, SPARSE, WITH_WEEK

SNAPSHOTS = Path(__file__).with_name("snapshots")
BROCHURES = {"rich": RICH, "sparse": SPARSE, "with_week": WITH_WEEK}
SIZES = "((30, 1), (25, 2), (18, 3))"
# Every macro that prints a section, as a layout calls it.
CALLS = {
    "top": f"top(540, {SIZES})",
    "again": "again(540)",
    "key_figures": "key_figures(540)",
    "key_facts": "key_facts()",
    "insights": "insights()",
    "what": "what()",
    "judgements": "judgements()",
    "pathway": "pathway()",
    "pathway_short": "pathway(true)",
    "pay": "pay(336)",
    "places": "places()",
    "growth": "growth(336)",
    "exposure": "exposure(170)",
    "interests": "interests(170)",
    "checklist": "checklist()",
    "checklist_short": "checklist_short()",
    "video": "video(56)",
    "sources": "sources(2)",
    "notes": "notes(words.note_plan)",
    "specialisations": 'named(words.specialisations, b.specialisations, fit.specialisations, "specialisations")',
    "credentials": 'named(words.credentials, b.credentials, fit.credentials, "credentials")',
    "good_fit": 'sentences(words.good_fit, b.good_fit, fit.good_fit, "good-fit", 90)',
    "difficulty": 'sentences(words.difficulty, b.difficulty, fit.difficulty, "difficulty")',
    "questions": 'sentences(words.ask, b.ask_a_worker, fit.questions, "questions")',
    "skills_and_tools": "skills_and_tools()",
    "top_skills": "top_skills()",
    "workplaces": "workplaces()",
    "comparison": "comparison(336)",
    "price_adjusted": "price_adjusted(170)",
    "trend": "trend(170)",
    "work_life": "work_life(170)",
    "similar": "similar()",
}
# Those of layouts/_cover, which folded and cut sheets extend.
COVER_CALLS = {
    "cover_block": "block(330, ((28, 1), (17, 3)))",
    "cover_cell_sources": "cell_sources()",
    "cover_cell": "cell(f.key, f.label, f.value, f.note, f.published, 100, ((19, 1), (12, 2)))",
}
CASES = [(macro, name) for macro in (*CALLS, *COVER_CALLS) for name in ("rich", "sparse")] + [
    ("work_life", "with_week"),
    ("key_facts", "with_week"),
]
_CHART = re.compile(r"<svg.*?<title>(.*?)</title>.*?</svg>", re.DOTALL)
_STARTS = re.compile(r"(?<=>)(?=<(?:section|h1|h2|h3|p|ul|ol|li|table|thead|tbody|tr|div)\b)")


def section(macro: str, brochure: str) -> str:
    """A macro's HTML, an element on a line, a chart as its words."""
    if macro in COVER_CALLS:
        layout = load_layout("card")
        source = '{% import "cover.html" as c with context %}{% set f = b.key_figures[0] %}{{ c.' + COVER_CALLS[macro]
    else:
        layout = load_layout("profile")
        source = '{% import "sections.html" as s with context %}{{ s.' + CALLS[macro]
    source += " }}"
    context = context_for(BROCHURES[brochure], layout, ("regular",) * 4, paper_named("letter"))
    html = environment_for(layout).from_string(source).render(context)
    html = _STARTS.sub("\n", _CHART.sub(r"[chart: \1]", html)).replace("\u00a0", "&nbsp;").replace("\u200b", "&#8203;")
    return "\n".join(line for line in html.splitlines() if line.strip()) + "\n" if html.strip() else ""


@pytest.mark.parametrize(("macro", "brochure"), CASES)
def test_a_section_is_as_it_was(macro: str, brochure: str, accepts: bool) -> None:
    path, made = SNAPSHOTS / f"{macro}.{brochure}.html", section(macro, brochure)
    if accepts:
        path.write_text(made, encoding="utf-8")
    assert path.is_file(), "make accept-pages stores it"
    stored = path.read_text(encoding="utf-8")
    difference = difflib.unified_diff(stored.splitlines(), made.splitlines(), "stored", "made", lineterm="")
    assert made == stored, "\n".join(difference)


def test_every_snapshot_has_its_section() -> None:
    assert {path.name for path in SNAPSHOTS.iterdir()} == {f"{macro}.{name}.html" for macro, name in CASES}


def test_every_macro_that_prints_a_section_has_a_snapshot() -> None:
    base = load_layout("profile").chain[-1]
    macros = set(re.findall(r"{% macro (\w+)\(", (base / "sections.html").read_text(encoding="utf-8")))
    helpers = {"drop", "cited", "head", "paragraphs", "bullets", "judged", "missing", "bar_table", "named", "sentences"}
    assert macros - helpers <= set(CALLS)
    cover = (base.parent / "_cover" / "cover.html").read_text(encoding="utf-8")
    assert {f"cover_{macro}" for macro in re.findall(r"{% macro (\w+)\(", cover)} == set(COVER_CALLS)


def test_a_changed_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CALLS, "insights", "judgements()")
    with pytest.raises(AssertionError, match="stored"):
        test_a_section_is_as_it_was("insights", "rich", False)
