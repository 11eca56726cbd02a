"""What a computer would draw with: asked of every worker before the first job, so that all pages come out the same."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.batch import versions
from reportgen.batch.files import sha256_of

_NAMES = {
    "weasyprint": "WeasyPrint",
    "jinja2": "Jinja2",
    "babel": "Babel",
    "pillow": "Pillow",
    "reportlab": "ReportLab",
    "pango": "Pango",
    "harfbuzz": "HarfBuzz",
    "harfbuzz-subset": "HarfBuzz's subsetter",
    "python": "Python",
    "distributed": "Dask (distributed)",
}
_SHOWN_DIGITS = 12  # of a checksum


def facts(store: str, sha256: str) -> dict[str, Any]:
    """The versions here, and the store here that has this checksum, or else the checksum of what is here instead.

    `store` is looked for first, as on a shared file system; then the one that reportgen reads here by itself. Built of
    plain values, so that workers with another version of reportgen can answer too.
    """
    from reportgen.store.location import store_to_read

    there = [(path, sha256_of(path)) for path in (Path(store), store_to_read())]
    readable = [(path, found) for path, found in there if found]
    path, found = next((each for each in readable if each[1] == sha256), (readable or [(Path(), "")])[0])
    return {"versions": _versions(), "store": str(path), "store_sha256": found}


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    """What is otherwise there than here, in words; nothing when all is the same."""
    mine, others = ours["versions"], theirs["versions"]
    for key in dict.fromkeys([*mine, *others]):
        here, there = mine.get(key, "absent"), others.get(key, "absent")
        if here == there or (key == "code" and mine["reportgen"] != others.get("reportgen")):
            continue
        if key == "code":
            yield f"reportgen's code, rules or fonts (checksum {there} there, {here} here)"
        else:
            yield f"{_NAMES.get(key, key)} {there} there, {here} here"
    if not theirs["store_sha256"]:
        yield "no data store there"
    elif theirs["store_sha256"] != ours["store_sha256"]:
        there, here = theirs["store_sha256"][:_SHOWN_DIGITS], ours["store_sha256"][:_SHOWN_DIGITS]
        yield f"another data store (SHA-256 {there}… there, {here}… here)"


def _versions() -> dict[str, str]:
    shared = {
        "python": ".".join(platform.python_version_tuple()[:2]),
        "distributed": importlib.metadata.version("distributed"),
    }
    return {**versions.versions(), **shared}
