"""`--help` answers at once, and every command shows an example and stands in docs/cli.md."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from reportgen.cli import main

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "pandas", "numpy", "weasyprint", "rich", "babel", "python_calamine", "jinja2", "pikepdf", "requests", "sqlite3",
}  # fmt: skip


def commands() -> Iterator[tuple[str, click.Command]]:
    def below(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
        yield path, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from below(found, f"{path} {name}")

    yield from below(main, "reportgen")


EVERY = dict(commands())


@pytest.mark.parametrize("path", EVERY)
def test_help_has_an_example_that_is_a_command(path: str) -> None:
    result = CliRunner().invoke(main, [*path.split()[1:], "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output
    assert path in result.output.partition("Example")[2]


@pytest.mark.parametrize("path", EVERY)
def test_every_command_and_option_is_documented(path: str) -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"`{path}" in text
    for parameter in EVERY[path].params:
        for name in parameter.opts:
            if name.startswith("--"):
                assert name in text, f"{path} {name}"


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["brochure", "--help"], ["data", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    script = f"import sys; sys.argv = ['reportgen', *{words!r}]; from reportgen.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & HEAVY


def test_lines_of_help_are_those_of_the_commands_that_exist() -> None:
    assert {path.split()[1] for path in EVERY if path.count(" ") == 1} >= {"brochure", "data", "doctor", "layouts"}


def test_unknown_command_suggests_the_nearest() -> None:
    result = CliRunner().invoke(main, ["brochures"])
    assert result.exit_code == 2
    assert "Did you mean “brochure”?" in result.stderr


def test_one_brochure_imports_nothing_that_it_can_do_without() -> None:
    """Half of a cold start are imports: these would come with a careless line at the top of a module."""
    script = (
        "import gc, sys\n"
        "from reportgen.cli import main\n"
        "main(['--version'], standalone_mode=False)\n"
        "assert gc.get_threshold()[0] >= 100_000, 'garbage is looked for in the middle of one brochure'\n"
        "import reportgen.cli.brochure, reportgen.batch.alone, reportgen.batch.places, reportgen.batch.renderer\n"
        "import reportgen.brochure.compose, reportgen.profile.build, reportgen.render, reportgen.render.figures\n"
        "import reportgen.sources.editorial_choice, reportgen.store.resolve\n"
        "print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    needless = {
        "email", "http", "importlib.metadata", "logging", "multiprocessing", "pikepdf", "reportgen.comparison",
        "reportgen.poster", "socket", "ssl", "weasyprint", "xml.sax",
    }  # fmt: skip
    assert not needless & set(done.stdout.splitlines())
