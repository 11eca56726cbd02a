"""Every command that writes, with every fault at every one of its steps: the old is there or the new, nothing half."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.batch.files import is_whole_pdf, sha256_of
from reportgen.store.reader import open_store
from tests.batch import stand_ins
from tests.cli.test_data import JOB_ZONES, README

from .conftest import Done, names
from .injecting import BROKEN, FULL, KILL, READ_ONLY, Came, at_every_step, run

Command = Callable[..., Callable[[], Done]]
REFUSALS = pytest.mark.parametrize("fault", [FULL, BROKEN, READ_ONLY], ids=["full", "broken", "read-only"])
WITHOUT_BROKEN = pytest.mark.parametrize("fault", [FULL, KILL], ids=["full", "killed"])
FAULTS = pytest.mark.parametrize("fault", [FULL, BROKEN, KILL], ids=["full", "broken", "killed"])


def told(came: Came, fault: int) -> None:
    """The command said what the disk refused, with the exit code of a machine that lacks something."""
    if fault == KILL:
        assert came.code is None
    elif came.code != 0:  # it may do without what was refused, such as a flush of names
        assert came.code == 4, came
        assert os.strerror(fault) in came.said, came
        assert "Traceback" not in came.said


def aged(folder: Path) -> None:
    """As if what was left there was left an hour ago."""
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))


@FAULTS
def test_one_brochure(command: Command, clean_home: Path, fault: int) -> None:
    do = command("brochure", "29-2072", "--state", "TX", "--output", "out/a.pdf")
    out = clean_home / "out"
    out.mkdir()
    old = b"%PDF-1.7 old\nstartxref\n%%EOF"
    hits = 0
    (out / "a.pdf").write_bytes(old)
    for came in at_every_step(do, clean_home, fault):
        told(came, fault)
        hits += 1
        assert (out / "a.pdf").read_bytes() == old if came.code == 4 else is_whole_pdf(out / "a.pdf")
        if fault != KILL:
            assert names(out) == ["a.pdf"]
        (out / "a.pdf").write_bytes(old)
    assert hits >= 3
    aged(out)
    assert do()[0] == 0
    assert names(out) == ["a.pdf"]
    assert (out / "a.pdf").read_bytes() != old


@WITHOUT_BROKEN
def test_a_batch(command: Command, clean_home: Path, fault: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(stand_ins.LOG, str(clean_home.parent / "renderings"))
    Path("plan.csv").write_text("occupation,state\n29-2072,TX\n47-2111,TX\n")
    do = command("batch", "plan.csv", "--output", "out", "--jobs", "1")
    out = clean_home / "out"
    hits = 0
    for came in at_every_step(do, clean_home, fault, stride=3 if fault == FULL else 1):
        hits += 1
        told(came, fault)
        unfinished = [name for name in names(out) if name.startswith(".")] if out.exists() else []
        assert fault == KILL or not unfinished
        assert all(is_whole_pdf(path) for path in out.glob("*.pdf"))
        code, said = do()
        assert code == 0, said
        assert len(names(out)) == 2 + 3, names(out)
        lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines() if line[:1] == "{"]
        made = {line["file"]: line["sha256"] for line in lines if line["event"] == "made"}
        assert {path.name: sha256_of(path) for path in out.glob("*.pdf")} == made
        assert lines[-1]["event"] == "end"
        listed = (out / "manifest.csv").read_text()
        assert listed.count(",made,") == 2
        for path in out.iterdir():
            path.unlink()
        out.rmdir()
    assert hits >= 5
    assert names(clean_home / "temporary") == []


@FAULTS
def test_an_import(command: Command, clean_home: Path, tiny_store: Path, fault: int) -> None:
    folder = clean_home.parent / "onet"
    folder.mkdir()
    (folder / "Read Me.txt").write_text(README, newline="")
    (folder / "Job Zones.txt").write_text(JOB_ZONES, newline="")
    store = clean_home / "data" / "mine.sqlite"
    store.parent.mkdir()
    do = command("--store", str(store), "data", "import", str(folder))
    old = tiny_store.read_bytes()
    store.write_bytes(old)
    for came in at_every_step(do, clean_home, fault):
        told(came, fault)
        if store.read_bytes() == old:
            assert came.code != 0
        else:
            with open_store(store) as opened:
                assert len(opened.files) == 5
                assert opened.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        if fault != KILL and not came.steps[-1].startswith(("remove", "rmdir")):
            assert names(store.parent) == ["mine.sqlite"]
        store.write_bytes(old)
    assert do()[0] == 0
    assert names(store.parent) == ["mine.sqlite"]
    assert store.read_bytes() != old


@WITHOUT_BROKEN
def test_writing_messages(command: Command, clean_home: Path, fault: int) -> None:
    Path("reportgen.toml").write_text('[mail]\nfrom = "Careers <me@school.example.org>"\n')
    Path("students.csv").write_text(
        "name,email,state,careers\n" + "".join(f"S,s{number}@example.org,TX,29-2072\n" for number in range(2))
    )
    shelf = clean_home.parent / "shelf"
    do = command("mail", "students.csv", "--jobs", "1", "--brochures", str(shelf))
    assert do()[0] == 0  # the brochures are there from now on
    outbox = clean_home / "outbox"
    command("mail", "purge", "--everything", "--yes")()
    assert not outbox.exists()
    for came in at_every_step(do, clean_home, fault, stride=3 if fault == FULL else 2):
        told(came, fault)
        code, said = do()
        assert code == 0, said
        assert "2 pending" in said
        assert names(outbox / "messages") == ["00001.eml", "00002.eml"]
        assert names(outbox) == [".gitignore", ".lock", "index.html", "messages", "outbox.sqlite"]
        assert all(
            b"%%EOF" not in path.read_bytes()[:9] and path.stat().st_size > 1000 for path in outbox.rglob("*.eml")
        )
        shutil.rmtree(outbox)


@REFUSALS
@pytest.mark.parametrize(
    "words",
    [("layouts", "new", "mine", "--folder", "made"), ("brand", "new", "made/school.toml")],
    ids=["layout", "brand"],
)
def test_beginnings(command: Command, clean_home: Path, words: tuple[str, ...], fault: int) -> None:
    do = command(*words)
    for came in at_every_step(do, clean_home, fault):
        told(came, fault)
        left = [path.name for path in clean_home.rglob("*") if path.name not in ("temporary", "made")]
        if came.code == 0:  # what was refused is not needed: a folder that is there, or the removal of an empty one
            assert came.steps[-1].startswith("rmdir") or {"mine.html", "layout.toml"} <= set(left)
        elif not came.steps[-1].startswith(("remove", "rmdir")):  # a brand's first file may be there already, and whole
            assert set(left) <= {"school.toml"}
        shutil.rmtree(clean_home / "made", ignore_errors=True)


def in_this_order(steps: list[str], *wanted: str) -> None:
    place = -1
    for each in wanted:
        found = [at for at, step in enumerate(steps) if re.fullmatch(each, step) and at > place]
        assert found, f"{each} does not follow in {steps}"
        place = found[0]


def test_a_power_cut_finds_data_on_the_disk_before_their_name(
    command: Command, clean_home: Path, tiny_store: Path
) -> None:
    """What is renamed was flushed before, and its folder after, where the command then says that it is there."""
    one = run(command("brochure", "29-2072", "--state", "TX", "--output", "out/a.pdf"), clean_home)
    in_this_order(
        list(one.steps), r"open out/(\S+tmp)", r"fsync out/\S+tmp", r"rename out/\S+tmp out/a\.pdf", "fsync out"
    )
    Path("plan.csv").write_text("occupation,state,output\n29-2072,TX,x\n")
    batch = run(command("batch", "plan.csv", "--output", "many", "--jobs", "1"), clean_home)
    in_this_order(
        list(batch.steps), r"open many/manifest\.jsonl", "fsync many", r"fsync many/\.reportgen-batch-\S+",
        r"write many/manifest\.jsonl", r"rename \S+tmp many/x\.pdf", r"write many/manifest\.jsonl",
        r"fsync many/manifest\.jsonl", "fsync many",
    )  # fmt: skip
    for name in ("manifest.csv", "index.html"):
        in_this_order(list(batch.steps), r"fsync many/\S+tmp", rf"rename many/\S+tmp many/{name}")
    Path("reportgen.toml").write_text('[mail]\nfrom = "Careers <me@school.example.org>"\n')
    Path("students.csv").write_text("name,email,state,careers\nS,s@example.org,TX,29-2072\n")
    mail = run(command("mail", "students.csv", "--jobs", "1"), clean_home)
    in_this_order(
        list(mail.steps), r"fsync outbox/messages/\S+tmp", r"rename outbox/messages/\S+tmp outbox/messages/00001\.eml"
    )
    (clean_home / "onet").mkdir()
    (clean_home / "onet" / "Read Me.txt").write_text(README, newline="")
    (clean_home / "onet" / "Job Zones.txt").write_text(JOB_ZONES, newline="")
    store = clean_home / "data" / "mine.sqlite"
    store.parent.mkdir()
    store.write_bytes(tiny_store.read_bytes())
    imported = run(command("--store", str(store), "data", "import", "onet"), clean_home)
    assert imported.code == 0, imported.said
    in_this_order(
        list(imported.steps), r"fsync data/\S+finished\.sqlite", r"rename \S+finished\.sqlite data/mine\.sqlite",
        "fsync data",
    )  # fmt: skip
