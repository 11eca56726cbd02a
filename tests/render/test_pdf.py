from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from reportgen.brochure.value import Sentences
from reportgen.errors import EnvironmentLacksError, ReportgenError, UsageError
from reportgen.render import check_rendered, load_layout, render_pdf, weasy
from tests.render.brochures import RICH


def test_importing_the_renderer_does_not_load_the_engine() -> None:
    code = (
        "import sys, reportgen.render\n"
        "assert not {'weasyprint', 'pikepdf', 'reportlab', 'pandas'} & set(sys.modules), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_process_that_laid_out_a_page_ends_quietly() -> None:
    """Also when what WeasyPrint keeps of fonts goes at the very end, after most of Python."""
    code = (
        "from reportgen.render import load_layout, render_pdf\n"
        "from tests.render.brochures import RICH\n"
        "assert render_pdf(RICH, load_layout('handout'), press=False).laid_out_because"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr == ""


def test_a_missing_system_library_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refuses:
        def find_spec(self, name: str, *_: Any) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0': not found")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refuses(), *sys.meta_path])
    with pytest.raises(EnvironmentLacksError) as caught:
        weasy.load()
    assert "libgobject" in str(caught.value)
    assert "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in str(caught.value)


def test_text_from_data_is_escaped() -> None:
    hostile = replace(RICH, tagline="<b>&amp; <script>alert(1)</script> {{ 7*7 }}")
    result = render_pdf(hostile, load_layout("handout"))
    assert result.warnings == ()


def test_what_cannot_fit_is_found_and_refused() -> None:
    endless = replace(RICH, summary=Sentences((" ".join(["word"] * 3000),), ()))
    layout = load_layout("handout")
    result = render_pdf(endless, layout)
    assert any("over" in finding for finding in result.findings)
    assert result.densities == ("tight",)
    with pytest.raises(ReportgenError, match="does not fit"):
        check_rendered(result, endless, layout)


def test_a_word_wider_than_its_column_is_found() -> None:
    result = render_pdf(replace(RICH, summary=Sentences(("W" * 120,), ())), load_layout("sidebar"))
    assert any("wider than its column" in finding for finding in result.findings)


def test_items_are_dropped_before_text_is_made_smaller() -> None:
    many = replace(RICH, insights=Sentences(tuple(f"Sentence {i} of a long list. " * 12 for i in range(5)), ()))
    result = render_pdf(many, load_layout("sidebar"))
    assert result.dropped > 0
    assert result.densities == ("regular", "regular")
    assert result.findings == ()


@pytest.mark.parametrize(("key", "value"), [("paper", "legal"), ("variant", "pdf/x-4")])
def test_unknown_papers_and_variants_list_the_known(key: str, value: str) -> None:
    with pytest.raises(UsageError, match=value):
        render_pdf(RICH, load_layout("sidebar"), **{key: value})  # type: ignore[arg-type]


def test_a_brand_colour_replaces_the_groups() -> None:
    assert render_pdf(RICH, load_layout("handout"), accent="#123456").findings == ()


def test_keywords_keep_every_word() -> None:
    helpers = "Installation, Maintenance, and Repair"
    brochure = replace(RICH, title=f"Helpers—{helpers} Workers", group_title=helpers)
    for press in (True, False):
        with pikepdf.open(io.BytesIO(render_pdf(brochure, load_layout("handout"), press=press).data)) as document:
            said = f"Helpers—{helpers} Workers, Texas, 29-2072, {helpers}"
            assert str(document.docinfo["/Keywords"]) == said
            assert f"<pdf:Keywords>{said}</pdf:Keywords>" in document.Root.Metadata.read_bytes().decode()
