"""The benchmark: the same brochures by every engine, interleaved, in one run. Writes results.md.

    python benchmarks/run.py [--rounds 3] [--cold 5] [--occupations 60] [--results PATH] [--keep FOLDER]

Every engine is a process that stays warm, so that memory can be told apart; in each round each engine makes twelve
brochures, one after another, then two processes of an engine at a time make six others each. No engine is given a
brochure twice, since what was made once may be remembered. Then the whole country, by a sample. Cold starts are whole
commands.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import chromium_page
import content
from worker import WARM

HERE = Path(__file__).parent
IN_A_ROUND = 12
IN_COUNTRY = ("chromium", "weasyprint", "typst")  # the page for ReportLab does not hold every occupation
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
    country: list[float] = field(default_factory=list)


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

    def read(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.engine.title} ended")
        return json.loads(line)

    def start(self, pairs: Sequence[content.Pair]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(list(pairs)) + "\n")
        self._process.stdin.flush()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)


@contextlib.contextmanager
def workers(engine: Engine, folder: Path) -> Iterator[tuple[Worker, Worker]]:
    """Two warm processes."""
    pair = Worker(engine, folder), Worker(engine, folder)
    try:
        for worker in pair:
            worker.read()
        yield pair
    finally:
        for worker in pair:
            worker.close()


def rate_of_two(pair: tuple[Worker, Worker], parts: Sequence[Sequence[content.Pair]]) -> float:
    """Documents a second of two processes with a part each."""
    for worker, part in zip(pair, parts, strict=True):
        worker.start(part)
    answers = [worker.read() for worker in pair]
    seconds = max(answer["ended"] for answer in answers) - min(answer["began"] for answer in answers)
    return sum(map(len, parts)) / seconds


def pairs_of(round_: int) -> list[content.Pair]:
    """Two dozens that no other round has."""
    states = content.STATES[6 * round_ : 6 * round_ + 6]
    return [(occupation, state) for state in states for occupation in content.OCCUPATIONS]


def warm(engines: Sequence[Engine], rounds: int, folder: Path) -> None:
    """Fill in rates, CPU time, memory and sizes. Processes of other engines are asleep meanwhile."""
    with contextlib.ExitStack() as stack:
        ready = {engine.title: stack.enter_context(workers(engine, folder)) for engine in engines}
        for number in range(rounds):
            turned = engines[number % len(engines) :] + engines[: number % len(engines)]
            pairs = pairs_of(number)
            alone, others = pairs[:IN_A_ROUND], pairs[IN_A_ROUND:]
            for engine in turned:
                first, _ = pair = ready[engine.title]
                first.start(alone)
                answer = first.read()
                engine.rates[1].append(len(alone) / (answer["ended"] - answer["began"]))
                engine.cpu.append(1000 * answer["cpu"] / len(alone))
                engine.sizes, engine.memory = answer["sizes"], max(engine.memory, answer["memory"])
                engine.rates[2].append(rate_of_two(pair, (others[::2], others[1::2])))
                one, two = engine.rates[1][-1], engine.rates[2][-1]
                print(f"round {number + 1}: {engine.title}: {one:.2f} and {two:.2f} a second", flush=True)


def country(engines: Sequence[Engine], pairs: Sequence[content.Pair], few: int, folder: Path) -> None:
    """Fill in the rates of two processes for the whole country: ours for all pairs, the others' for `few` of them,
    before and after ours."""
    ours, peers = engines[0], [engine for engine in engines if engine.worker in IN_COUNTRY]
    samples = samples_of(pairs, few)
    for sample in samples:
        for engine in peers:
            with workers(engine, folder) as pair:
                engine.country.append(rate_of_two(pair, (sample[::2], sample[1::2])))
            print(f"country: {engine.title}: {engine.country[-1]:.2f} a second", flush=True)
        if sample is samples[0]:
            occupations = list(dict.fromkeys(occupation for occupation, _ in pairs))
            halves = [[each for each in pairs if each[0] in set(occupations[place::2])] for place in (0, 1)]
            with workers(ours, folder) as pair:
                ours.country.append(rate_of_two(pair, halves))
            print(f"country: {ours.title}: {ours.country[-1]:.2f} a second", flush=True)


def samples_of(pairs: Sequence[content.Pair], few: int) -> tuple[list[content.Pair], list[content.Pair]]:
    """Two samples, each evenly spread."""
    step = max(2, len(pairs) // few)
    return list(pairs[::step])[:few], list(pairs[step // 2 :: step])[:few]


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


def batch(pairs: Sequence[content.Pair], folder: Path) -> float:
    """Brochures a second of the whole command with two processes: start, checking, writing and catalogue included."""
    plan, out = folder / "plan.csv", folder / "batch"
    plan.write_text(
        "occupation,state\n" + "".join(f"{occupation},{area}\n" for occupation, area in pairs), encoding="utf-8"
    )
    seconds, _ = timed(reportgen_command("batch", str(plan), "--jobs", "2", "--output", str(out)))
    made = len(list(out.glob("*.pdf")))
    assert made == len(pairs), f"{made} of {len(pairs)}"
    print(f"country, the whole command: {made / seconds:.2f} a second", flush=True)
    return made / seconds


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


def report(
    engines: Sequence[Engine], absent: Sequence[Engine], rounds: int, pairs: Sequence[content.Pair], command: float
) -> str:
    ours = engines[0]
    lines = [
        "# Results",
        "",
        f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; "
        f"{rounds} rounds of {IN_A_ROUND} brochures, interleaved, none twice. Median (least–most). Ratios are to reportgen "
        "direct, taken round by round; above 1 is more than ours.",
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
    occupations = len({occupation for occupation, _ in pairs})
    lines += [
        "",
        f"The whole country, by {occupations} occupations in every area that publishes them ({len(pairs):,} brochures in the "
        "order of a batch, each once), two processes; of the others a sample, before and after ours:",
        "",
        "| engine | documents a second | ours are … times as many |",
        "|---|---|---|",
        *(
            f"| {engine.title} | {spread(engine.country)} | {ours.country[0] / statistics.mean(engine.country):.1f} |"
            for engine in engines
            if engine.country
        ),
        f"| `reportgen batch`, the whole command | {command:.2f} | {ours.country[0] / command:.1f} |",
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
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 5))
    parser.add_argument("--cold", type=int, default=5)
    parser.add_argument("--occupations", type=int, default=60, help="of the sample of the country")
    parser.add_argument("--few", type=int, default=60, help="brochures of that sample for each of the others")
    parser.add_argument("--results", type=Path, default=HERE / "results.md")
    parser.add_argument("--keep", type=Path, help="a folder for a PDF of each engine, to look at them")
    asked = parser.parse_args()
    present = tuple(engine for engine in ENGINES if not missing(engine))
    absent = [engine for engine in ENGINES if missing(engine)]
    for engine in absent:
        print(f"MISSING: {engine.title}; see benchmarks/README.md")
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        pairs = content.Source().country(asked.occupations)
        rounds = [pair for number in range(asked.rounds) for pair in pairs_of(number)]
        content.prepare(folder, [*WARM, *rounds, *chain(*samples_of(pairs, asked.few))])
        warm(present, asked.rounds, folder)
        for engine in present:
            engine.tags, pages = tags_of(folder / f"{engine.worker}.pdf")
            assert pages == 2, f"{engine.title} made {pages} pages"
        country(present, pairs, asked.few, folder)
        command = batch(pairs, Path(name))
        cold(present, asked.cold, Path(name))
    text = report(present, absent, asked.rounds, pairs, command)
    asked.results.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
