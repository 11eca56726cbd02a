"""Whether memory stays flat: `python benchmarks/memory.py [5000]` makes so many brochures in one process.

They come in the order of a batch, the states of one occupation after the other; a worker of a batch is relieved long
before the five thousandth. Prints the memory in use after every tenth part, with the CPU time of each brochure of it,
reading and composing included. Exits 1 when 180 MB were in use, or when the second half took 10 MB or more: what is kept
of fonts, words and charts is full by then.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import content

from reportgen import garbage
from reportgen.render import render_pdf

_MOST_MB, _MOST_GROWN_MB = 180.0, 10.0
_FEWEST_AREAS = 25  # that an occupation of the sample is published in, more or less


def in_use_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    source, seen = content.Source(), list[float]()
    pairs = source.country(count // _FEWEST_AREAS + 1)[:count]
    # WeasyPrint is loaded by the first page that has a style which the press does not know, sooner or later: 30 MB.
    render_pdf(source.brochure(*pairs[0]), source.layout, press=False)
    since, done, rounds = time.process_time(), 0, garbage.Rounds()  # as a worker of a batch
    for number, pair in enumerate(pairs, 1):
        render_pdf(source.brochure(*pair), source.layout)
        rounds.one_more()
        if number * 10 // len(pairs) > len(seen):
            each, since, done = 1000 * (time.process_time() - since) / (number - done), time.process_time(), number
            seen.append(in_use_mb())
            print(f"{number:5,} brochures: {seen[-1]:.1f} MB, {each:.0f} ms each", flush=True)
    most, grown = max(seen), max(seen[5:]) - seen[4]
    print(f"at most {most:.1f} MB; the second half grew by {grown:.1f} MB")
    sys.exit(most >= _MOST_MB or grown >= _MOST_GROWN_MB)


if __name__ == "__main__":
    main()
