"""Draw the pages of docs/gallery/ and write its README: `python tools/gallery.py`.

Small PNG files of real pages, so that a reader sees what comes out. All together stay under 1.5 MB.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe, make_render
from reportgen.model.soc import SocCode
from reportgen.store.location import shipped_store
from reportgen.store.reader import open_store

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
WIDTH_PX = 720  # of an upright page; one that lies is as high
COLOURS = 96
MOST_BYTES = 1_500_000
HEADINGS = {
    "sidebar": "Two pages (`--layout sidebar`, the default)",
    "handout": "One page (`--layout handout`)",
    "profile": "Four pages (`--layout profile`), one folded 11x17 sheet",
    "trifold": "Six panels on one folded sheet (`--layout trifold`)",
    "card": "Two half-sheet cards to cut apart (`--layout card`)",
}
# layout, occupation, area, page, what the picture shows
PAGES = [
    ("sidebar", "29-2072", "TX", 1, "Medical records specialists in Texas, page 1: large figures on pay, jobs, growth "
     "and schooling; what they do, strengths and challenges, the way there, key facts, interests and a video code"),
    ("sidebar", "29-2072", "TX", 2, "Medical records specialists in Texas, page 2: range of pay, states with "
     "most jobs, growth, exposure to machines, and a checklist to tick from grade 9 on"),
    ("sidebar", "47-2111", "WY", 1, "Electricians in Wyoming, page 1, in the colour of the construction trades"),
    ("handout", "15-1252", "US", 1, "Software developers in the United States on a single page"),
    ("profile", "29-1141", "CA", 1, "Registered nurses in California, page 1 of 4: duties, strengths, challenges"),
    ("profile", "29-1141", "CA", 2, "Registered nurses in California, page 2 of 4: specialties, skills, workplaces"),
    ("profile", "29-1141", "CA", 3, "Registered nurses in California, page 3 of 4: pay by place, growth, trend"),
    ("profile", "29-1141", "CA", 4, "Registered nurses in California, page 4 of 4: pathway, papers, similar "
     "jobs, checklist and sources"),
    ("trifold", "47-2111", "TX", 1, "Electricians in Texas, the outside of the tri-fold: the panel that is folded in, "
     "the back with sources and video code, and the cover with the large figures"),
    ("trifold", "47-2111", "TX", 2, "Electricians in Texas, the inside of the tri-fold: the work and the way there, "
     "pay and jobs, and a checklist from grade 9 on"),
    ("card", "29-1141", "CA", 1, "Registered nurses in California on a half-sheet card, two copies with a cut line"),
]  # fmt: skip


def main() -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    for old in GALLERY.glob("*.png"):
        old.unlink()
    made: dict[tuple[str, str, str], bytes] = {}
    with open_store(shipped_store()) as store:
        areas = {area.abbreviation: area for area in store.areas.values() if len(area.fips) == 2}
        for layout, code, state, number, _ in PAGES:
            if (layout, code, state) not in made:
                render = make_render(Recipe(store.path, layout, "letter", date(2026, 11, 24)))
                job = Job(SocCode(code), store.occupation_titles[code], areas[state], Path(tempfile.gettempdir()))
                made[layout, code, state] = render(job).data
            target = GALLERY / name_of(layout, code, state, number)
            draw(made[layout, code, state], number, target)
            print(f"{target.name}: {target.stat().st_size / 1024:.0f} KB")
    (GALLERY / "README.md").write_text("\n".join(lines()), encoding="utf-8")
    total = sum(path.stat().st_size for path in GALLERY.glob("*.png"))
    print(f"all: {total / 1024:.0f} KB")
    if total > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES:,} bytes: take fewer pages or colours")


def name_of(layout: str, code: str, state: str, number: int) -> str:
    return f"{layout}-{code}-{state}-{number}.png"


def draw(pdf: bytes, number: int, target: Path) -> None:
    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    image = page.render(scale=WIDTH_PX / min(page.get_size())).to_pil().convert("RGB")
    document.close()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def lines() -> Iterator[str]:
    yield "# Gallery"
    yield ""
    yield "Pages as `reportgen brochure` makes them, drawn by `tools/gallery.py`; the files themselves are tagged PDF."
    for layout, heading in HEADINGS.items():
        yield f"\n## {heading}\n"
        for each, code, state, number, words in PAGES:
            if each == layout:
                yield f"![{words}]({name_of(layout, code, state, number)})"


if __name__ == "__main__":
    main()
