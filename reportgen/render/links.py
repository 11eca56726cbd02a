"""Refuses addresses that a printed brochure has no use for: they would reach the PDF as they are.

`javascript:`, `file:` and `data:` never pass the fetcher, and an attachment embeds a local file.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any
from urllib.parse import urlsplit

from reportgen.errors import ReportgenError

_SCHEMES = frozenset({"https", "http", "mailto"})
_NO_PLACE = frozenset({"script", "object", "embed", "iframe", "base", "form", "input"})


def check_tree(root: Any, layout: str, checked: Container[Any] = ()) -> None:
    """Walk an element tree; raises ReportgenError for the first address or element that may not stand in it.

    What stands below the elements that are `checked` was walked before.
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element in checked:
            continue
        waiting += reversed(element)
        tag = element.tag
        if not isinstance(tag, str):
            continue
        name = tag.rpartition("}")[2].lower()
        if name in _NO_PLACE:
            raise _refused(layout, f"the element <{name}>")
        if "attachment" in (element.get("rel") or "").lower():
            raise _refused(layout, "an attachment")
        for attribute, value in element.attrib.items():
            if attribute.rpartition("}")[2].lower() != "href" or name == "link":
                continue
            if not is_safe(value):
                raise _refused(layout, f"the address {value:.80}")


def is_safe(address: str) -> bool:
    """Whether a link may lead there: https, http, mailto, or a place in this document."""
    if address.startswith("#"):
        return True
    try:
        return urlsplit(address.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _refused(layout: str, what: str) -> ReportgenError:
    return ReportgenError(
        f"The layout “{layout}” holds {what}, which may not stand in a brochure.",
        cure="Link to https, http or mailto addresses, or to #places in the brochure.",
    )
