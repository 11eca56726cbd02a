"""The charts of a document, whatever its layout is for. Those of the other subjects are not imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.render.drawn import Drawn
from reportgen.render.palette import Colours


def figures_of(document: Any, colours: Colours, words: Mapping[str, Any]) -> Drawn:
    """What a template calls `figures`. Raises LookupError for a document of no known subject."""
    return _KINDS[document.subject]()(document, colours, words)


def _brochure() -> type[Drawn]:
    from reportgen.render.figures import Figures

    return Figures


def _comparison() -> type[Drawn]:
    from reportgen.render.comparison_figures import ComparisonFigures

    return ComparisonFigures


def _poster() -> type[Drawn]:
    from reportgen.render.poster_figures import PosterFigures

    return PosterFigures


_KINDS = {"brochure": _brochure, "comparison": _comparison, "poster": _poster}
