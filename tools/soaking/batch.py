"""Brochures under faults: a batch is killed, stopped, starved and robbed again and again, until all is made."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import signal
import statistics
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pikepdf

from reportgen.batch import files
from reportgen.store.location import shipped_store
from reportgen.store.reader import open_store
from soaking.findings import Findings
from soaking.machine import Disk, Process
from tests.batch import stand_ins

_WORKERS = 2
_REAL_BYTES = 5000  # a stand-in has fewer
_ENDS = {
    "worker killed": {0, 3}, "parent killed": {0, -signal.SIGKILL}, "everybody killed": {0, -signal.SIGKILL},
    "SIGTERM": {0, 143}, "SIGINT": {0, 130}, "disk full": {0, 4}, "files damaged": {0}, "none": {0},
}  # fmt: skip
_OURS = {"manifest.jsonl", "manifest.csv", "index.html", "catalogue"}


def soak(folder: Path, count: int, faults: int, chance: random.Random, environment: Mapping[str, str]) -> Findings:
    """Make `count` brochures through `faults` faults, then count."""
    return _Soak(folder, count, chance, environment).run(faults)


class _Soak:
    def __init__(self, folder: Path, count: int, chance: random.Random, environment: Mapping[str, str]) -> None:
        self._folder, self._chance = folder, chance
        self._log, self._temporary = folder / "renderings", folder / "temporary"
        self._temporary.mkdir(parents=True)
        self._environment = {**environment, stand_ins.LOG: str(self._log), "TMPDIR": str(self._temporary)}
        self._disk = Disk(folder / "out", 200 + count // 8)
        self._names = [f"b-{number:05}.pdf" for number in range(count)]
        _write_plan(folder / "plan.csv", self._names)
        self._found = Findings(f"{count:,} brochures")
        self._done: Counter[str] = Counter()
        self._damaged = self._again = 0
        self._parents_mb: list[int] = []

    @property
    def _out(self) -> Path:
        return self._disk.folder

    def run(self, faults: int) -> Findings:
        begun = time.monotonic()
        try:
            while faults > 0 or not self._is_complete():
                faults -= self._once(faults)
                if faults > 0 and self._is_complete():
                    self._rob(max(1, len(self._names) // 20))  # so that there is something to do
            self._settle()
            self._count(time.monotonic() - begun)
        finally:
            self._disk.free()
            self._disk.remove()
        return self._found

    def _once(self, faults: int) -> int:
        """One run of the command; the number of faults that it met."""
        kinds = [kind for kind in _ENDS if kind != "none" and (kind != "disk full" or self._disk.is_small)]
        kind = self._chance.choice(kinds) if faults > 0 else "none"
        before = self._rendered()
        process = Process(["batch", "plan.csv", "-o", "out", "-j", str(_WORKERS)], self._folder, self._environment)
        while kind != "none" and not process.is_over and self._rendered() < before + self._chance.randrange(1, 40):
            time.sleep(0.01)
        met = self._meet(kind, process)
        code, said = process.wait()
        self._disk.free()
        self._parents_mb.append(process.most_mb)
        self._found.require(code in _ENDS[kind], f"{kind}: exit code {code}: {said[-300:]}")
        self._found.require("Traceback" not in said, f"{kind}: a traceback: {said[-500:]}")
        self._done[kind] += met
        return met

    def _meet(self, kind: str, process: Process) -> int:
        """Let the process meet the fault; how many there were."""
        if process.is_over or kind == "none":
            return 0
        if kind == "worker killed":
            met = 0
            for _ in range(self._chance.randrange(1, 5)):
                met += process.kill_a_worker()
                time.sleep(self._chance.uniform(0.2, 2))
            self._again += met
            return met
        if kind == "files damaged":
            self._rob(self._chance.randrange(1, 6))
            return 1
        self._again += _WORKERS + 1
        if kind == "parent killed":
            process.popen.kill()
        elif kind == "everybody killed":
            process.kill_all()
        elif kind == "disk full":
            self._disk.fill()
        else:
            process.popen.send_signal(signal.SIGTERM if kind == "SIGTERM" else signal.SIGINT)
        return 1

    def _rob(self, count: int) -> None:
        """Cut, spoil or remove finished files."""
        there = sorted(self._out.glob("*.pdf"))
        for path in self._chance.sample(there, min(count, len(there))):
            size = path.stat().st_size
            match self._chance.choice(["cut", "spoil", "remove"]):
                case "cut":
                    os.truncate(path, self._chance.randrange(size))
                case "spoil":
                    with path.open("r+b") as file:
                        file.seek(size // 2)
                        file.write(b"spoilt")
                case _:
                    path.unlink()
            self._damaged += 1

    def _rendered(self) -> int:
        return self._log.read_bytes().count(b"\n") if self._log.exists() else 0

    def _is_complete(self) -> bool:
        return len(list(self._out.glob("*.pdf"))) == len(self._names)

    def _settle(self) -> None:
        """What was damaged last is found and mended by a last run; another one has nothing to do."""
        for _ in range(3):  # a brochure whose worker was killed twice is in quarantine once
            self._once(0)
            before = self._rendered()
            self._once(0)
            if self._rendered() == before:
                return
        self._found.wrong.append("it never comes to an end")

    def _count(self, seconds: float) -> None:
        found, names = self._found, self._names
        lines = (self._out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
        made = [event for event in events if event["event"] == "made"]
        last = {event["file"]: event for event in made}
        there = {path.name for path in self._out.iterdir()}
        found.require(there - _OURS == set(names), f"lost or left over: {sorted((there - _OURS) ^ set(names))[:5]}")
        wrong = [name for name in names if files.sha256_of(self._out / name) != last.get(name, {}).get("sha256")]
        found.require(not wrong, f"not as recorded: {wrong[:5]}")
        mixed = [name for name in names if not _is_its_own(self._out / name, last.get(name, {}))]
        found.require(not mixed, f"not whole, or another's: {mixed[:5]}")
        with (self._out / "manifest.csv").open(encoding="utf-8", newline="") as handle:
            listed = [(row["file"], row["status"]) for row in csv.DictReader(handle)]
        found.require(listed == [(name, "made") for name in names], "the listing does not name each once, as made")
        extra = self._rendered() - len(names)
        allowed = self._damaged + self._again
        found.require(extra <= allowed, f"{extra} rendered once more, and only {allowed} had to be")
        left = sorted(path.name for path in self._temporary.iterdir())
        found.require(not left, f"temporary files left: {left[:5]}")
        # A worker is small until it has made a real one, so those tell more.
        real = [event["memory_mb"] for event in made if event["bytes"] > _REAL_BYTES]
        sizes = real if len(real) >= 20 else [event["memory_mb"] for event in made]
        tenth = max(1, len(sizes) // 10)
        early, late = (statistics.median(part) for part in (sizes[tenth : 2 * tenth] or sizes, sizes[-tenth:]))
        found.require(late <= 1.25 * early + 20, f"workers grew from {early:.0f} to {late:.0f} MB")
        parents = [size for size in self._parents_mb if size]
        found.require(max(parents) - min(parents[:3]) < 80, f"the command grew to {max(parents)} MB")
        found.figures |= {
            "faults": ", ".join(f"{kind} {number}" for kind, number in sorted(self._done.items()) if number),
            "files damaged": f"{self._damaged:,}",
            "runs": f"{len(self._parents_mb):,} in {seconds:,.0f} s",
            "rendered": f"{self._rendered():,}, {extra:,} of them once more ({allowed:,} at most)",
            "real ones": f"{sum(last[name]['bytes'] > _REAL_BYTES for name in names if name in last):,}",
            "workers, MB": f"{early:.0f} early, {late:.0f} late (medians), {max(sizes)} at most",
            "command, MB": f"{min(parents)} to {max(parents)} at most, run by run",
        }


def _is_its_own(path: Path, record: Mapping[str, object]) -> bool:
    """Whole, and the brochure that its name stands for."""
    try:
        with pikepdf.open(path) as pdf:
            title = str(pdf.docinfo["/Title"])
            return len(pdf.pages) == record["pages"] and _letters(str(record["title"])) in _letters(title)
    except (pikepdf.PdfError, KeyError, OSError):
        return False


def _letters(title: str) -> str:
    """Official titles have “--” where a brochure has a dash."""
    return re.sub(r"[^a-z]", "", title.lower())


def _write_plan(path: Path, names: list[str]) -> None:
    """Occupations of all states in turn, each name once."""
    with open_store(shipped_store()) as store:
        pairs = [
            (soc, area.abbreviation)
            for area in store.areas.values()
            if area.kind == "state"
            for soc in store.published_in(area)
        ]
    rows = (
        f"{soc},{area},{name}\n"
        for name, (soc, area) in zip(names, pairs * (len(names) // len(pairs) + 1), strict=False)
    )
    path.write_text("occupation,state,output\n" + "".join(rows), encoding="utf-8")
