"""The title of a text: it is official, so it is held against the store's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.editorial.finding import Finding
from reportgen.sources.editorial import TextFile


def title(file: TextFile, official: Mapping[str, str]) -> Iterator[Finding]:
    """A title that is not the one of its code. `official` maps codes to titles; a code that it lacks passes."""
    text = file.text
    wanted = official.get(text.soc)
    if text.title and wanted and text.title != wanted:
        line = file.lines.line(("title",))
        yield Finding(file.name, line, "title", f"is “{text.title}”, but {text.soc} is “{wanted}”", "Copy the title.")
