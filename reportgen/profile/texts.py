"""The text of an occupation: its own over its minor group's over its major group's, field by field.

A user's folder (`--texts DIR`) wins over all of these, with the same order within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from reportgen.model.editorial import EditorialText, over
from reportgen.model.soc import SocCode
from reportgen.store.reader import Store
from reportgen.store.texts import texts_about


def text_for(
    store: Store, soc: SocCode, language: str = "en", overrides: Sequence[EditorialText] = ()
) -> EditorialText | None:
    """The merged text of `soc`; None when nobody has written about it or its groups.

    `overrides` are the texts of a user's folder, as `sources.editorial.read_texts(folder, partial=True)` reads them.
    The result has the scope of the nearest text that it was made from.
    """
    layers = texts_about(store, soc.value, language, overrides)
    return reduce(over, layers) if layers else None
