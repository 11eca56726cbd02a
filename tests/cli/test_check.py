from __future__ import annotations

import json
from pathlib import Path

import pikepdf

from reportgen.render import load_layout, render_pdf
from tests.render.brochures import RICH

from .conftest import Cli


def test_untagged_and_broken_files_are_named(cli: Cli) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.save("plain.pdf")
    Path("broken.pdf").write_bytes(b"%PDF-1.7 half")
    result = cli("check", "plain.pdf", "broken.pdf", "missing.pdf")
    assert result.exit_code == 1
    assert "FAULTY  plain.pdf: 1 pages" in result.stdout
    assert "not tagged" in result.stdout
    assert "FAULTY  broken.pdf: cannot be read" in result.stdout
    assert "3 of 3 files have problems." in result.stderr
    found = json.loads(cli("check", "plain.pdf", "--json").stdout)
    assert found[0]["report"]["language"] == ""


def test_a_good_file_is_described(cli: Cli) -> None:
    Path("good.pdf").write_bytes(render_pdf(RICH, load_layout("handout"), variant="pdf/a-2a").data)
    result = cli("check", "good.pdf")
    assert result.exit_code == 0, result.output
    first, *lines = (line.strip() for line in result.stdout.splitlines())
    assert first.startswith("ok      good.pdf: 1 pages, PDF/UA-1: passes")
    assert "PDF/A-2a: passes" in first
    assert "title: Medical Records Specialists: Texas (en)" in lines
    assert "pages: 1 of 612 x 792 pt" in lines
    assert "https://www.bls.gov/oes/" in lines
    assert "figures: May 2024; printed November 24, 2026" in lines
    assert "oews-2024: May 2024, published 2025-04-02" in lines
    assert any(line.startswith("fonts:") and "Source-Sans-3" in line for line in lines)
    assert any(line.startswith("tags:") and "1 H1" in line for line in lines)
