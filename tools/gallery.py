"""Draw the pages of docs/gallery/: `python tools/gallery.py`.

Small PNG files of real pages, so that a reader of the README sees what comes out. All together stay under 1.5 MB.
"""

from __future__ import annotations

import tempfile
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
WIDTH_PX = 720
COLOURS = 96
# layout, occupation, area, pages
PAGES = [
    ("sidebar", "29-2072", "TX", (1, 2)),
    ("sidebar", "47-2111", "WY", (1,)),
    ("handout", "15-1252", "US", (1,)),
    ("profile", "29-1141", "CA", (1, 2, 3, 4)),
]


def main() -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    for old in GALLERY.glob("*.png"):
        old.unlink()
    with open_store(shipped_store()) as store:
        areas = {area.abbreviation: area for area in store.areas.values() if len(area.fips) == 2}
        for layout, code, state, pages in PAGES:
            render = make_render(Recipe(store.path, layout, "letter", date(2026, 11, 24)))
            job = Job(SocCode(code), store.occupation_titles[code], areas[state], Path(tempfile.gettempdir()))
            document = pypdfium2.PdfDocument(render(job).data)
            for number in pages:
                page = document[number - 1]
                image = page.render(scale=WIDTH_PX / page.get_width()).to_pil().convert("RGB")
                target = GALLERY / f"{layout}-{code}-{state}-{number}.png"
                image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
                print(f"{target.name}: {target.stat().st_size / 1024:.0f} KB")
            document.close()
    total = sum(path.stat().st_size for path in GALLERY.glob("*.png"))
    print(f"all: {total / 1024:.0f} KB")


if __name__ == "__main__":
    main()
