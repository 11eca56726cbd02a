"""Messages under faults: the sender is killed, stopped and starved, the server drops and refuses, until none waits."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from soaking.findings import Findings
from soaking.machine import ROOT, Disk, Process
from soaking.server import SILENT_AFTER, MoodyOffice
from tests.deliver.post_office import DROP_AFTER, opened

_CAREERS = ("29-2072", "47-2111", "29-1141", "15-1252", "13-2011", "25-2021")
_STATES = ("TX", "CA", "NY")
_KILLED = -signal.SIGKILL
# 1: the server could not be reached, or a message's file was gone; 3: some were refused, are unknown, or wait.
_ALWAYS = {0, 1, 3}
_ENDS = {
    "sender killed": {_KILLED}, "everybody killed": {_KILLED}, "SIGTERM": {143}, "SIGINT": {130}, "disk full": {4},
    "messages removed": set(), "none": set(),
}  # fmt: skip


def soak(folder: Path, count: int, faults: int, chance: random.Random, environment: Mapping[str, str]) -> Findings:
    """Send `count` messages through `faults` faults and a server in a bad mood, then count."""
    return _Soak(folder, count, chance, environment).run(faults)


class _Soak:
    def __init__(self, folder: Path, count: int, chance: random.Random, environment: Mapping[str, str]) -> None:
        self._folder, self._count, self._chance = folder, count, chance
        self._temporary = folder / "temporary"
        self._temporary.mkdir(parents=True)
        self._environment = {**environment, "TMPDIR": str(self._temporary)}
        self._disk = Disk(folder / "outbox", 100 + count // 4)
        rows = (
            f"s{number}@example.org,{chance.choice(_STATES)},{'; '.join(chance.sample(_CAREERS, 2))}\n"
            for number in range(1, count + 1)
        )
        (folder / "students.csv").write_text("email,state,careers\n" + "".join(rows))
        self._found = Findings(f"{count:,} messages")
        self._done: Counter[str] = Counter()
        self._sizes_mb: list[int] = []

    def run(self, faults: int) -> Findings:
        begun = time.monotonic()
        office = MoodyOffice(self._chance)
        try:
            with opened(office):
                self._settings(office.port)
                self._once("none", office, send=False)
                while faults > 0 and self._waiting():
                    faults -= self._once(self._chance.choice([kind for kind in _ENDS if kind != "none"]), office)
                while self._waiting():
                    self._once("none", office)
            self._tally(office, time.monotonic() - begun)
        finally:
            self._disk.free()
            self._disk.remove()
        return self._found

    def _settings(self, port: int) -> None:
        (self._folder / "reportgen.toml").write_text(
            '[mail]\nfrom = "Careers <me@school.example.org>"\nlayout = "handout"\n'
            'host = "127.0.0.1"\ninsecure = true\n'
            f"port = {port}\nrate = 6000\nretry_after = 0.05\ndaily_cap = 1000000\nattempts = 12\n"
        )

    def _once(self, kind: str, office: MoodyOffice, *, send: bool = True) -> int:
        """One run of the command; whether it met its fault."""
        if kind == "disk full" and not self._disk.is_small:
            return 0
        before = len(office.delivered)
        process = Process(["mail", "students.csv", *(["--send"] if send else [])], self._folder, self._environment)
        wanted = before + self._chance.randrange(1, 2 + self._count // 15)
        while kind != "none" and not process.is_over and len(office.delivered) < wanted:
            time.sleep(0.002)
        time.sleep(self._chance.uniform(0, 0.05))
        met = self._meet(kind, process)
        code, said = process.wait()
        self._disk.free()
        self._sizes_mb.append(process.most_mb)
        self._found.require(code in _ENDS[kind] | _ALWAYS, f"{kind}: exit code {code}: {said[-300:]}")
        self._found.require("Traceback" not in said, f"{kind}: a traceback: {said[-500:]}")
        self._done[kind] += met
        return met

    def _meet(self, kind: str, process: Process) -> int:
        if process.is_over or kind == "none":
            return 0
        if kind == "sender killed":
            process.popen.kill()
        elif kind == "everybody killed":
            process.kill_all()
        elif kind == "disk full":
            self._disk.fill()
        elif kind == "messages removed":
            there = sorted((self._disk.folder / "messages").glob("*.eml"))
            for path in self._chance.sample(there, min(20, len(there))):
                path.unlink()
        else:
            process.popen.send_signal(signal.SIGTERM if kind == "SIGTERM" else signal.SIGINT)
        return 1

    def _entries(self) -> list[dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", "mail", "status", "--json", "--log-names"], cwd=self._folder,
            env={**self._environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        entries: list[dict[str, Any]] = json.loads(done.stdout)
        return entries

    def _waiting(self) -> bool:
        return any(entry["state"] in ("pending", "deferred", "sending") for entry in self._entries())

    def _tally(self, office: MoodyOffice, seconds: float) -> None:
        found, entries = self._found, self._entries()
        by_state: dict[str, set[str]] = {}
        for entry in entries:
            by_state.setdefault(entry["state"], set()).add(entry["to"])
        sent, unknown, failed = (by_state.get(state, set()) for state in ("sent", "unknown", "failed"))
        everybody = {f"s{number}@example.org" for number in range(1, self._count + 1)}
        arrived = office.recipients
        found.require(len(entries) == self._count, f"{len(entries)} messages instead of {self._count}")
        found.require(sent | unknown | failed == everybody, f"lost: {sorted(everybody - sent - unknown - failed)[:5]}")
        twice = [to for to, times in Counter(arrived).items() if times > 1]
        found.require(not twice, f"twice: {twice[:5]}")
        found.require(sent <= set(arrived), f"said to be sent and never arrived: {sorted(sent - set(arrived))[:5]}")
        found.require(
            not failed & set(arrived), f"said to be refused, and arrived: {sorted(failed & set(arrived))[:5]}"
        )
        may_be = sum(self._done.values()) + office.did[DROP_AFTER] + office.did[SILENT_AFTER]
        may_be += office.did["drop-at-data"]
        found.require(len(unknown) <= may_be, f"{len(unknown)} unknown, and only {may_be} can be")
        left = [path.name for path in self._disk.folder.rglob("*") if path.name.endswith(".tmp")]
        left += [path.name for path in self._temporary.iterdir()]
        found.require(not left, f"temporary files left: {left[:5]}")
        found.require(max(self._sizes_mb) - min(self._sizes_mb) < 120, f"it grew to {max(self._sizes_mb)} MB")
        found.figures |= {
            "faults": ", ".join(f"{kind} {number}" for kind, number in sorted(self._done.items()) if number),
            "the server": ", ".join(f"{mood.split(' ')[0]} {number}" for mood, number in sorted(office.did.items())),
            "runs": f"{len(self._sizes_mb):,} in {seconds:,.0f} s",
            "messages": f"{len(sent):,} sent, {len(failed):,} refused, {len(unknown):,} unknown "
            f"(of which {len(unknown & set(arrived)):,} arrived), none twice"
            if not twice
            else f"{len(twice)} twice",
            "command, MB": f"{min(self._sizes_mb)} to {max(self._sizes_mb)} at most, run by run",
        }
