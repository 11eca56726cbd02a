"""Layouts that other Python packages bring by entry point. The packages here are made by hand and put on the path."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from reportgen.errors import ReportgenError, UsageError
from reportgen.render import available_layouts, load_layout, render_pdf
from reportgen.render.layout import broken_layouts
from reportgen.render.layout_sources import hidden
from reportgen.render.start import start
from tests.pdf_text import pages
from tests.render.brochures import BARE

ROOT = Path(__file__).resolve().parents[2]


def installed(site: Path, distribution: str, points: dict[str, str], version: str = "1.2") -> None:
    """What pip leaves in a folder of packages: metadata with entry points."""
    info = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
    lines = "".join(f"{name} = {value}\n" for name, value in points.items())
    (info / "entry_points.txt").write_text(f"[reportgen.layouts]\n{lines}")


def package(site: Path, name: str = "district_layouts", layout: str = "district") -> Path:
    """A package that ends the process when its code is run, with a layout in it."""
    folder = site / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text("raise SystemExit('the code of the package was run')\n")
    start(layout, "handout", folder)
    html = (folder / layout / f"{layout}.html").read_text(encoding="utf-8")
    (folder / layout / f"{layout}.html").write_text(html.replace("{{ s.what() }}", "<p>From the district</p>"), "utf-8")
    return folder / layout


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path / "site")
    return tmp_path / "site"


def test_a_layout_of_a_package(site: Path) -> None:
    folder = package(site)
    installed(site, "district-layouts", {"district": "district_layouts.district"})
    layout = load_layout("district")
    assert layout.folder == folder.resolve()
    assert layout.origin == "district-layouts 1.2"
    (text,) = pages(render_pdf(BARE, layout).data)
    assert "From the district" in text
    origins = {each.name: each.origin for each in available_layouts()}
    assert (origins["district"], origins["handout"]) == ("district-layouts 1.2", "shipped")


def test_one_that_a_layout_of_ones_own_extends(site: Path, tmp_path: Path) -> None:
    package(site)
    installed(site, "district-layouts", {"district": "district_layouts.district"})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "layout.toml").write_text('name = "mine"\ntitle = "x"\nextends = "district"\n')
    (text,) = pages(render_pdf(BARE, load_layout(tmp_path / "mine")).data)
    assert "From the district" in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("no_such_package.district", "package no_such_package, which is not there"),
        ("district_layouts.elsewhere", "there is no layout.toml"),
        ("district_layouts.broken", "unknown key “nmae”"),
        ("district_layouts:FOLDER", "no folder of a package"),
    ],
)
def test_a_broken_one_leaves_the_others_alone(site: Path, value: str, words: str) -> None:
    package(site)
    broken = site / "district_layouts" / "broken"
    broken.mkdir()
    (broken / "layout.toml").write_text('nmae = "broken"\n')
    installed(site, "district-layouts", {"district": "district_layouts.district"})
    installed(site, "another", {"broken": value}, "0.1")
    assert {"district", "handout"} <= {layout.name for layout in available_layouts()}
    (fault,) = broken_layouts()
    assert (fault.name, fault.origin) == ("broken", "another 0.1")
    assert words in str(fault.fault)
    with pytest.raises(ReportgenError) as caught:
        load_layout("broken")
    assert words in str(caught.value)
    with pytest.raises(UsageError, match="Known layouts: card, district"):
        load_layout("no-such-layout")


def test_a_shipped_name_stays_the_shipped_layout(site: Path) -> None:
    package(site)
    installed(site, "district-layouts", {"sidebar": "district_layouts.district"})
    assert load_layout("sidebar").origin == "shipped"
    assert [(place.name, place.origin) for place in hidden()] == [("sidebar", "district-layouts 1.2")]


def test_the_command_line_sees_it_and_says_where_it_comes_from(site: Path, tmp_path: Path) -> None:
    package(site)
    installed(site, "district-layouts", {"district": "district_layouts.district", "gone": "district_layouts.gone"})
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{site}"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        script = "from reportgen.cli import main; main(prog_name='reportgen')"
        return subprocess.run(
            [sys.executable, "-c", script, *words], env=environment, cwd=tmp_path, capture_output=True, text=True
        )

    done = run("layouts", "list")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("district")]
    assert "district-layouts 1.2" in line
    assert "“gone” of district-layouts 1.2 cannot be used" in done.stderr
    found = {each["name"]: each for each in json.loads(CliRunner().invoke(main, ["layouts", "list", "--json"]).stdout)}
    assert found["district"]["from"] == "district-layouts 1.2"
    made = run("brochure", "29-2072", "--state", "TX", "--layout", "district", "--output", "one.pdf")
    assert made.returncode == 0, made.stderr
    assert "From the district" in pages((tmp_path / "one.pdf").read_bytes())[0]
