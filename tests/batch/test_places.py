"""Brochures at an address: a real S3 client against a server on this machine, and a folder that others mount."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec
import pikepdf
import pytest
from click.testing import CliRunner, Result

from reportgen.batch import address
from reportgen.batch.address_words import address_of
from reportgen.batch.plan import Job
from reportgen.batch.prepare import Prepared
from reportgen.batch.run import OpenPool
from reportgen.cli import main
from reportgen.errors import EnvironmentLacksError, ReportgenError

from . import stand_ins
from .running import InThisProcess, Ran, recipe, rendered
from .s3 import SECRET, Bucket

Cli = Callable[..., Result]


@pytest.fixture
def cli(tiny_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTGEN_STORE", str(tiny_store))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def still_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checkout may be edited while this runs: its files are the same inputs all the time."""
    from reportgen.batch import inputs, versions

    monkeypatch.setattr(versions, "_code", lambda: "code")
    monkeypatch.setattr(inputs, "_layout_digest", lambda name: "file")
    monkeypatch.setattr(inputs, "_shipped_digest", lambda name: "file")
    versions.versions.cache_clear()


def in_process(prepared: Prepared) -> OpenPool:
    return InThisProcess


def why(ran: Ran) -> dict[str, str]:
    return {todo.job.path.name: todo.why for todo in ran.prepared.todos}


def test_brochures_go_to_the_bucket_and_only_what_is_not_whole_there_is_made_again(
    bucket: Bucket, jobs: list[Job], tiny_store: Path, log: Path
) -> None:
    place, of = address_of(bucket.url), recipe(tiny_store)
    names = sorted(job.path.name for job in jobs)
    first = Ran(jobs, of, stand_ins.quick, place=place)
    assert first.summary.made == len(jobs) == 7
    assert bucket.names() == sorted([*names, "index.html"])  # no probe, no half file, and the manifest stays here
    folder = jobs[0].path.parent
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.csv", "manifest.jsonl"]
    for event in first.events:
        if event["event"] == "made":
            data, head = bucket.read(event["file"]), bucket.head(event["file"])
            assert hashlib.sha256(data).hexdigest() == event["sha256"]
            assert (len(data), head["ETag"].strip('"')) == (event["bytes"], event["etag"])
            assert head["ContentType"] == "application/pdf"  # a browser shows it
    page = bucket.read("index.html").decode()
    assert all(f'<a href="{name}">' in page for name in names)
    assert bucket.head("index.html")["ContentType"].startswith("text/html")

    assert why(Ran(jobs, of, stand_ins.quick, place=place)) == {}
    gone, cut, other = names[:3]
    bucket.delete(gone)
    bucket.put(cut, bucket.read(cut)[:-100])
    bucket.put(other, bucket.read(other).replace(b"PDF-1", b"PDF-2", 1))  # same length: its mark tells
    third = Ran(jobs, of, stand_ins.quick, place=place, pool=in_process)
    assert why(third) == {gone: "missing", cut: "damaged", other: "damaged"}
    assert why(Ran(jobs, of, stand_ins.quick, place=place)) == {}
    assert sum(rendered(log).values()) == 7 + 3
    assert all(pikepdf.open(io.BytesIO(bucket.read(name))).pages for name in names)


def test_reading_all_of_it_finds_what_size_and_mark_do_not_tell(
    jobs: list[Job], tiny_store: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    place, of = address_of(f"file://{shared}"), recipe(tiny_store)
    shared.mkdir()
    for name, age in (("old", 7200), ("new", 0)):  # what killed workers left, and what others are writing
        unfinished = shared / f".reportgen-batch-{name}.tmp"
        unfinished.touch()
        os.utime(unfinished, (time.time() - age,) * 2)
    Ran(jobs, of, stand_ins.quick, place=place, pool=in_process)
    assert sorted(path.suffix for path in shared.iterdir()) == [".html", *[".pdf"] * 7, ".tmp"]
    assert unfinished.exists()
    changed = shared / jobs[0].path.name
    changed.write_bytes(changed.read_bytes().replace(b"PDF-1", b"PDF-2", 1))
    assert why(Ran(jobs, of, stand_ins.quick, place=place)) == {}  # a disk marks nothing
    reread = Ran(jobs, of, stand_ins.quick, place=place, reread=True, pool=in_process)
    assert why(reread) == {changed.name: "damaged"}
    assert why(Ran(jobs, of, stand_ins.quick, place=place, reread=True)) == {}


def test_one_real_brochure_in_the_bucket_by_the_command(bucket: Bucket, cli: Cli) -> None:
    words = ("brochure", "29-2072", "--state", "TX", "--layout", "handout", "--output", bucket.url)
    made = cli(*words)
    assert made.exit_code == 0, made.output
    assert made.stdout == f"{bucket.url}\n"
    folder = Path("output", "s3", bucket.name, "career day", "2026")
    assert f"The manifest stands in {folder}." in made.stderr
    assert [path.name for path in Path().rglob("*.pdf")] == []
    with pikepdf.open(io.BytesIO(bucket.read("29-2072-medical-records-specialists-TX.pdf"))) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
    start = json.loads((folder / "manifest.jsonl").read_text().splitlines()[0])
    assert start["output"] == bucket.url
    again = cli(*words)
    assert "1 of 1 are already there" in again.stderr
    Path("plan.csv").write_text("occupation,state,layout\n29-2072,TX,handout\n")
    planned = cli("batch", "plan.csv", "--output", bucket.url, "--manifest", "kept", "--dry-run")
    assert "1 at a time" in planned.stderr  # that manifest knows nothing
    assert not Path("kept").exists()
    assert SECRET not in made.output + again.output + (folder / "manifest.jsonl").read_text()


def test_no_bucket_and_no_right_are_said_before_anything_is_rendered(
    bucket: Bucket, cli: Cli, jobs: list[Job], tiny_store: Path, log: Path
) -> None:
    words = ("brochure", "--state", "TX", "--layout", "handout", "--output")
    result = cli(*words, "s3://there-is-no-such-bucket/x")
    assert result.exit_code == 4
    assert "s3://there-is-no-such-bucket/x is not there" in result.stderr
    assert "Make the bucket" in result.stderr
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{bucket.name}/*"}
    bucket.client.put_bucket_policy(
        Bucket=bucket.name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    )
    result = cli(*words, bucket.url)
    assert result.exit_code == 4
    assert f"Not allowed to write in {bucket.url}" in result.stderr
    assert "AWS_PROFILE" in result.stderr
    assert SECRET not in result.output
    assert not Path("output").exists()
    with pytest.raises(EnvironmentLacksError, match="Not allowed to write"):
        Ran(jobs, recipe(tiny_store), stand_ins.quick, place=address_of(bucket.url))
    assert not log.exists()


def test_a_right_that_goes_in_the_middle_ends_the_batch_in_order(
    bucket: Bucket, jobs: list[Job], tiny_store: Path, log: Path
) -> None:
    names = [job.path.name for job in jobs]
    deny = {
        "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket.name}/career day/2026/{names[2]}",
    }  # fmt: skip
    bucket.client.put_bucket_policy(
        Bucket=bucket.name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    )
    place, of = address_of(bucket.url), recipe(tiny_store)
    ran = Ran(jobs, of, stand_ins.quick, place=place, pool=in_process)
    assert ran.summary.lacking is not None
    assert ran.summary.lacking.exit_code == 4
    assert ran.events[-1]["complete"] is False
    assert bucket.pdfs() == names[:2]
    bucket.client.delete_bucket_policy(Bucket=bucket.name)
    assert Ran(jobs, of, stand_ins.quick, place=place, pool=in_process).summary.made == 5
    assert bucket.pdfs() == names
    assert rendered(log)[names[0]] == 1


def test_a_short_outage_is_waited_out_and_a_long_one_is_said(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place, calls = address_of(bucket.url), 0
    system, _ = address._opened(place.url)
    put = system.pipe_file

    def failing(*words: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls <= lost:
            raise ConnectionError("the network is away")
        return put(*words, **more)

    monkeypatch.setattr(system, "pipe_file", failing)
    monkeypatch.setattr(address, "_PAUSES_SECONDS", (0.0, 0.0))
    lost = 2
    assert place.keep("a.pdf", b"%PDF", tmp_path) == bucket.head("a.pdf")["ETag"].strip('"')
    lost, calls = 3, 0
    with pytest.raises(EnvironmentLacksError, match=r"ConnectionError: the network is away") as caught:
        place.keep("b.pdf", b"%PDF", tmp_path)
    assert "goes on where it stopped" in caught.value.cure


def test_a_worker_with_another_folder_under_the_same_name_is_told(tmp_path: Path) -> None:
    place = address_of(f"file://{tmp_path}/shared")
    with place.ready() as probe:
        place.require_sight(probe)
        os.rename(tmp_path / "shared", tmp_path / "elsewhere")  # noqa: PTH104
        with pytest.raises(EnvironmentLacksError, match="is not seen from the worker"):
            place.require_sight(probe)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("s3://", 2, "names no folder"),
        ("s3://bucket/../other", 2, "names no folder"),
        ("s3://bucket/one.pdf", 2, "is the name of a file"),
        ("simplecache::s3://bucket", 2, "no address"),
        ("sftp://me:sesame@host/folder", 2, "holds a password"),
        ("s3://bucket/folder?token=sesame", 2, "a key or a query"),
        ("s4://bucket/folder", 2, "no kind of store"),
    ],
)
def test_what_is_no_folder_of_a_store_is_said(words: str, code: int, said: str) -> None:
    with pytest.raises(ReportgenError, match=said) as caught:
        address_of(words)
    assert caught.value.exit_code == code
    assert "sesame" not in str(caught.value)


def test_a_missing_client_is_said_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(protocol: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "get_filesystem_class", missing)
    with pytest.raises(EnvironmentLacksError) as caught:
        address_of("s3://bucket/folder")
    assert caught.value.cure == "pip install s3fs"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--output", "here", "--manifest", "there"], "--manifest is for an address"),
        (["--output", "here", "--reread"], "--reread is for an address"),
        (["--output", "s3://bucket/x", "--thumbnails"], "--thumbnails is for a folder"),
        (["--output", "s3://bucket/x", "--open"], "--open is for a folder"),
        (["--output", "one.pdf", "--scheduler", "tcp://host:8786"], "even one brochure is a batch"),
    ],
)
def test_options_that_do_not_fit_the_place_are_refused(cli: Cli, options: list[str], said: str) -> None:
    result = cli("brochure", "--state", "TX", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("here").exists()
