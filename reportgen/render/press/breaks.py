"""Where a line may end: asked of Pango, which WeasyPrint asks too."""

from __future__ import annotations

import ctypes
import sys
from functools import cache, lru_cache
from typing import Any

from reportgen.render.press.errors import NotPressedError

_NAMES = {"linux": "libpango-1.0.so.0", "darwin": "libpango-1.0.dylib"}
_LINE_BREAK = 1  # the first bit of a PangoLogAttr


@lru_cache(2_000)
def breaks(text: str) -> tuple[int, ...]:
    """Places in the text before which a line may begin, in order; its end is one of them."""
    ask, language = _pango()
    data = text.encode()
    attributes = (ctypes.c_uint32 * (len(text) + 1))()
    ask(data, len(data), -1, language, attributes, len(text) + 1)
    return (*(place for place in range(1, len(text)) if attributes[place] & _LINE_BREAK), len(text))


@cache
def _pango() -> tuple[Any, Any]:
    """`pango_get_log_attrs` and the language that it takes. Raises NotPressedError where Pango is not found."""
    try:
        library = ctypes.CDLL(_NAMES.get(sys.platform, ""))
    except OSError:
        raise NotPressedError("Pango is not where the press looks for it") from None
    of_language = library.pango_language_from_string
    of_language.argtypes, of_language.restype = [ctypes.c_char_p], ctypes.c_void_p
    ask = library.pango_get_log_attrs
    ask.argtypes = [
        ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32), ctypes.c_int,
    ]  # fmt: skip
    ask.restype = None
    return ask, of_language(b"en")
