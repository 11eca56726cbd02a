"""Prints brochures drawn at random by the press and by WeasyPrint, and compares what a reader gets: `make parity`.

    python tools/parity.py [--count 1000] [--seed N] [--layout NAME ...] [--jobs 2]

Exits 1 when any two differ. Says how many the press left to WeasyPrint, and why.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass

from reportgen.brochure.compose import compose
from reportgen.brochure.value import Brochure
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.render import load_layout, render_pdf
from reportgen.sources.editorial_choice import text_for
from reportgen.store import location
from reportgen.store.reader import Store
from tests.press.parity import differences

_LAYOUTS = ("sidebar", "handout", "profile", "card", "trifold")
_PRINTED_ON = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Drawn:
    """A brochure to compare, and the area for which the press prints it before, so that most of its type stands."""

    soc: str
    fips: str
    layout: str
    before: str


@dataclass(frozen=True)
class Compared:
    """What came of it: why the press left it, or what differs; CPU seconds by the press and by WeasyPrint."""

    drawn: Drawn
    left_because: str
    differing: tuple[str, ...]
    seconds: tuple[float, float]


class _Comparer:
    def __init__(self) -> None:
        self._store = Store.open(location.store_to_read())
        self._builder = ProfileBuilder(self._store)

    def compare(self, drawn: Drawn) -> Compared:
        layout = load_layout(drawn.layout)
        render_pdf(self._brochure(drawn.soc, drawn.before), layout)
        brochure = self._brochure(drawn.soc, drawn.fips)
        start = time.process_time()
        pressed = render_pdf(brochure, layout)
        between = time.process_time()
        if pressed.laid_out_because:
            return Compared(drawn, pressed.laid_out_because, (), (0.0, 0.0))
        laid_out = render_pdf(brochure, layout, press=False)
        seconds = (between - start, time.process_time() - between)
        found = tuple(differences(pressed.data, laid_out.data))
        if (pressed.pages, pressed.dropped) != (laid_out.pages, laid_out.dropped):
            found += (f"{pressed.pages} pages, {pressed.dropped} left out",)
        return Compared(drawn, "", found, seconds)

    def _brochure(self, code: str, fips: str) -> Brochure:
        soc = SocCode(code)
        profile = self._builder.build(soc, self._store.areas[fips])
        return compose(profile, printed_on=_PRINTED_ON, text=text_for(soc))


_comparer: _Comparer | None = None


def _start() -> None:
    global _comparer
    _comparer = _Comparer()


def _compare(drawn: Drawn) -> Compared:
    assert _comparer is not None
    return _comparer.compare(drawn)


def draw(count: int, seed: int, layouts: list[str]) -> list[Drawn]:
    """Occupations and areas as they are published, each pair as likely as any other."""
    store = Store.open(location.store_to_read())
    pairs = [(soc, area.fips) for area in store.areas.values() for soc in store.published_in(area)]
    areas: dict[str, list[str]] = {}
    for soc, fips in pairs:
        areas.setdefault(soc, []).append(fips)
    chance = random.Random(seed)  # noqa: S311
    drawn = [(*chance.choice(pairs), chance.choice(layouts)) for _ in range(count)]
    return [Drawn(soc, fips, layout, chance.choice(areas[soc])) for soc, fips, layout in drawn]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=int(datetime.date.today().strftime("%Y%m%d")))
    parser.add_argument("--layout", action="append", help="may be repeated")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    drawn = draw(asked.count, asked.seed, asked.layout or list(_LAYOUTS))
    left, differing, seconds = Counter[str](), 0, [0.0, 0.0]
    start = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(asked.jobs, _start) as pool:
        for done in pool.imap_unordered(_compare, drawn, chunksize=4):
            if done.left_because:
                left[done.left_because] += 1
            elif done.differing:
                differing += 1
                print(
                    f"{done.drawn.soc} {done.drawn.fips} {done.drawn.layout}: {'; '.join(done.differing[:3])}",
                    flush=True,
                )
            seconds = [total + one for total, one in zip(seconds, done.seconds, strict=True)]
    pressed = asked.count - sum(left.values())
    print(
        f"seed {asked.seed}: {asked.count} brochures in {time.monotonic() - start:.0f} s; {pressed} set by the press "
        f"({pressed / asked.count:.1%}), {differing} of them differ from WeasyPrint's"
    )
    if pressed:
        press, weasyprint = (1000 * total / pressed for total in seconds)
        print(f"CPU time of rendering: {press:.0f} ms by the press, {weasyprint:.0f} ms by WeasyPrint")
    for why, count in left.most_common():
        print(f"  {count:5d} left to WeasyPrint: {why}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
