"""A `Brochure` and a layout become a PDF. Importing this is cheap: WeasyPrint is loaded when a page is made."""

from reportgen.render.api import RenderedPdf, check_rendered, render_pdf
from reportgen.render.inspect import PdfReport, inspect_pdf
from reportgen.render.layout import Layout, available_layouts, load_layout

__all__ = [
    "Layout",
    "PdfReport",
    "RenderedPdf",
    "available_layouts",
    "check_rendered",
    "inspect_pdf",
    "load_layout",
    "render_pdf",
]
