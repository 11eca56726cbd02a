"""`reportgen texts check` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from reportgen.cli.settings import Settings
from reportgen.cli.texts import command
from tests.store import tiny

from .sample import GOOD, line_of, with_fault, write


def test_findings_as_lines_and_as_json(tmp_path: Path) -> None:
    settings = Settings(store=tiny.make(tmp_path / "tiny.sqlite"))
    faulty = with_fault("Begin a coding program.", "Begin 2 coding programs.")
    folder = write(tmp_path / "texts", faulty).parent
    words = CliRunner().invoke(command, ["check", str(folder)], obj=settings)
    assert words.exit_code == 1
    assert f"29-2072.toml:{line_of(faulty, 'after = [')}: prepare.after 1: holds the figure “2”" in words.stdout
    assert "1 finding in 1 file" in words.stderr
    data = json.loads(CliRunner().invoke(command, ["check", str(folder), "--json"], obj=settings).stdout)
    assert (data["files"], data["findings"][0]["field"]) == (1, "prepare.after 1")


def test_nothing_found(tmp_path: Path) -> None:
    settings = Settings(store=tiny.make(tmp_path / "tiny.sqlite"))
    good = CliRunner().invoke(command, ["check", str(write(tmp_path, GOOD))], obj=settings)
    assert (good.exit_code, good.stdout) == (0, ""), good.output
    partial = write(
        tmp_path / "mine",
        'soc = "29-2072"\ndifficulty = "'
        + "It is slow work. " * 3
        + 'You sit down and read for most of the day, and your eyes get tired from the small print."\n',
    )
    assert CliRunner().invoke(command, ["check", str(partial)], obj=settings).exit_code == 1
    assert CliRunner().invoke(command, ["check", str(partial), "--partial"], obj=settings).exit_code == 0
