"""Forgets what a process remembers of layouts, so that their files are read again: for a preview."""

from __future__ import annotations

import gc

from reportgen.render import glyphs, html, weasy, words


def layouts() -> None:
    """Templates, style sheets, fonts and words are read anew when they are needed next."""
    for remembered in (html._environment, weasy.engine_of, glyphs.families_of, words.words_for):
        remembered.cache_clear()
    gc.unfreeze()  # what the style sheets held may go
