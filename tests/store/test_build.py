"""Building and importing: all or nothing, the same bytes twice, one builder at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.errors import EnvironmentLacksError, ReportgenError, SourceError
from reportgen.sources.imported import ImportedFile
from reportgen.store.build import build_store
from reportgen.store.reader import open_store

from . import tiny

ROOT = Path(__file__).resolve().parents[2]


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (tiny.make(tmp_path / name) for name in ("a.sqlite", "b.sqlite"))
    assert first.read_bytes() == second.read_bytes()
    assert leftovers(tmp_path) == []


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "store.sqlite")
    before = path.read_bytes(), path.stat().st_mtime_ns
    report = build_store(path, tiny.files(), start_from=path)
    assert not report.imported
    assert len(report.unchanged) == 4
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_nothing_new_makes_no_copy_of_the_shipped_store(tmp_path: Path) -> None:
    shipped = tiny.make(tmp_path / "shipped.sqlite")
    build_store(tmp_path / "mine" / "store.sqlite", [tiny.national()], start_from=shipped)
    assert not (tmp_path / "mine" / "store.sqlite").exists()


def test_a_corrected_file_replaces_the_rows_of_the_old_one(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "store.sqlite")
    corrected = tiny.national(sha256="f" * 64)
    corrected.tables["wage_estimate"].loc[0, "employment_jobs"] = 77
    build_store(path, [corrected], start_from=path)
    with open_store(path) as store:
        assert store.row("wage_estimate", soc="00-0000", area_fips="00")["employment_jobs"] == 77  # type: ignore[index]
        assert len(store.files) == 4


def test_a_broken_file_after_good_ones_changes_nothing(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "store.sqlite")
    before = path.read_bytes()

    def files() -> Iterator[ImportedFile]:
        yield tiny.titles(sha256="e" * 64)
        raise SourceError("is broken", file="x.xlsx")

    with pytest.raises(SourceError):
        build_store(path, files(), start_from=path)
    assert path.read_bytes() == before
    assert leftovers(tmp_path) == []


def test_a_row_that_names_nothing_is_refused_with_its_value(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "store.sqlite")
    before = path.read_bytes()
    stranger = tiny.imported(
        tiny.release("other", "crosswalks"), "onet_to_soc", name="odd.xlsx",
        tables={"onet_to_soc": tiny.frame(
            ("onet_soc", "soc", "handbook_title", "handbook_group", "handbook_url"),
            [("99-9999.00", "99-9999", None, None, None)],
        )},
    )  # fmt: skip
    with pytest.raises(ReportgenError) as caught:
        build_store(path, [stranger], start_from=path)
    assert "odd.xlsx" in caught.value.what
    assert "soc 99-9999" in caught.value.what
    assert "soc_code" in caught.value.what
    assert path.read_bytes() == before


def test_children_before_their_parents_in_one_import(tmp_path: Path) -> None:
    industries = tiny.imported(
        tiny.release("oews-industry-2024", "oews-industry"), "industry",
        tables={
            "industry_employment": tiny.frame(
                ("soc", "naics", "employment_jobs", "hourly_mean_usd", "annual_mean_usd"),
                [("29-2072", "6221", 5, None, None)],
            ),
            "industry": tiny.frame(("naics", "title"), [("6221", "Hospitals")]),
        },
    )  # fmt: skip
    assert build_store(tmp_path / "s.sqlite", [*tiny.files(), industries]).rows["industry"] == 1


def test_a_repeated_key_is_refused_in_words(tmp_path: Path) -> None:
    twice = tiny.frame(("onet_soc", "zone"), [("29-2072.00", 2), ("29-2072.00", 3)])
    with pytest.raises(ReportgenError, match="contradict"):
        build_store(tmp_path / "s.sqlite", [tiny.imported(tiny.release("z", "onet"), "zones", {"job_zone": twice})])
    assert not (tmp_path / "s.sqlite").exists()


def test_facts_only_leaves_out_sentences(tmp_path: Path) -> None:
    described = tiny.imported(
        tiny.release("onet-30.1", "onet"), "occupations",
        {"onet_occupation": tiny.frame(("onet_soc", "title", "description"), [("29-2072.00", "Title", "A sentence.")])},
    )  # fmt: skip
    path = tmp_path / "s.sqlite"
    build_store(path, [*tiny.files(), described], facts_only=True)
    assert b"A sentence." not in path.read_bytes()
    # The user imports the same file: it adds what was left out, once.
    assert build_store(path, [described], start_from=path).imported
    assert b"A sentence." in path.read_bytes()
    assert build_store(path, [described], start_from=path).unchanged


def test_a_store_of_another_version_is_not_added_to(tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    old.write_bytes(b"not a database, but long enough to look at" * 10)
    with pytest.raises(EnvironmentLacksError, match="data store"):
        build_store(old, [tiny.titles()], start_from=old)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentLacksError, match="Cannot write"):
        build_store(tmp_path / "s.sqlite", tiny.files())


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EnvironmentLacksError, match="Cannot write"):
        build_store(tmp_path / "file" / "s.sqlite", tiny.files())


STALLING_IMPORT = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from tests.store import tiny
    from reportgen.store.build import build_store

    def files():
        yield tiny.titles(sha256="e" * 64)
        print("in the middle", flush=True)
        time.sleep(60)

    path = Path(sys.argv[1])
    build_store(path, files(), start_from=path)
""")


@pytest.fixture
def stalling_import(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A store, and another process that is in the middle of an import into it."""
    path = tiny.make(tmp_path / "store.sqlite")
    process = subprocess.Popen(
        [sys.executable, "-c", STALLING_IMPORT, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in the middle\n"
    yield path, process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_killed_import_leaves_the_old_store(stalling_import: tuple[Path, subprocess.Popen[str]]) -> None:
    path, process = stalling_import
    before = path.read_bytes()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert path.read_bytes() == before
    # The next import works and clears away what the killed one left.
    assert leftovers(path.parent) != []
    assert build_store(path, [tiny.titles(sha256="d" * 64)], start_from=path).imported
    assert leftovers(path.parent) == []


def test_a_second_import_meanwhile_is_told_so(stalling_import: tuple[Path, subprocess.Popen[str]]) -> None:
    path, _ = stalling_import
    before = path.read_bytes()
    started = time.monotonic()
    with pytest.raises(ReportgenError, match="Another reportgen is writing"):
        build_store(path, [tiny.titles(sha256="d" * 64)], start_from=path)
    assert time.monotonic() - started < 5
    assert path.read_bytes() == before
