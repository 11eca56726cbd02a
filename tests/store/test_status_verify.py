"""What the store says of itself, and whether damage is noticed."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import pytest

from reportgen.errors import EnvironmentLacksError
from reportgen.store import shipped, status
from reportgen.store.reader import Store, open_store
from reportgen.store.verify import Verdict, verify

from . import tiny


def verdicts(path: Path) -> dict[str, Verdict]:
    with open_store(path) as store:
        return {check.name: check.verdict for check in verify(store)}


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_status_of_every_release(store: Store) -> None:
    found = {each.release.key: each for each in status.releases(store, datetime.date(2026, 5, 1))}
    assert set(found) == {"oews-national-2024", "oews-state-2024", "onet-to-soc-2023", "onet-30.1"}
    national = found["oews-national-2024"]
    assert national.is_default
    assert national.age_months == 12
    assert national.rows == len(tiny.TITLES) + len(tiny.GROUPS)
    assert "May 2025" in national.newer  # of data/sources/oews-national.toml
    assert not found["onet-30.1"].is_default


@pytest.mark.parametrize(
    ("published", "months"), [("2025-04-02", 12), ("2025-05", 11), ("2025", 15), ("", None), ("2027-01-01", 0)]
)
def test_months_since(published: str, months: int | None) -> None:
    assert status.months_since(published, datetime.date(2026, 4, 2)) == months


def test_known_files_say_what_is_not_shipped() -> None:
    known = {(each.release.key, each.part): each for each in status.known_files()}
    assert known["oews-national-2024", "national"].shipped
    assert known["oews-national-2020", "national"].unsupported


def test_sound_store_has_no_failed_check(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "s.sqlite")
    found = verdicts(path)
    joins = {name for name in found if "(" in name}
    assert all(verdict is not Verdict.FAILED for name, verdict in found.items() if name not in joins)
    assert found["references"] is Verdict.OK
    assert found["rows of each file"] is Verdict.OK
    # The tiny store does not reach the coverage of the official files: that must be seen.
    assert found["O*NET through the crosswalk (onet-to-soc-2023)"] is Verdict.FAILED
    assert found["exposure by SOC code (microsoft-2025)"] is Verdict.NOTE


def test_checksum_is_compared(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "s.sqlite")
    shipped.write_checksum(path)
    assert verdicts(path)["checksum of the store"] is Verdict.OK
    change(path, "UPDATE wage_estimate SET employment_jobs = 1 WHERE soc = '29-2072' AND area_fips = '48'")
    assert verdicts(path)["checksum of the store"] is Verdict.FAILED


def test_missing_rows_and_references_are_noticed(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "s.sqlite")
    change(path, "DELETE FROM wage_estimate WHERE area_fips = '06'")
    assert verdicts(path)["rows of each file"] is Verdict.FAILED
    change(path, "DELETE FROM soc_code WHERE soc = '29-2072'")
    assert verdicts(path)["references"] is Verdict.FAILED


def test_a_damaged_page_is_a_failed_check_and_not_a_traceback(tmp_path: Path) -> None:
    path = tiny.make(tmp_path / "s.sqlite")
    data = bytearray(path.read_bytes())
    for start in range(3 * 4096, len(data) - 4096, 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    try:
        found = verdicts(path)
    except EnvironmentLacksError as error:
        assert "damaged" in error.what
    else:
        assert Verdict.FAILED in found.values()
