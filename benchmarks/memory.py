"""Whether memory stays flat: `python benchmarks/memory.py [500]` renders that many brochures in one process.

Prints the memory in use after every fiftieth with the CPU time of each of the fifty, reading and composing included, and
exits 1 when memory grew by 10 MB or more after the first fifty. The first twenty are each of another occupation.
"""

from __future__ import annotations

import sys
import time
from itertools import islice, product
from pathlib import Path

import content

from reportgen import garbage
from reportgen.render import render_pdf

_OCCUPATIONS = (
    "29-2072", "15-1252", "47-2111", "25-2021", "29-1141", "35-1011", "53-3032", "13-2011", "33-3051", "11-1021",
    "49-3023", "27-1024", "31-1131", "41-2031", "43-4051", "51-4121", "21-1021", "17-2051", "19-2031", "39-5012",
)  # fmt: skip
_STATES = (
    "AL", "AZ", "CA", "CO", "FL", "GA", "IL", "IN", "KY", "LA", "MA", "MD", "MI", "MN", "MO", "NC", "NJ", "NY", "OH",
    "PA", "TN", "TX", "VA", "WA", "WI",
)  # fmt: skip
_ALLOWED_MB = 10.0


def in_use_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def main() -> None:
    count, source, seen = int(sys.argv[1]) if len(sys.argv) > 1 else 500, content.Source(), []
    since, done, rounds = time.process_time(), 0, garbage.Rounds()  # as a worker of a batch
    # Occupations change fastest, so that what is kept for each of them is there after the first fifty.
    for number, (state, occupation) in enumerate(islice(product(_STATES, _OCCUPATIONS), count), 1):
        render_pdf(source.brochure(occupation, state), source.layout)
        rounds.one_more()
        if number == len(_OCCUPATIONS) or number % 50 == 0:
            each, since, done = 1000 * (time.process_time() - since) / (number - done), time.process_time(), number
            print(f"{number:4} documents: {in_use_mb():.1f} MB, {each:.0f} ms each", flush=True)
        if number % 50 == 0:
            seen.append(in_use_mb())
    grown = max(seen) - seen[0]
    print(f"grown by {grown:.1f} MB after the first fifty")
    sys.exit(grown >= _ALLOWED_MB)


if __name__ == "__main__":
    main()
