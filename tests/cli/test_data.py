"""`reportgen data …`."""

from __future__ import annotations

import dataclasses
import http.server
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.sources import codes, spec
from reportgen.store import location, shipped
from tests.store import tiny

from .conftest import Cli

# A small official text file that needs no other: O*NET's job zones, known by the Read Me beside them.
# An edition must have all its 923 rows.
JOB_ZONES = "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\r\n" + "".join(
    f"{code}\t3\t08/2025\tAnalyst\r\n" for code in sorted(codes.onet_codes())[:923]
)
README = "O*NET 30.1 Database\r\n"


@pytest.fixture
def onet(clean_home: Path) -> Path:
    folder = clean_home / "onet"
    folder.mkdir()
    (folder / "Read Me.txt").write_text(README, encoding="utf-8", newline="")
    (folder / "Job Zones.txt").write_text(JOB_ZONES, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def own_store(cli: Cli, tiny_store: Path, clean_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user has no store yet; the tiny one is what is shipped."""
    monkeypatch.delenv("REPORTGEN_STORE")
    monkeypatch.setattr(location, "shipped_store", lambda: tiny_store)
    return clean_home / "mine.sqlite"


def test_status(cli: Cli) -> None:
    result = cli("data", "status")
    assert result.exit_code == 0
    assert "oews-state-2024  (brochures are made from it)" in result.stdout
    assert "Newer: May 2025" in result.stdout
    assert "Licence: Public domain" in result.stdout
    found = {each["release"]["key"]: each for each in json.loads(cli("data", "status", "--json").stdout)["releases"]}
    assert found["oews-national-2024"]["is_default"] is True
    assert found["oews-national-2024"]["files"][0]["sha256"] == "a" * 64


def test_status_of_what_can_be_imported(cli: Cli) -> None:
    assert "national_m2024_dl.xlsx" in cli("data", "status", "--known").stdout
    known = json.loads(cli("data", "status", "--known", "--json").stdout)
    assert {"release", "part", "names", "kind", "shipped", "unsupported"} == set(known[0])


def test_explain(cli: Cli) -> None:
    result = cli("data", "explain", "medical records", "TX", "median")
    assert result.exit_code == 0
    assert "$45,000" in result.stdout
    for expected in ("A_MEDIAN", "state.xlsx", "b" * 64, "Texas", "Public domain"):
        assert expected in result.stdout
    found = json.loads(cli("data", "explain", "29-2072", "TX", "median", "--json").stdout)
    assert found["citations"][0]["column"] == "A_MEDIAN"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["29-2072", "TX", "medan"], 2, "median"),
        (["29-2072", "Texs", "median"], 2, "Texas (TX)"),
        (["51-2061", "TX", "median"], 5, "California (CA)"),
        (["29-2072", "TX", "growth"], 5, "no projection"),
    ],
)
def test_explain_errors(cli: Cli, words: list[str], code: int, said: str) -> None:
    result = cli("data", "explain", *words)
    assert result.exit_code == code
    assert said in result.stderr


def test_verify_fails_with_1_and_names_the_check(cli: Cli, tiny_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copy(tiny_store, copy)
    shipped.checksum_file(copy).write_text(f"{'0' * 64}  copy.sqlite\n")
    result = cli("--store", str(copy), "data", "verify")
    assert result.exit_code == 1
    assert "failed  checksum of the store" in result.stdout
    assert "ok      references" in result.stdout
    found = json.loads(cli("--store", str(copy), "data", "verify", "--json").stdout)
    assert found["ok"] is False


def test_import_starts_from_the_shipped_store_and_leaves_it_alone(
    cli: Cli, own_store: Path, tiny_store: Path, onet: Path
) -> None:
    before = tiny_store.read_bytes()
    result = cli("--store", str(own_store), "data", "import", str(onet / "Job Zones.txt"))
    assert result.exit_code == 0, result.stderr
    assert "Imported Job Zones.txt (onet-30.1): 923 rows." in result.stderr
    assert tiny_store.read_bytes() == before
    assert "onet-30.1" in cli("--store", str(own_store), "data", "status").stdout
    once = own_store.read_bytes()
    again = cli("--store", str(own_store), "data", "import", str(onet))
    assert "Already in the store: Job Zones.txt" in again.stderr
    assert "Nothing was changed." in again.stderr
    assert own_store.read_bytes() == once


def test_import_names_every_problem_and_changes_nothing(cli: Cli, own_store: Path, onet: Path) -> None:
    (onet / "other.txt").write_text("what is this")
    files = [str(onet / "Job Zones.txt"), str(onet / "other.txt"), "missing.xlsx"]
    result = cli("--store", str(own_store), "data", "import", *files)
    assert result.exit_code == 1
    assert "2 of 3 files cannot be imported" in result.stderr
    assert "other.txt" in result.stderr
    assert "missing.xlsx" in result.stderr
    assert not own_store.exists()


def test_import_of_a_broken_file_leaves_the_store(cli: Cli, own_store: Path, onet: Path) -> None:
    cli("--store", str(own_store), "data", "import", str(onet))
    before = own_store.read_bytes()
    (onet / "Job Zones.txt").write_text(JOB_ZONES.replace("\t3\t", "\tthree\t", 1), encoding="utf-8", newline="")
    result = cli("--store", str(own_store), "data", "import", str(onet))
    assert result.exit_code == 1
    assert "row 2, column Job Zone" in result.stderr
    assert own_store.read_bytes() == before


def test_build_writes_store_checksum_and_table(cli: Cli, onet: Path) -> None:
    for name in ("one.sqlite", "two.sqlite"):
        result = cli("data", "build", "--from", str(onet), "--output", name)
        assert result.exit_code == 0, result.stderr
    assert "job_zone" in result.stdout
    assert "from 1 files" in result.stderr
    assert Path("one.sqlite").read_bytes() == Path("two.sqlite").read_bytes()
    recorded = Path("one.sqlite.sha256").read_text().split()
    assert recorded == [shipped.sha256_of(Path("one.sqlite")), "one.sqlite"]


def test_build_from_a_folder_without_known_files(cli: Cli, clean_home: Path) -> None:
    (clean_home / "empty").mkdir()
    result = cli("data", "build", "--from", "empty", "--output", "s.sqlite")
    assert result.exit_code == 1
    assert "holds no file" in result.stderr
    assert not Path("s.sqlite").exists()


@pytest.fixture
def publisher(onet: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A local server with one good archive (O*NET) and one that is refused (OEWS); yields the agents it saw."""
    archive = onet.parent / "db_30_1_text.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in onet.iterdir():
            file.write(path, f"db_30_1_text/{path.name}")
    agents: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            agents.append(str(self.headers["User-Agent"]))
            if "db_30_1" not in self.path:
                self.send_error(403)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(archive.stat().st_size))
            self.end_headers()
            self.wfile.write(archive.read_bytes())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    local = tuple(
        dataclasses.replace(each, archive_url=f"{address}/{each.archive_url.rsplit('/', 1)[1]}", archive_sha256=None)
        for each in spec.all_releases()
        if each.archive_url and each.release.key in ("onet-30.1", "oews-national-2025")
    )
    everything = spec.all_releases()
    monkeypatch.setattr(spec, "all_releases", lambda: local + tuple(e for e in everything if not e.archive_url))
    yield agents
    server.shutdown()
    server.server_close()


def test_update_imports_what_it_gets_and_names_what_it_does_not(
    cli: Cli, own_store: Path, publisher: list[str]
) -> None:
    result = cli("--store", str(own_store), "data", "update", "--contact", "me@school.example", "--folder", "downloads")
    assert result.exit_code == 1
    assert "refuses it (403)" in result.stderr
    assert "Imported Job Zones.txt" in result.stderr
    assert "1 of 2 archives could not be had or imported" in result.stderr
    assert all("me@school.example" in agent for agent in publisher)
    again = cli("--store", str(own_store), "data", "update", "onet", "--contact", "me@school.example")
    assert again.exit_code == 0
    assert "Nothing was changed." in again.stderr


def test_update_without_a_contact_says_why_one_is_needed(cli: Cli, publisher: list[str]) -> None:
    result = cli("data", "update")
    assert result.exit_code == 2
    assert "REPORTGEN_CONTACT" in result.stderr
    assert publisher == []


def test_update_of_an_unknown_source(cli: Cli) -> None:
    result = cli("data", "update", "oews-nationl", "--contact", "me@school.example")
    assert result.exit_code == 2
    assert "Did you mean" in result.stderr


def test_no_store_at_all(cli: Cli) -> None:
    result = cli("--store", "nowhere.sqlite", "data", "status")
    assert result.exit_code == 4
    assert "There is no data store at nowhere.sqlite" in result.stderr


def test_store_of_something_else(cli: Cli) -> None:
    Path("other.sqlite").write_bytes(b"SQLite format 3\x00" + b"\x00" * 4000)
    assert cli("--store", "other.sqlite", "data", "status").exit_code == 4


def test_reading_does_not_write(cli: Cli, tiny_store: Path) -> None:
    before = tiny_store.read_bytes(), tiny_store.stat().st_mtime_ns
    cli("brochure", "29-2072")
    cli("data", "verify")
    assert (tiny_store.read_bytes(), tiny_store.stat().st_mtime_ns) == before
    assert tiny.TITLES  # the store is the made-up one
