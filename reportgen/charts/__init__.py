"""Values -> SVG. Each chart is a module: a frozen dataclass of its input and `draw(data, style) -> Chart`.

Numbers place the marks; every figure that is printed comes in as a finished label. Nothing here formats
a number, reads a file or knows the page. Sizes are points (1/72 in).
"""

from reportgen.charts.base import Chart, ChartStyle, Datum, Tick

__all__ = ["Chart", "ChartStyle", "Datum", "Tick"]
