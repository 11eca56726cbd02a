"""What a poster's template asks for: the measured page, and the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from reportgen.charts import qr
from reportgen.poster.value import Poster
from reportgen.render.brand_parts import printed, tied
from reportgen.render.drawn import Drawn, inline
from reportgen.render.palette import Colours
from reportgen.render.poster_page import QR_PT, PosterPage, page


class PosterFigures(Drawn):
    """The measures and the code of one poster as functions for its template."""

    def __init__(self, poster: Poster, colours: Colours, words: Mapping[str, Any]) -> None:
        super().__init__(poster, colours, words)
        self._poster = poster

    def page(self, footnotes: Sequence[str], width_pt: float, height_pt: float) -> PosterPage:
        """The poster in a room of so many points; `footnotes` are the paragraphs in small type at its foot."""
        return page(self._poster, self._words["question"], footnotes, width_pt, height_pt)

    def contact(self) -> str:
        """Whom to ask and where, as the brand has it, in a line for the foot; "" where it says nothing."""
        brand = self._poster.brand
        line = " · ".join(filter(None, (brand.counselor, *map(tied, brand.contact_lines), printed(brand.web))))
        return line.replace("\u200b", "")  # wide enough for addresses that are whole

    def qr(self, address: str) -> Markup:
        """The QR code of an address."""
        alt = f"{self._words['chart_brand']} {printed(address)}"
        return inline(qr.draw(qr.QrCode(address, alt), self._style(QR_PT)))
