"""Fuzzes every reader of something from outside, one after another: `make fuzz [SECONDS=30] [TARGETS="roster pdf"]`.

    python tools/fuzz/run.py [--seconds 30] [--memory-mb 1500] [TARGET ...]

Prints for each how many inputs it got, how much of the code they reached, and what broke. An input that breaks
something is kept in tests/hostile/crashes/TARGET/, where a test gives it to the same reader: that test fails until the
reader is mended. Ends with exit code 1 when anything broke. What was learned stays in build/fuzz/ for the next run.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CRASHES = ROOT / "tests" / "hostile" / "crashes"
_STATE = re.compile(r"^#(\d+)\s+(\w+)\s+cov: (\d+) ft: (\d+) corp: (\d+)/.*?rss: (\d+)Mb", re.MULTILINE)
_SLOWEST_SECONDS = 25  # for one input, on a busy machine
_LONGEST_BYTES = 16_000


@dataclass(frozen=True)
class Outcome:
    """`first` and `last` are the reached edges of the code with the seeds, and at the end."""

    runs: int
    first: int
    last: int
    kept: int
    memory_mb: int
    crashes: tuple[Path, ...]
    tail: str


def fuzz(name: str, seconds: int, memory_mb: int) -> Outcome:
    """Run one target in a process of its own."""
    corpus, crashes = ROOT / "build" / "fuzz" / name, CRASHES / name
    corpus.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(parents=True, exist_ok=True)
    before = set(crashes.iterdir())
    command = [
        sys.executable, str(Path(__file__).with_name("one.py")), name, f"-max_total_time={seconds}",
        f"-rss_limit_mb={memory_mb}", f"-timeout={_SLOWEST_SECONDS}", f"-max_len={_LONGEST_BYTES}",
        f"-artifact_prefix={crashes}/", "-print_final_stats=1", str(corpus),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + 300,
            env=environment,
            check=False,
        )
        said, is_broken = done.stderr + done.stdout, done.returncode != 0
    except subprocess.TimeoutExpired as late:
        said, is_broken = f"{late.stderr!r}\nstopped: it went on far beyond its time", True
    found = tuple(sorted(set(crashes.iterdir()) - before))
    if not any(crashes.iterdir()):
        crashes.rmdir()
    states = _STATE.findall(said)
    first, last = (states[0], states[-1]) if states else (("0",) * 6, ("0",) * 6)
    tail = "\n".join(said.splitlines()[-30:]) if found or is_broken else ""
    return Outcome(int(last[0]), int(first[2]), int(last[2]), int(last[4]), int(last[5]), found, tail)


def main() -> int:
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    from targets import all_targets

    known = list(all_targets())
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(known)}")
    parser.add_argument("--seconds", type=int, default=30, help="for each target")
    parser.add_argument("--memory-mb", type=int, default=1500)
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    print(f"{'target':<28}{'runs':>10}{'edges':>16}{'inputs kept':>13}{'MB':>7}  crashes")
    broken = total = 0
    for name in asked.targets or known:
        outcome = fuzz(name, asked.seconds, asked.memory_mb)
        edges = f"{outcome.first:,} → {outcome.last:,}"
        names = ", ".join(path.name[:20] for path in outcome.crashes) or ("FAILED" if outcome.tail else "none")
        row = f"{name:<28}{outcome.runs:>10,}{edges:>16}{outcome.kept:>13,}{outcome.memory_mb:>7,}  {names}"
        print(row, flush=True)
        if outcome.tail:
            print(outcome.tail, flush=True)
        broken += bool(outcome.tail)
        total += outcome.runs
    print(f"{total:,} inputs; {broken} targets broke." if broken else f"{total:,} inputs; nothing broke.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
