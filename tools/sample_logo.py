"""Draw assets/brands/meadowlark.png, the wordmark of a made-up school: `python tools/sample_logo.py`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ASSETS = Path(__file__).resolve().parents[1] / "assets"
MAROON, GOLD = "#7a0019", "#c68900"
TIMES = 4  # drawn larger and made smaller, for smooth edges
SIZE = (820, 200)


def main() -> None:
    image = Image.new("RGBA", (SIZE[0] * TIMES, SIZE[1] * TIMES), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    bird(draw)
    words(draw, "Meadowlark", (214, 6), 108, "Bold", MAROON)
    words(draw, "COMMUNITY SCHOOLS", (220, 132), 56, "Semibold", GOLD)
    target = ASSETS / "brands" / "meadowlark.png"
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    small.crop(small.getbbox()).quantize(64).save(target, optimize=True)
    print(f"{target}: {target.stat().st_size / 1024:.1f} KB")


def bird(draw: ImageDraw.ImageDraw) -> None:
    """A round maroon ground with a bird of three shapes on it."""
    scaled = [[(x * TIMES, y * TIMES) for x, y in shape] for shape in BIRD]
    draw.ellipse((0, 6 * TIMES, 188 * TIMES, 194 * TIMES), fill=MAROON)
    draw.polygon(scaled[0], fill="white")
    draw.polygon(scaled[1], fill=GOLD)
    draw.polygon(scaled[2], fill=GOLD)
    draw.ellipse((117 * TIMES, 59 * TIMES, 125 * TIMES, 67 * TIMES), fill=MAROON)


BIRD = (
    [(96, 52), (118, 42), (136, 52), (140, 66), (134, 96), (112, 124), (78, 136), (32, 160), (56, 122), (78, 84)],
    [(136, 56), (164, 62), (139, 70)],  # beak
    [(122, 92), (98, 118), (66, 130), (84, 100), (104, 78)],  # wing
)


def words(draw: ImageDraw.ImageDraw, text: str, place: tuple[int, int], size: int, weight: str, colour: str) -> None:
    font = ImageFont.truetype(ASSETS / "fonts" / f"SourceSans3-{weight}.ttf", size * TIMES)
    draw.text((place[0] * TIMES, place[1] * TIMES), text, font=font, fill=colour)


if __name__ == "__main__":
    main()
