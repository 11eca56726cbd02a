"""Makes brochures and sends messages while faults are thrown at it by chance, then counts: `make soak`.

    python tools/soak.py [--brochures 5000] [--messages 1000] [--seed N] [--real-each 4] [--keep FOLDER]

Workers and commands are killed and stopped, the disk is full (where a small one may be mounted: as root), finished
files are cut and removed, the mail server drops, falls silent and refuses. At the end nothing may be lost, nothing made
or sent twice, no temporary file left, and memory must be flat. Exits 1 when any of that is not so. Every fourth
brochure is a real one; the others are stand-ins, so that it is the batch that is tested and not the patience.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from soaking import batch, mail
from soaking.command import REAL_EACH
from soaking.machine import ROOT


def _environment(home: Path, real_each: int) -> dict[str, str]:
    """Nobody's settings and no store but the shipped one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REPORTGEN_", "XDG_"))}
    return {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tools'}",
        "REPORTGEN_CACHE": str(home / "cache"),
        REAL_EACH: str(real_each),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brochures", type=int, default=5000)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="the same faults again, as far as chance allows")
    parser.add_argument("--real-each", type=int, default=4, help="every so-manieth brochure is a real one; 0: none")
    parser.add_argument("--faults-each", type=int, default=80, help="a fault for so many brochures or 25 messages")
    parser.add_argument("--keep", type=Path, help="work here and leave it there")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"Seed {seed}: make soak ARGS='--seed {seed}' throws the same dice.", flush=True)
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="reportgen-soak-"))
    environment = _environment(folder, arguments.real_each)
    begun, findings = time.monotonic(), []
    try:
        if arguments.brochures:
            faults = max(6, arguments.brochures // arguments.faults_each)
            chance = random.Random(seed)  # noqa: S311 (dice, not secrets)
            findings.append(batch.soak(folder / "batch", arguments.brochures, faults, chance, environment))
            print(findings[-1].told(), flush=True)
        if arguments.messages:
            faults = max(6, arguments.messages // 25)
            chance = random.Random(seed + 1)  # noqa: S311
            findings.append(mail.soak(folder / "mail", arguments.messages, faults, chance, environment))
            print(findings[-1].told(), flush=True)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    wrong = sum(len(each.wrong) for each in findings)
    print(f"{wrong or 'Nothing'} wrong, after {(time.monotonic() - begun) / 60:.1f} minutes.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
