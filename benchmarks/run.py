"""The benchmark: the same twelve brochures by every engine, interleaved, in one run. Writes results.md.

    python benchmarks/run.py [--rounds 5] [--cold 5] [--results PATH] [--keep FOLDER]

Every engine is a process that stays warm, so that memory can be told apart; in each round each engine makes all
twelve, one after another, then two processes of an engine at a time make six each. Cold starts are whole commands.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import chromium_page
import content

HERE = Path(__file__).parent
ALL = list(range(len(content.PAIRS)))
OURS, CHROMIUM = "reportgen direct", "Chromium"
# pip compiles the modules that it installs; with this variable those of a checkout are compiled at every start.
_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Engine:
    """A row of the results. `worker` names it for worker.py, `needs` the module or program without which it is missing."""

    title: str
    worker: str
    needs: str
    rates: dict[int, list[float]] = field(default_factory=lambda: {1: [], 2: []})
    cpu: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    cold_cpu: list[float] = field(default_factory=list)
    memory: float = 0.0
    sizes: list[int] = field(default_factory=list)
    tags: str = ""


ENGINES = (
    Engine(OURS, "reportgen", ""),
    Engine("reportgen direct, from a composed brochure", "reportgen page", ""),
    Engine(CHROMIUM, "chromium", "chromium"),
    Engine("WeasyPrint, plain", "weasyprint", ""),
    Engine("Typst", "typst", "typst"),
    Engine("ReportLab", "reportlab", "reportlab"),
)


def missing(engine: Engine) -> bool:
    if not engine.needs:
        return False
    if engine.worker == "chromium":
        return chromium_page.executable() is None or importlib.util.find_spec("websocket") is None
    return importlib.util.find_spec(engine.needs) is None


class Worker:
    """A warm process of an engine."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "worker.py"), engine.worker, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def read(self) -> object:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.engine.title} ended")
        return json.loads(line)

    def start(self, places: Sequence[int]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(list(places)) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)


def warm(engines: Sequence[Engine], rounds: int, folder: Path) -> None:
    """Fill in rates, CPU time, memory and sizes. Processes of other engines are asleep meanwhile."""
    workers = {engine.title: [Worker(engine, folder), Worker(engine, folder)] for engine in engines}
    for pair in workers.values():
        for worker in pair:
            worker.read()
    for number in range(rounds):
        turned = engines[number % len(engines) :] + engines[: number % len(engines)]
        for engine in turned:
            first, second = workers[engine.title]
            first.start(ALL)
            answer = dict(first.read())  # type: ignore[call-overload]
            engine.rates[1].append(len(ALL) / answer["seconds"])
            engine.cpu.append(1000 * answer["cpu"] / len(ALL))
            engine.sizes, engine.memory = answer["sizes"], max(engine.memory, answer["memory"])
            start = time.perf_counter()
            first.start(ALL[::2])
            second.start(ALL[1::2])
            first.read()
            second.read()
            engine.rates[2].append(len(ALL) / (time.perf_counter() - start))
            print(
                f"round {number + 1}: {engine.title}: {engine.rates[1][-1]:.2f} and {engine.rates[2][-1]:.2f} a second"
            )
    for pair in workers.values():
        for worker in pair:
            worker.close()


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and CPU seconds of a command, its children included."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_AS_INSTALLED)
    seconds, after = time.perf_counter() - start, os.times()
    return seconds, sum(after[2:4]) - sum(before[2:4])


def reportgen_command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from reportgen.cli import main; main()", *words]


def commands(folder: Path) -> dict[str, Callable[[], list[str]]]:
    """Cold starts: what makes one brochure of nothing but its input in a new process."""
    source = content.Source()
    made = content.content_of(source.brochure("29-2072", "TX"), source.layout)
    page, pickled = folder / "page.html", folder / "content.pickle"
    page.write_text(made.html, encoding="utf-8")
    import pickle

    pickled.write_bytes(pickle.dumps(made))
    profiles = iter(range(10_000))
    base = source.layout.folder.as_uri() + "/"
    read = f"import sys, pickle; sys.path.insert(0, {str(HERE)!r}); c = pickle.load(open({str(pickled)!r}, 'rb')); "
    found = {
        OURS: lambda: reportgen_command("brochure", "29-2072", "--state", "TX", "--output", str(folder / "one.pdf")),
        CHROMIUM: lambda: [
            str(chromium_page.executable()), *chromium_page.FLAGS, f"--user-data-dir={folder}/profile-{next(profiles)}",
            "--no-pdf-header-footer", f"--print-to-pdf={folder}/cold.pdf", page.as_uri(),
        ],
        "WeasyPrint, plain": lambda: [
            sys.executable, "-c",
            f"import weasyprint; weasyprint.HTML(string=open({str(page)!r}).read(), base_url={base!r})"
            f".write_pdf({str(folder / 'cold.pdf')!r}, pdf_variant='pdf/ua-1', pdf_tags=True)",
        ],
        "Typst": lambda: [sys.executable, "-c", read + "import typst_page as t; t.pdf(t.make(), c)"],
        "ReportLab": lambda: [sys.executable, "-c", read + "import reportlab_page as t; t.pdf(t.make(), c)"],
    }  # fmt: skip
    return found


def cold(engines: Sequence[Engine], times: int, folder: Path) -> None:
    by_title = {engine.title: engine for engine in engines}
    kinds = {title: command for title, command in commands(folder).items() if title in by_title}
    for command in kinds.values():
        timed(command())  # files are in the cache of the system then, and what an engine keeps is kept
    for number in range(times):
        for title, command in kinds.items():
            seconds, cpu = timed(command())
            by_title[title].cold.append(seconds)
            by_title[title].cold_cpu.append(cpu)
            print(f"cold {number + 1}: {title}: {seconds:.2f} s")


def batches(times: int, folder: Path) -> dict[int, list[float]]:
    """Brochures a second of the whole command with one and two processes, its start included."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    for number in range(times):
        for jobs in (1, 2):
            out = folder / f"batch-{number}-{jobs}"
            states = [word for state in content.STATES for word in ("--state", state)]
            command = reportgen_command(
                "brochure", *content.OCCUPATIONS, *states, "--jobs", str(jobs), "--output", str(out)
            )
            seconds, _ = timed(command)
            assert len(list(out.glob("*.pdf"))) == len(ALL)
            shutil.rmtree(out)
            rates[jobs].append(len(ALL) / seconds)
            print(f"batch {number + 1}: {jobs} processes: {rates[jobs][-1]:.2f} a second")
    return rates


def tags_of(path: Path) -> tuple[str, int]:
    """What the file says of its tags, and its pages."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        pages = len(pdf.pages)
        if "/StructTreeRoot" not in pdf.Root:
            return "none", pages
        claimed = "/Metadata" in pdf.Root and b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
        return ("PDF/UA-1" if claimed else "tagged, no PDF/UA mark"), pages


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Median (least to most)."""
    if not values:
        return "–"
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratio(values: Sequence[float], ours: Sequence[float]) -> str:
    """Round by round against ours: median (least to most)."""
    return spread([mine / other for mine, other in zip(values, ours, strict=True)]) if values else "–"


def report(engines: Sequence[Engine], absent: Sequence[Engine], batch: dict[int, list[float]], rounds: int) -> str:
    ours = engines[0]
    lines = [
        "# Results",
        "",
        f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; "
        f"{rounds} rounds of {len(ALL)} brochures, interleaved. Median (least–most). Ratios are to reportgen direct, "
        "taken round by round; above 1 is more than ours.",
        "",
        "| engine | documents a second, 1 process | ratio | 2 processes | ratio | CPU ms a document | ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for engine in engines:
        cells = [engine.title]
        for count in (1, 2):
            cells += [spread(engine.rates[count]), ratio(engine.rates[count], ours.rates[count])]
        cells += [spread(engine.cpu, 0), ratio(engine.cpu, ours.cpu)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        f"`reportgen brochure` with all {len(ALL)}, start, checking and writing included: one process "
        f"{spread(batch[1])}, two {spread(batch[2])} documents a second.",
        "",
        "| engine | cold start, s | ratio | its CPU s | ratio | memory, MB | ratio | KB a file | ratio | tags |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    size = statistics.median(ours.sizes)
    for engine in engines:
        kilobytes = statistics.median(engine.sizes)
        cells = [
            engine.title, spread(engine.cold), ratio(engine.cold, ours.cold), spread(engine.cold_cpu),
            ratio(engine.cold_cpu, ours.cold_cpu), f"{engine.memory:.0f}", f"{engine.memory / ours.memory:.2f}",
            f"{kilobytes / 1000:.1f}", f"{kilobytes / size:.2f}", engine.tags,
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        *(f"Missing, not measured: {engine.title} ({engine.needs} is not installed)." for engine in absent),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cold", type=int, default=5)
    parser.add_argument("--results", type=Path, default=HERE / "results.md")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs, to look at them")
    asked = parser.parse_args()
    present = tuple(engine for engine in ENGINES if not missing(engine))
    absent = [engine for engine in ENGINES if missing(engine)]
    for engine in absent:
        print(f"MISSING: {engine.title}; see benchmarks/README.md")
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        warm(present, asked.rounds, folder)
        for engine in present:
            engine.tags, pages = tags_of(folder / f"{engine.worker}-0.pdf")
            assert pages == 2, f"{engine.title} made {pages} pages"
        cold(present, asked.cold, Path(name))
        batch = batches(min(asked.cold, 3), Path(name))
    text = report(present, absent, batch, asked.rounds)
    asked.results.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
