"""Is the store what it should be? Integrity, references, row counts, hashes and join coverage."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator
from enum import StrEnum

from reportgen.errors import EnvironmentLacksError
from reportgen.sources import spec
from reportgen.store import location, shipped
from reportgen.store.coverage import coverage
from reportgen.store.reader import Store
from reportgen.values import dataclass


class Verdict(StrEnum):
    """NOTE is worth knowing and no fault: a file that differs from the one tested, an edition that is not there."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    verdict: Verdict
    detail: str


def verify(store: Store) -> Iterator[Check]:
    """Run every check, the cheap ones first. A failed one does not stop the others."""
    for name, step in _STEPS.items():
        try:
            yield from step(store)
        except EnvironmentLacksError as error:  # pages that cannot be read
            yield Check(name, Verdict.FAILED, error.what)


def _checksum(store: Store) -> Iterator[Check]:
    name = "checksum of the store"
    record = shipped.checksum_file(store.path)
    found = shipped.sha256_of(store.path)
    if not record.is_file():
        if store.path.resolve() == location.shipped_store().resolve():
            yield Check(name, Verdict.FAILED, f"{record.name} is missing beside the shipped store")
        else:
            yield Check(name, Verdict.NOTE, f"{found}; your own store, so none is recorded to compare it with")
        return
    recorded = record.read_text(encoding="ascii", errors="replace").split(maxsplit=1)[0]
    if recorded == found:
        yield Check(name, Verdict.OK, found)
    else:
        yield Check(name, Verdict.FAILED, f"{found}, but {record.name} says {recorded}")


def _integrity(store: Store) -> Iterator[Check]:
    problems = [row["integrity_check"] for row in store.query("PRAGMA integrity_check")]
    if problems == ["ok"]:
        yield Check("database pages", Verdict.OK, "sound")
    else:
        yield Check("database pages", Verdict.FAILED, "; ".join(problems[:3]))


def _foreign_keys(store: Store) -> Iterator[Check]:
    broken = store.query("PRAGMA foreign_key_check")
    if not broken:
        yield Check("references", Verdict.OK, "every row's release, file, code and area exist")
        return
    tables = ", ".join(sorted({f"{row['table']} → {row['parent']}" for row in broken}))
    yield Check("references", Verdict.FAILED, f"{len(broken):,} rows point at nothing: {tables}")


def _row_counts(store: Store) -> Iterator[Check]:
    """Every file's rows are there: the table that holds most of them holds as many as were recorded."""
    counts: dict[int, int] = {}
    strangers = 0
    for table in store.data_tables:
        for row in store.query(
            f"""SELECT t.file_id, count(*) AS n, sum(t.release_id <> f.release_id) AS other
                FROM {table} t JOIN source_file f USING (file_id) GROUP BY t.file_id"""  # noqa: S608 (our names)
        ):
            counts[row["file_id"]] = max(counts.get(row["file_id"], 0), row["n"])
            strangers += row["other"]
    wrong = [
        f"{file.release_key} {file.name}: {counts.get(file_id, 0):,} rows, {file.row_count:,} recorded"
        for file_id, file in store.files.items()
        if counts.get(file_id, 0) != file.row_count
    ]
    if wrong:
        yield Check("rows of each file", Verdict.FAILED, "; ".join(wrong))
    else:
        total = sum(counts.values())
        yield Check("rows of each file", Verdict.OK, f"{len(counts)} files, {total:,} rows, as recorded at import")
    if strangers:
        yield Check(
            "release of each row",
            Verdict.FAILED,
            f"{strangers:,} rows are of another release than their file",
        )


def _file_hashes(store: Store) -> Iterator[Check]:
    """Files against the checksums that their descriptions give, where they give one."""
    same = 0
    for file in store.files.values():
        expected = _expected_hash(file.release_key, file.part, file.name)
        if expected is None:
            continue
        if expected == file.sha256:
            same += 1
        else:
            detail = "its publisher has issued it anew, or it was edited, since reportgen was tested with it"
            yield Check(f"checksum of {file.name}", Verdict.NOTE, detail)
    yield Check("checksums of the files", Verdict.OK, f"{same} of {len(store.files)} are the very files tested")


def _expected_hash(release_key: str, part: str, name: str) -> str | None:
    try:
        release = spec.release_spec(release_key)
    except KeyError:
        return None
    for file in release.files:
        if file.part == part and any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in file.names):
            return file.sha256
    return None


def _coverage(store: Store) -> Iterator[Check]:
    for each in coverage(store):
        name = f"{each.join} ({each.release_key})"
        if each.reached is None:
            yield Check(name, Verdict.NOTE, "not counted: it is not in this store")
        elif each.reached == each.expected:
            yield Check(name, Verdict.OK, f"{each.reached} occupations")
        else:
            yield Check(name, Verdict.FAILED, f"{each.reached} occupations, {each.expected} expected")


_STEPS: dict[str, Callable[[Store], Iterator[Check]]] = {
    "checksum of the store": _checksum,
    "database pages": _integrity,
    "references": _foreign_keys,
    "rows of each file": _row_counts,
    "checksums of the files": _file_hashes,
    "join coverage": _coverage,
}
