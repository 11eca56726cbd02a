"""Draw the pages of docs/gallery/ and write its README: `make gallery`, or `python tools/gallery.py [STEM ...]`.

Small PNG files of real pages, so that a reader sees what comes out. All together stay under 1.5 MB. With the beginnings
of file names ("card", "sidebar-29") only those are drawn anew.

A layout is added by a heading and a line for each picture: the file's name, the command that makes the PDF, the page,
and what a reader who cannot see it should know.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from click.testing import CliRunner
from PIL import Image

from reportgen.cli import main as reportgen

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
WIDTH_PX = 720  # of an upright page; one that lies is as high
COLOURS = 96
MOST_BYTES = 1_500_000
PRINTED_ON = "1795478400"  # SOURCE_DATE_EPOCH: November 24, 2026


@dataclass(frozen=True, slots=True)
class Picture:
    """`command` makes the PDF, of which `page` (from 1) is drawn. The file is called `stem`-`page`.png."""

    heading: str
    stem: str
    command: str
    page: int
    words: str

    @property
    def name(self) -> str:
        return f"{self.stem}-{self.page}.png"


HEADINGS = {
    "sidebar": "Two pages (`--layout sidebar`, the default)",
    "handout": "One page (`--layout handout`)",
    "profile": "Four pages (`--layout profile`), one folded 11x17 sheet",
    "trifold": "Six panels on one folded sheet (`--layout trifold`)",
    "card": "Two half-sheet cards to cut apart (`--layout card`)",
    "compare": "Two to four careers side by side (`reportgen compare`)",
    "poster": "A poster of one group (`reportgen poster`)",
}


def _brochure(layout: str, soc: str, state: str, page: int, words: str) -> Picture:
    command = f"brochure {soc} --state {state} --layout {layout}"
    return Picture(layout, f"{layout}-{soc}-{state}", command, page, words)


PICTURES = [
    _brochure(
        "sidebar",
        "29-2072",
        "TX",
        1,
        "Medical records specialists in Texas, page 1: large figures on pay, jobs, growth "
        "and schooling; what they do, strengths and challenges, the way there, key facts, interests and a video code",
    ),
    _brochure(
        "sidebar",
        "29-2072",
        "TX",
        2,
        "Medical records specialists in Texas, page 2: range of pay, states with "
        "most jobs, growth, exposure to machines, and a checklist to tick from grade 9 on",
    ),
    _brochure(
        "sidebar", "47-2111", "WY", 1, "Electricians in Wyoming, page 1, in the colour of the construction trades"
    ),
    _brochure("handout", "15-1252", "US", 1, "Software developers in the United States on a single page"),
    _brochure(
        "profile", "29-1141", "CA", 1, "Registered nurses in California, page 1 of 4: duties, strengths, challenges"
    ),
    _brochure(
        "profile", "29-1141", "CA", 2, "Registered nurses in California, page 2 of 4: specialties, skills, workplaces"
    ),
    _brochure(
        "profile", "29-1141", "CA", 3, "Registered nurses in California, page 3 of 4: pay by place, growth, trend"
    ),
    _brochure(
        "profile",
        "29-1141",
        "CA",
        4,
        "Registered nurses in California, page 4 of 4: pathway, licenses, similar jobs, checklist and sources",
    ),
    _brochure(
        "trifold",
        "47-2111",
        "TX",
        1,
        "Electricians in Texas, the outside of the tri-fold: the panel that is folded in, "
        "the back with sources and video code, and the cover with the large figures",
    ),
    _brochure(
        "trifold",
        "47-2111",
        "TX",
        2,
        "Electricians in Texas, the inside of the tri-fold: the work and the way there, "
        "pay and jobs, and a checklist from grade 9 on",
    ),
    _brochure(
        "card", "29-1141", "CA", 1, "Registered nurses in California on a half-sheet card, two copies with a cut line"
    ),
    Picture(
        "compare",
        "compare-29-1141-29-2061-31-1131-TX",
        "compare 29-1141 29-2061 31-1131 --state TX",
        1,
        "Registered nurses, licensed practical nurses and nursing assistants in Texas side by side: pay, growth, "
        "openings and schooling on one scale",
    ),
    Picture(
        "poster",
        "poster-healthcare-TX",
        "poster --group healthcare --state TX",
        1,
        "Poster of healthcare in Texas: for each schooling its occupations with bars of pay, growth and openings",
    ),
]


def main() -> None:
    os.environ["SOURCE_DATE_EPOCH"] = PRINTED_ON
    GALLERY.mkdir(parents=True, exist_ok=True)
    wanted = [each for each in PICTURES if not sys.argv[1:] or each.stem.startswith(tuple(sys.argv[1:]))]
    made: dict[str, bytes] = {}
    for picture in wanted:
        if picture.command not in made:
            made[picture.command] = pdf_of(picture.command)
        target = GALLERY / picture.name
        draw(made[picture.command], picture.page, target)
        print(f"{target.name}: {target.stat().st_size / 1024:.0f} KB")
    (GALLERY / "README.md").write_text("\n".join(lines()) + "\n", encoding="utf-8")
    total = sum(path.stat().st_size for path in GALLERY.glob("*.png"))
    print(f"all: {total / 1024:.0f} KB")
    if total > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES:,} bytes: take fewer pages or colours")


def pdf_of(command: str) -> bytes:
    """What a `reportgen` command makes."""
    with tempfile.TemporaryDirectory() as work:
        target = Path(work) / "made.pdf"
        result = CliRunner().invoke(reportgen, [*command.split(), "--output", str(target)])
        if result.exit_code:
            raise SystemExit(f"reportgen {command}\n{result.output}")
        return target.read_bytes()


def draw(pdf: bytes, number: int, target: Path) -> None:
    document = pypdfium2.PdfDocument(pdf)
    page = document[number - 1]
    image = page.render(scale=WIDTH_PX / min(page.get_size())).to_pil().convert("RGB")
    document.close()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def lines() -> Iterator[str]:
    yield "# Gallery"
    yield ""
    yield "Pages as reportgen makes them, drawn by `make gallery`; the files themselves are tagged PDF."
    for layout, heading in HEADINGS.items():
        yield f"\n## {heading}\n"
        for picture in PICTURES:
            if picture.heading == layout:
                yield f"![{picture.words}]({picture.name})"


if __name__ == "__main__":
    main()
