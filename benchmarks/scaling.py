"""What a brochure costs on a Dask cluster: `python benchmarks/scaling.py [--brochures 108] [--rounds 3] [--tasks 400]`.

Starts a scheduler, a worker and an S3 server (moto) on this machine and measures, in CPU seconds of each process, what
one brochure takes to render, check and upload, what Dask adds to each, and what a worker takes to start. Then prints
the tables of docs/scaling.md: the measured figures, and what they come to for 45,000 brochures on more cores than this
machine has. CPU time, because wall time would tell what else the machine does.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import itertools
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from reportgen.batch import manifest, renderer
from reportgen.batch.address import Address
from reportgen.batch.address_words import address_of
from reportgen.batch.cluster import crew
from reportgen.batch.cluster.connect import Cluster, connected
from reportgen.batch.cluster.pool import pool_of
from reportgen.batch.limits import Limits
from reportgen.batch.places import Place
from reportgen.batch.plan import Job, plan
from reportgen.batch.prepare import prepare
from reportgen.batch.produce import require_good
from reportgen.batch.renderer import Recipe, Render, Rendered
from reportgen.batch.run import run
from reportgen.store.location import shipped_store
from reportgen.store.reader import open_store

BROCHURES = 45_000
CORES = (2, 16, 64)
OCCUPATIONS = 60
HANDFULS = (1, 16)  # brochures a task, to measure what tasks cost
BUCKET = "bench"
HOST = "127.0.0.1"
PYTHON = [sys.executable, "-c"]
SERVER = "import sys; from moto.server import main; main(['-H', '127.0.0.1', '-p', sys.argv[1]])"


@dataclass
class Measured:
    """CPU seconds a brochure, one for each round; `start` until a worker has made its first.

    `dask` is by process and by how many brochures a task holds.
    """

    start: list[float] = field(default_factory=list)
    render: list[float] = field(default_factory=list)
    upload: list[float] = field(default_factory=list)
    upload_wall: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    dask: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: list[int] = field(default_factory=list)

    def of(self, who: str, count: int) -> float:
        """Dask's share of a brochure when a task holds `count`: a part that each has, and one that they share."""
        one, many = (statistics.median(self.dask[who, each]) for each in HANDFULS)
        most = HANDFULS[-1]
        shared = (one - many) / (1 - 1 / most)
        return one - shared + shared / count


def cpu_of(process_id: int) -> float:
    """User and system seconds of a process, all its threads."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def process(command: Sequence[str], port: int | None = None) -> Iterator[int]:
    """A process of ours, by its id; with a port, once it listens there."""
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while port is not None:
            with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
                break
            if started.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command} did not start")
            time.sleep(0.1)
        yield started.pid
    finally:
        started.terminate()
        started.wait(30)


def canned(recipe: Recipe) -> Render:
    """Instead of rendering: the first brochure again and again, so that what is left is Dask."""
    render, kept = renderer.make_render(recipe), []

    def once(job: Job) -> Rendered:
        if not kept:
            kept.append(render(job))
        return kept[0]

    return once


class Bench:
    """The connected cluster of one worker, and what is made on it."""

    def __init__(self, cluster: Cluster, worker: int, scheduler: int, folder: Path) -> None:
        self.cluster, self.worker, self.scheduler, self.folder = cluster, worker, scheduler, folder
        self.recipe = Recipe(shipped_store(), "sidebar", "letter", renderer.print_date())
        with open_store(self.recipe.store) as store:
            common = [job.soc for job in plan(store, [store.nation], folder, top=OCCUPATIONS).jobs]
            self._country = itertools.cycle(plan(store, [*store.areas.values()], folder, occupations=common).jobs)
        self._runs = 0

    def jobs_for(self, count: int) -> list[Job]:
        """The next of a country's, in the order of a batch, under new names."""
        self._runs += 1
        return [
            replace(job, path=self.folder / f"{self._runs}-{number:05}.pdf")
            for number, job in enumerate(itertools.islice(self._country, count), 1)
        ]

    def made(self, count: int, make_render: renderer.MakeRender, place: Place) -> tuple[list[int], list[float]]:
        """Make `count`; their sizes, and CPU seconds for each after the first: worker, scheduler, this process.

        Until the first, a worker opens the run, which a batch of thousands does not feel.
        """
        sizes: list[int] = []
        before = after = self._cpu()

        def tell(record: manifest.Record) -> None:
            nonlocal before, after
            if record["event"] == "made":
                sizes.append(int(record["bytes"]))
                after = self._cpu()
                before = after if len(sizes) == 1 else before

        jobs = self.jobs_for(count)
        with place.ready() as probe, manifest.held(self.folder) as held:
            prepared = prepare(jobs, self.recipe, self.folder, held.history, place=place)
            pool = pool_of(self.cluster, prepared, None, print)
            summary = run(prepared, held, 1, make_render, tell, Limits(), open_pool=pool, probe=probe)
        assert summary.made == count, summary
        return sizes, [(late - early) / max(1, count - 1) for late, early in zip(after, before, strict=True)]

    def _cpu(self) -> list[float]:
        return [cpu_of(self.worker), cpu_of(self.scheduler), time.process_time()]


def timed(do: Callable[[int], object], times: int) -> tuple[float, float]:
    """CPU and wall seconds of one call."""
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(times):
        do(number)
    return (time.process_time() - cpu) / times, (time.perf_counter() - wall) / times


def put(place: Address, data: bytes, number: int) -> None:
    place.keep(f"put-{number}.pdf", data, Path())


def checked(rendered: Rendered, paper: str, number: int) -> None:
    require_good(rendered, paper)


def measure(bench: Bench, place: Address, asked: argparse.Namespace) -> Measured:
    found = Measured()
    found.start.append(cpu_of(bench.worker))
    bench.made(1, renderer.make_render, place)
    found.start[-1] = cpu_of(bench.worker)  # imports, the store, the first page: what a fresh worker pays once
    for number in range(asked.rounds):
        sizes, (whole, *_) = bench.made(asked.brochures, renderer.make_render, place)
        found.whole.append(whole)
        found.sizes += sizes
        job = bench.jobs_for(1)[0]
        rendered = canned(bench.recipe)(job)
        put_cpu, put_wall = timed(partial(put, place, rendered.data), 100)
        check_cpu, _ = timed(partial(checked, rendered, bench.recipe.paper), 20)
        found.upload.append(put_cpu)
        found.upload_wall.append(put_wall)
        for count in HANDFULS:
            crew._MOST_IN_HAND = count
            _, (worker, scheduler, client) = bench.made(asked.tasks, canned, place)
            found.dask["worker", count].append(max(0.0, worker - put_cpu - check_cpu))
            found.dask["scheduler", count].append(scheduler)
            found.dask["client", count].append(client)
        crew._MOST_IN_HAND = HANDFULS[-1]
        found.render.append(whole - put_cpu - found.of("worker", HANDFULS[-1]))
        print(f"round {number + 1}: {1000 * whole:.0f} ms of CPU a brochure", file=sys.stderr)
    return found


def ms(values: Sequence[float]) -> str:
    """Median (least–most) in milliseconds."""
    digits = 0 if min(values) >= 0.02 else 1
    low, middle, high = (
        f"{1000 * value:.{digits}f}" for value in (min(values), statistics.median(values), max(values))
    )
    return f"{middle} ({low}–{high})"


def duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def report(found: Measured, asked: argparse.Namespace) -> str:
    whole = statistics.median(found.whole)
    wait = max(0.0, statistics.median(found.upload_wall) - statistics.median(found.upload))
    count = max(1, min(HANDFULS[-1], int(crew._HANDFUL_SECONDS / (whole + wait))))
    scheduler, client = found.of("scheduler", count), found.of("client", count)
    gap = scheduler + client  # a worker has nothing in hand while these two deal with its answer
    one_core = whole + wait + gap
    ceiling = 1 / max(scheduler, client)
    lines = [
        f"Measured on {datetime.date.today()}: {platform.machine()}, {os.cpu_count()} shared processors, "
        f"Python {platform.python_version()}; layout sidebar, Letter; {asked.rounds} rounds of {asked.brochures} "
        f"brochures and {asked.tasks} tasks without rendering; files of {statistics.mean(found.sizes) / 1000:.0f} KB. "
        "Median (least–most).",
        "",
        "| measured | process | milliseconds of CPU a brochure |",
        "|---|---|---|",
        f"| reading, composing, rendering, checking | worker | {ms(found.render)} |",
        f"| upload to a local S3 server | worker | {ms(found.upload)} |",
        f"| all of a brochure, with taking the task and answering | worker | {ms(found.whole)} |",
        *(
            f"| passing on, {size} a task | {who} | {ms(found.dask[who, size])} |"
            for size in HANDFULS
            for who in ("worker", "scheduler", "client")
        ),
        "",
        f"A worker takes {found.start[0]:.1f} s of CPU until its first brochure is made. An upload took "
        f"{ms(found.upload_wall)} ms by the clock.",
        "",
        f"| {BROCHURES:,} brochures (extrapolated) | brochures a second | time | each core at work |",
        "|---|---|---|---|",
    ]
    for cores in CORES:
        rate = min(cores / one_core, ceiling)
        seconds = found.start[0] + BROCHURES / rate
        lines.append(
            f"| {cores} cores | {rate:.1f} | {duration(seconds)} | {100 * min(1.0, rate * whole / cores):.0f} % |"
        )
    lines += [
        "",
        f"One core makes {1 / one_core:.2f} brochures a second, {count} a task. A scheduler and a client of this speed pass on at most "
        f"{ceiling:.0f} a second, which keeps {ceiling * one_core:.0f} such cores busy.",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brochures", type=int, default=108)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tasks", type=int, default=400)
    asked = parser.parse_args()
    s3_port, port = free_port(), free_port()
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://{HOST}:{s3_port}", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "key",
    }  # fmt: skip
    dask = [sys.executable, "-m", "distributed.cli"]
    address = f"tcp://{HOST}:{port}"
    serve = [f"{dask[2]}.dask_scheduler", "--host", HOST, "--port", str(port), "--dashboard-address", f"{HOST}:0"]
    work = [f"{dask[2]}.dask_worker", address, "--nthreads", "1", "--no-nanny", "--dashboard-address", f"{HOST}:0"]
    with (
        tempfile.TemporaryDirectory(prefix="reportgen-scaling-") as name,
        process([*PYTHON, SERVER, str(s3_port)], s3_port),
        process([*dask[:2], *serve], port) as scheduler,
        process([*dask[:2], *work]) as worker,
        connected(address) as cluster,
    ):
        import boto3

        boto3.client("s3").create_bucket(Bucket=BUCKET)
        while not cluster.workers():
            time.sleep(0.1)
        bench = Bench(cluster, worker, scheduler, Path(name))
        print(report(measure(bench, address_of(f"s3://{BUCKET}/brochures"), asked), asked))


if __name__ == "__main__":
    main()
