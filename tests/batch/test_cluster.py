"""The batch on a real Dask cluster of several processes: workers are killed and differ, the scheduler goes away."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.batch import manifest, renderer, versions
from reportgen.batch.address_words import address_of
from reportgen.batch.alone import SingleBrochure, make_alone
from reportgen.batch.cluster import connect
from reportgen.batch.cluster.connect import Cluster, connected
from reportgen.batch.cluster.pool import pool_of
from reportgen.batch.limits import Limits
from reportgen.batch.plan import Job
from reportgen.batch.prepare import Prepared
from reportgen.batch.run import OpenPool
from reportgen.cli import main
from reportgen.errors import EnvironmentLacksError, UsageError
from tests.worker_processes import serve

from . import stand_ins
from .running import Ran, recipe, rendered, still_checkout
from .s3 import SECRET, Bucket

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
WORKERS = 2


@pytest.fixture(scope="module", autouse=True)
def as_in_the_workers() -> Iterator[None]:
    """As cluster_preload.py does for them."""
    with still_checkout():
        yield


@pytest.fixture(scope="module")
def renderings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("renderings") / "log"


@pytest.fixture(scope="module")
def scheduler(s3_client: Any, renderings: Path) -> Iterator[str]:
    """The address of a cluster of several processes, forked as Dask's own tests do it."""
    serve()
    config = {
        "distributed.deploy.lost-worker-timeout": "120s",  # a busy machine starts them slowly
        "distributed.worker.multiprocessing-method": "forkserver",
    }
    with dask.config.set(config), distributed.LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=60,
        preload=["tests.batch.cluster_preload"], env={**os.environ, stand_ins.LOG: str(renderings)},
    ) as local:  # fmt: skip
        yield local.scheduler_address


@pytest.fixture
def log(renderings: Path) -> Path:
    renderings.unlink(missing_ok=True)
    return renderings


@pytest.fixture
def cluster(scheduler: str) -> Iterator[Cluster]:
    with connected(scheduler) as found:
        deadline = time.monotonic() + 60
        while len(found.workers()) < WORKERS:  # one that an earlier test killed is on its way
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield found


@pytest.fixture
def many(jobs: list[Job]) -> list[Job]:
    return [replace(jobs[0], path=jobs[0].path.with_name(f"brochure-{number:02}.pdf")) for number in range(24)]


def on(cluster: Cluster, warnings: list[str] | None = None) -> Callable[[Prepared], OpenPool]:
    said = [] if warnings is None else warnings
    return lambda prepared: pool_of(cluster, prepared, None, said.append)


def process_ids(cluster: Cluster) -> dict[str, int]:
    return dict(cluster.client.run(os.getpid))


def test_a_worker_killed_in_the_middle_costs_a_retry(
    cluster: Cluster, bucket: Bucket, many: list[Job], tiny_store: Path, log: Path
) -> None:
    victim = next(iter(process_ids(cluster).values()))

    def kill() -> None:
        while sum(rendered(log).values()) < 6:
            time.sleep(0.01)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    ran = Ran(many, recipe(tiny_store), stand_ins.slow, place=address_of(bucket.url), pool=on(cluster))
    killer.join()
    assert ran.summary.made == len(many)
    assert not ran.failures
    assert bucket.pdfs() == [job.path.name for job in many]
    for event in ran.events:
        if event["event"] == "made":
            assert hashlib.sha256(bucket.read(event["file"])).hexdigest() == event["sha256"]
    assert len(ran.told("retry")) <= 1
    again = {name: count for name, count in rendered(log).items() if count > 1}
    assert len(again) <= 1  # the one that it had in hand, at most
    assert sum(rendered(log).values()) <= len(many) + 1
    before = rendered(log)
    resumed = Ran(many, recipe(tiny_store), stand_ins.slow, place=address_of(bucket.url), pool=on(cluster))
    assert (len(resumed.prepared.kept), rendered(log)) == (len(many), before)


def test_a_worker_stays_with_an_occupation(cluster: Cluster, jobs: list[Job], tiny_store: Path) -> None:
    first, other = (
        next(job for job in jobs if job.soc.value == soc) for soc in sorted({job.soc.value for job in jobs})[:2]
    )
    alternating = [
        replace(job, path=job.path.with_name(f"{number:02}-{job.soc.value}.pdf"))
        for number in range(12)
        for job in (first, other)
    ]
    ran = Ran(alternating, recipe(tiny_store), stand_ins.naming_its_process, pool=on(cluster))
    assert ran.summary.made == 24
    by_worker: dict[str, list[str]] = {}
    for event in ran.events:
        if event["event"] == "made":
            by_worker.setdefault(event["path"], []).append(event["soc"])
    for made in by_worker.values():
        assert len(list(groupby(made))) <= 2  # its own, and then it helps with the other


def test_what_always_kills_or_hangs_is_quarantined_and_the_others_are_made(
    cluster: Cluster, jobs: list[Job], tiny_store: Path, log: Path
) -> None:
    (hanging,) = [job.path for job in jobs if job.soc.value == stand_ins.NURSES]
    hanging.parent.mkdir()
    with manifest.held(hanging.parent) as held:
        held.append("quarantined", file=hanging.name)  # it has had its first try, which saves this test one
    ran = Ran(jobs, recipe(tiny_store), stand_ins.deadly, pool=on(cluster), limits=Limits(job_seconds=4.0))
    assert ran.summary.lacking is None
    whats = {soc: failure.what for soc, failure in ran.failures.items()}
    assert set(whats) == {stand_ins.ELECTRICIANS, stand_ins.NURSES}
    assert "was lost (killed, out of memory, or unreachable)" in whats[stand_ins.ELECTRICIANS]
    assert "took longer than 4 seconds" in whats[stand_ins.NURSES]
    assert sorted(ran.told("quarantined")) == sorted(whats)
    assert stand_ins.ELECTRICIANS in ran.told("retry")
    assert {job.soc.value for job in jobs if job.path.is_file()} == {job.soc.value for job in jobs} - set(whats)
    again = {name[:7] for name, count in rendered(log).items() if count > 1}
    assert stand_ins.ELECTRICIANS in again <= set(ran.told("retry"))  # and no more than was in the same hand
    assert max(rendered(log).values()) == 2


@pytest.fixture
def cli(tiny_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTGEN_STORE", str(tiny_store))
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_real_brochures_come_home_the_same_as_if_made_here(
    cluster: Cluster, cli: Callable[..., Result], jobs: list[Job], tiny_store: Path, tmp_path: Path
) -> None:
    result = cli(
        "brochure", "29-2072", "15-1252", "--state", "TX", "--layout", "handout", "--output", "home",
        "--scheduler", cluster.address,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert result.stdout == "home\n"
    assert f"with 2 at a time on the workers of {cluster.address}" in result.stderr
    assert len(list(Path("home").glob("*.pdf"))) == 2
    (job,) = [job for job in jobs if job.soc.value == "29-2072"]
    alone = replace(job, path=tmp_path / "alone.pdf")
    of = recipe(tiny_store, layout="handout", printed_on=renderer.print_date())
    assert make_alone(alone.path, SingleBrochure(alone, of, renderer.make_render)) is None
    assert (tmp_path / "home" / job.path.name).read_bytes() == alone.path.read_bytes()


def test_a_layout_of_ones_own_travels(
    cluster: Cluster, jobs: list[Job], tiny_store: Path, tmp_path: Path
) -> None:  # fmt: skip
    own = tmp_path / "mine"
    own.mkdir()
    (own / "layout.toml").write_text('name = "mine"\ntitle = "Mine"\nextends = "handout"\ntemplate = "handout.html"\n')
    (own / "print.css").write_text("h1 { letter-spacing: 1px }")

    def hidden_once_packed(prepared: Prepared) -> OpenPool:
        pool = on(cluster)(prepared)
        own.rename(tmp_path / "hidden")  # the workers of this test see the same disk
        return pool

    ran = Ran(jobs[:1], recipe(tiny_store, layout=str(own)), renderer.make_render, pool=hidden_once_packed)
    assert not ran.failures
    assert jobs[0].path.is_file()
    shutil.copytree(tmp_path / "hidden", tmp_path / "other" / "mine")
    shutil.copytree(tmp_path / "hidden", own)
    two = [replace(jobs[0], layout=str(own)), replace(jobs[1], layout=str(tmp_path / "other" / "mine"))]
    with pytest.raises(UsageError, match="Two layouts are called mine"):
        Ran(two, recipe(tiny_store), stand_ins.quick, pool=on(cluster), resume=False)


def other_pango() -> None:
    found = {**versions.versions(), "pango": "1.0.0"}
    versions.versions = lambda: found


def usual_pango() -> None:
    from importlib import reload

    from . import cluster_preload

    reload(versions)
    reload(cluster_preload)


def test_other_versions_or_another_store_are_said_before_the_first_job(
    cluster: Cluster, cli: Callable[..., Result], tiny_store: Path, tmp_path: Path, log: Path
) -> None:
    one = sorted(cluster.workers())[0]
    words = ("brochure", "--state", "TX", "--output", "home", "--scheduler", cluster.address)
    cluster.client.run(other_pango, workers=[one])
    try:
        result = cli(*words)
    finally:
        cluster.client.run(usual_pango, workers=[one])
    assert result.exit_code == 4
    assert "1 of 2 workers would not make the same pages as this computer" in result.stderr
    here = versions.versions()["pango"]
    assert f"{one}: Pango 1.0.0 there, {here} here" in result.stderr
    assert "same image or environment" in result.stderr
    assert list(Path("home").iterdir()) == []

    other = tmp_path / "only-here.sqlite"
    shutil.copy(tiny_store, other)
    with other.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(EnvironmentLacksError) as caught:
        cluster.require_agreement("/not/there.sqlite", hashlib.sha256(other.read_bytes()).hexdigest())
    assert "another data store (SHA-256 " in caught.value.cure
    assert not log.exists()


def test_a_worker_that_joins_and_differs_is_not_used(
    cluster: Cluster, jobs: list[Job], tiny_store: Path, log: Path
) -> None:
    """As one that came after the check."""
    one = sorted(cluster.workers())[0]
    warnings: list[str] = []
    cluster.client.run(other_pango, workers=[one])
    try:
        ran = Ran(jobs, recipe(tiny_store), stand_ins.slow, pool=on(cluster, warnings))
    finally:
        cluster.client.run(usual_pango, workers=[one])
    assert ran.summary.made == len(jobs)
    (said,) = warnings
    assert f"{one} is not used" in said
    assert "Pango 1.0.0 there" in said


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_polite_signals_end_it_in_order(
    cluster: Cluster, cli: Callable[..., Result], bucket: Bucket, log: Path, monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals, code: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(renderer, "make_render", stand_ins.slow)
    names = [f"brochure-{number:02}.pdf" for number in range(24)]
    Path("plan.csv").write_text("occupation,state,output\n" + "".join(f"29-2072,TX,{name}\n" for name in names))

    def interrupt() -> None:
        while len(bucket.pdfs()) < 4:
            time.sleep(0.02)
        os.kill(os.getpid(), number)

    interrupter = threading.Thread(target=interrupt)
    interrupter.start()
    words = ("batch", "plan.csv", "--output", bucket.url, "--scheduler", cluster.address)
    result = cli(*words, "--json")
    interrupter.join()
    assert result.exit_code == code, result.output
    events = [json.loads(line) for line in result.stdout.splitlines()]
    counted = Counter(event["event"] for event in events)
    assert events[-1]["event"] == "end"
    assert (events[-1]["complete"], events[-1]["signal"]) == (False, number)
    assert 4 <= counted["made"] < len(names)
    assert sorted(bucket.pdfs()) == sorted(event["file"] for event in events if event["event"] == "made")
    assert "The same command goes on." in result.stderr
    monkeypatch.setattr(renderer, "make_render", stand_ins.quick)
    rest = cli(*words)
    assert rest.exit_code == 0, rest.output
    assert "Goes on with the batch" in rest.stderr
    assert bucket.pdfs() == names
    assert sum(rendered(log).values()) <= len(names) + WORKERS
    assert SECRET not in result.output + rest.output


def test_a_lost_scheduler_ends_it_in_order(many: list[Job], tiny_store: Path) -> None:
    local = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=":0", silence_logs=60
    )
    with connected(local.scheduler_address) as found:

        def close() -> None:
            while len(list(many[0].path.parent.glob("*.pdf"))) < 2:
                time.sleep(0.02)
            local.close()

        closer = threading.Thread(target=close)
        closer.start()
        ran = Ran(many, recipe(tiny_store), stand_ins.slow, pool=on(found))
        closer.join()
    assert ran.summary.lacking is not None
    assert ran.summary.lacking.exit_code == 4
    assert "The connection to the scheduler at tcp://" in ran.summary.lacking.what
    assert 2 <= ran.summary.made == len(list(many[0].path.parent.glob("*.pdf"))) < len(many)
    assert not ran.failures
    assert ran.events[-1]["complete"] is False


def test_a_scheduler_without_workers_is_said() -> None:
    with (
        distributed.LocalCluster(
            n_workers=0, processes=False, protocol="tcp", dashboard_address=":0", silence_logs=60
        ) as empty,
        connected(empty.scheduler_address) as found,
        pytest.raises(EnvironmentLacksError, match="has no workers") as caught,
    ):
        found.require_agreement("store", "0" * 64)
    assert "dask worker" in caught.value.cure


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_wrong_address_is_said_within_seconds(
    cli: Callable[..., Result], s3_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connect._CONNECT_SECONDS <= 10
    monkeypatch.setattr(connect, "_CONNECT_SECONDS", 1)  # nobody wants to wait here
    words = ("brochure", "--state", "TX", "--output", "home", "--scheduler")
    web_server = os.environ["AWS_ENDPOINT_URL"].replace("http", "tcp")
    for address, code, said in (
        ("host:8786", 2, "is no address of a scheduler. "),
        ("tcp://host", 2, "Write it as tcp://host:8786"),
        (f"tcp://127.0.0.1:{free_port()}", 4, "Connection refused"),
        ("tcp://no-such-host.invalid:8786", 4, "there is no such host"),
        (web_server, 4, "does not answer as a Dask scheduler"),
    ):
        began = time.monotonic()
        result = cli(*words, address)
        assert result.exit_code == code, result.output
        assert said.strip() in result.stderr
        assert "Traceback" not in result.output
        assert time.monotonic() - began < 15
    assert not Path("home").exists()


def test_options_that_a_cluster_cannot_keep_are_refused(cli: Callable[..., Result]) -> None:
    result = cli("brochure", "--state", "TX", "--scheduler", "tcp://host:8786", "--memory-limit", "500")
    assert result.exit_code == 2
    assert "dask worker --memory-limit" in result.stderr


def test_a_missing_package_is_said_with_its_cure(
    cli: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    result = cli("brochure", "--state", "TX", "--scheduler", "tcp://host:8786")
    assert result.exit_code == 4
    assert 'pip install "reportgen[cluster]"' in result.stderr
