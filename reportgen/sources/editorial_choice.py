"""Which text stands for an occupation: its own over its minor group's over its major group's, field by field.

A user's folder (`--texts DIR`) wins over all of these, with the same order within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce

from reportgen.model.editorial import EditorialText, over
from reportgen.model.soc import SocCode
from reportgen.sources.editorial import DEFAULT_LANGUAGE, TextsError, read_file, scopes_of, shipped_folder


def text_for(
    soc: SocCode, language: str = DEFAULT_LANGUAGE, overrides: Sequence[EditorialText] = ()
) -> EditorialText | None:
    """The merged text of `soc`; None when nobody has written about it or its groups.

    `overrides` are the texts of a user's folder, as `editorial.read_texts(folder, partial=True)` reads them. The
    result has the scope of the nearest text that it was made from. Raises TextsError for a shipped file out of form.
    """
    scopes = scopes_of(soc.value)
    theirs = {text.scope: text for text in overrides if text.language == language}
    layers = [theirs[scope] for scope in scopes if scope in theirs]
    layers += [text for scope in scopes if (text := _shipped(scope, language))]
    return reduce(over, layers) if layers else None


@cache
def _shipped(scope: str, language: str) -> EditorialText | None:
    """Our text of one scope. Read when it is asked for: a single brochure needs three files, not all of them."""
    path = shipped_folder(language) / f"{scope}.toml"
    if not path.is_file():
        return None
    file = read_file(path, language)
    if file.problems:
        raise TextsError(file.problems)
    return file.text
