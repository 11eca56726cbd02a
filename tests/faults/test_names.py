"""What files may be called, and where they may lead."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from reportgen.batch.files import is_whole_pdf

from .conftest import names

Cli = Callable[..., Result]


def plan(*outputs: str) -> str:
    Path("plan.csv").write_text("occupation,state,output\n" + "".join(f'29-2072,TX,"{name}"\n' for name in outputs))
    return "plan.csv"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../x", "the name holds '/'"),
        ("/somewhere/x.pdf", "the name holds '/'"),
        ("..\\x", "the name holds '\\\\'"),
        ("..", "it is no name for a file"),
        (".hidden", "it is no name for a file"),
        ("CON", "Windows cannot have a file of that name"),
        ("con.pdf", "Windows cannot have a file of that name"),
        ("nul.x", "Windows cannot have a file of that name"),
        ("COM1", "Windows cannot have a file of that name"),
        ("end.", "Windows cannot have a file of that name"),
        ("end .pdf", "Windows cannot have a file of that name"),
        ("x" * 300, "the name is longer than 200 bytes"),
        ("é" * 101, "the name is longer than 200 bytes"),
    ],
)
def test_names_that_are_refused(cli: Cli, name: str, said: str) -> None:
    result = cli("batch", plan(name))
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Texas", "TEXAS"), ("café", unicodedata.normalize("NFD", "café")), ("straße", "STRASSE"), ("ﬁre", "fire")],
)
def test_names_that_some_disks_take_for_one(cli: Cli, one: str, other: str) -> None:
    result = cli("batch", plan(one, other))
    assert result.exit_code == 2
    assert "is that of row 2 already" in result.stderr
    assert not Path("output").exists()


def test_names_that_are_fine(cli: Cli) -> None:
    fine = ["console", "Économie 2026", "a.b", "x" * 196]
    assert cli("batch", plan(*fine)).exit_code == 0
    assert {f"{name}.pdf" for name in fine} <= set(names(Path("output")))


def test_a_link_at_the_target_is_replaced_and_not_followed(cli: Cli, clean_home: Path) -> None:
    mine = clean_home / "mine.txt"
    mine.write_text("mine")
    Path("a.pdf").symlink_to(mine)
    assert cli("brochure", "29-2072", "--state", "TX", "-o", "a.pdf").exit_code == 0
    assert mine.read_text() == "mine"
    assert is_whole_pdf(Path("a.pdf")) and not Path("a.pdf").is_symlink()
    Path("out").mkdir()
    Path("out/x.pdf").symlink_to(mine)
    assert cli("batch", plan("x"), "-o", "out").exit_code == 0
    assert mine.read_text() == "mine"
    assert is_whole_pdf(Path("out/x.pdf")) and not Path("out/x.pdf").is_symlink()


def test_a_folder_in_the_place_of_a_file_is_said(cli: Cli) -> None:
    Path("out/x.pdf").mkdir(parents=True)
    result = cli("batch", plan("x", "y"), "-o", "out")
    assert result.exit_code == 3
    assert "Cannot write out/x.pdf: Is a directory." in result.stderr
    assert is_whole_pdf(Path("out/y.pdf"))
    assert not [name for name in names(Path("out")) if name.startswith(".")]
