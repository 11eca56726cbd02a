"""`--pdf-variant` reaches the PDF, and `reportgen check` tells which standards it keeps."""

from __future__ import annotations

import pytest

from reportgen.batch import renderer

from .conftest import Cli

REAL = renderer.make_render


@pytest.mark.parametrize(("words", "archival"), [((), False), (("--pdf-variant", "archive"), True)])
def test_the_standards_of_a_finished_file(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], archival: bool
) -> None:
    monkeypatch.setattr(renderer, "make_render", REAL)
    made = cli("brochure", "29-2072", "--state", "TX", "-o", "made.pdf", *words)
    assert made.exit_code == 0, made.output
    result = cli("check", "made.pdf")
    assert result.exit_code == 0, result.output
    assert "PDF/UA-1: passes" in result.stdout
    assert ("PDF/A-2a: passes" in result.stdout) is archival


def test_an_unknown_variant_lists_the_known(cli: Cli) -> None:
    result = cli("brochure", "29-2072", "--pdf-variant", "x")
    assert result.exit_code == 2
    assert "'ua', 'archive'" in result.stderr
