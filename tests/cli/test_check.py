from __future__ import annotations

import json
from pathlib import Path

import pikepdf

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
