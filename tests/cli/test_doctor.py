from __future__ import annotations

import ctypes
import json
import re
import tomllib
from pathlib import Path

import pytest

from reportgen.cli import environment

from .conftest import Cli

ROOT = Path(__file__).resolve().parents[2]


def test_floors_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    floors = dict(re.fullmatch(r"([a-z0-9-]+)>=([\d.]+)", each).groups() for each in project["dependencies"])  # type: ignore[union-attr,misc]
    assert floors == environment.FLOORS
    assert project["requires-python"] == f">={'.'.join(map(str, environment.LOWEST_PYTHON))}"


def test_everything_is_there(cli: Cli) -> None:
    result = cli("doctor")
    assert result.exit_code == 0, result.stdout
    assert "MISSING" not in result.stdout
    assert "9 occupations" in result.stdout
    assert not Path("output").exists()  # looking makes nothing
    assert json.loads(cli("doctor", "--json").stdout)["ok"] is True


def test_missing_library_is_4_with_the_command_to_type(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    real = ctypes.CDLL

    def without_subset(name: str, *args: object) -> object:
        if "subset" in name:
            raise OSError(f"cannot load library {name!r}")
        return real(name)

    monkeypatch.setattr(ctypes, "CDLL", without_subset)
    result = cli("doctor")
    assert result.exit_code == 4
    assert re.search(r"MISSING library HarfBuzz subset .*\n.*→ .*install", result.stdout)
    assert "1 of" in result.stderr


def test_missing_store_old_package_and_unwritable_folder(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in-the-way").write_text("")
    monkeypatch.setitem(environment.FLOORS, "click", "99")
    monkeypatch.setitem(environment.FLOORS, "no-such-package", "1")
    found = json.loads(cli("--store", "nowhere.sqlite", "doctor", "--output", "in-the-way/output", "--json").stdout)
    missing = {each["name"]: each for each in found["findings"] if not each["ok"]}
    assert set(missing) == {"click", "no-such-package", "data store", "output folder"}
    assert missing["click"]["cure"] == 'pip install "click>=99"'
    assert all(each["cure"] for each in missing.values())


@pytest.mark.parametrize(
    ("version", "floor", "enough"),
    [
        ("70.0", "70", True),
        ("69.9.1", "70", False),
        ("3.1.6", "3.1.6", True),
        ("3.1.10", "3.1.6", True),
        ("8", "8.1", False),
    ],
)
def test_versions(version: str, floor: str, enough: bool) -> None:
    assert (environment._numbers(version) >= environment._numbers(floor)) is enough
