from __future__ import annotations

import ctypes
import hashlib
import json
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportgen.cli import environment
from reportgen.errors import EnvironmentLacksError
from reportgen.render import kept
from reportgen.store import location, shipped

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


def found(cli: Cli, *words: str) -> dict[str, dict[str, object]]:
    return {each["name"]: each for each in json.loads(cli(*words, "doctor", "--json").stdout)["findings"]}


def test_a_cache_folder_that_cannot_be_written_is_only_a_note(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in-the-way").write_text("")
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(Path("in-the-way/cache").absolute()))
    result = cli("doctor")
    assert result.exit_code == 0
    assert re.search(
        r"^note    cache folder .*in-the-way.*\n.*→ Brochures are made without it", result.stdout, re.MULTILINE
    )


def test_no_room_for_temporary_files(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in-the-way").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(Path("in-the-way/tmp").absolute()))
    result = cli("doctor")
    assert result.exit_code == 4
    assert re.search(r"MISSING temporary files .*\n.*TMPDIR", result.stdout)


def test_a_disk_that_is_nearly_full(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=30_000_000))
    places = found(cli)
    assert not places["output folder"]["ok"] and not places["temporary files"]["ok"]
    assert "only 30 MB are free" in str(places["output folder"]["detail"])


def test_a_machine_without_a_home(cli: Cli, monkeypatch: pytest.MonkeyPatch, tiny_store: Path) -> None:
    monkeypatch.delenv("REPORTGEN_STORE")
    monkeypatch.setattr(location, "store_to_read", lambda: tiny_store)

    def none() -> Path:
        raise EnvironmentLacksError("You have no home folder here.", cure="Set HOME.")

    monkeypatch.setattr(location, "store_to_write", none)
    result = cli("doctor")
    assert result.exit_code == 0
    assert re.search(r"^note    your data folder +You have no home", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("by", ["checksum", "pages"])
def test_a_store_that_is_damaged(cli: Cli, tiny_store: Path, by: str) -> None:
    data = bytearray(tiny_store.read_bytes())
    store = Path("damaged.sqlite")
    if by == "checksum":
        shipped.checksum_file(store).write_text(f"{hashlib.sha256(data).hexdigest()}  {store}\n", encoding="ascii")
        data[-1] ^= 1
    else:
        middle = len(data) // 2
        data[middle : middle + 4096] = b"\xff" * 4096
    store.write_bytes(data)
    finding = found(cli, "--store", str(store))["data store"]
    assert not finding["ok"] and finding["cure"]


def test_a_whole_store_with_its_checksum(cli: Cli, tiny_store: Path) -> None:
    Path("whole.sqlite").write_bytes(tiny_store.read_bytes())
    digest = hashlib.sha256(tiny_store.read_bytes()).hexdigest()
    shipped.checksum_file(Path("whole.sqlite")).write_text(f"{digest}  whole.sqlite\n", encoding="ascii")
    assert found(cli, "--store", "whole.sqlite")["data store"]["ok"]


def test_an_old_pango(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_LOWEST_PANGO", (9, 0, 0))
    finding = found(cli)["version of Pango"]
    assert not finding["ok"] and "too old" in str(finding["detail"])
