"""Tells a screen reader which words are in another language: `lang` of an HTML element → /Lang of its tag in the PDF.

WeasyPrint tags the language of the document only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def is_multilingual(html: str) -> bool:
    """Whether an element besides the outermost one names a language."""
    return html.count(' lang="') > 1


@contextmanager
def languages_tagged() -> Iterator[None]:
    """While a document with several languages is painted: it costs a call for each box."""
    import pydyf
    from weasyprint.pdf import tags

    plain = tags._build_box_tree

    def with_language(box: Any, *others: Any) -> Iterator[Any]:
        inner = getattr(box, "_box", None) or box  # behind the placeholder of what is positioned absolutely
        element = inner.element
        is_own = element is not None and inner.element_tag == element.tag and element.tag != "html"
        language = element.get("lang") if is_own else None
        for tag in plain(box, *others):
            if language:
                tag["Lang"] = pydyf.String(language)
            yield tag

    tags._build_box_tree = with_language
    try:
        yield
    finally:
        tags._build_box_tree = plain
