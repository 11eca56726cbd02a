"""Keeps on disk what WeasyPrint said of a layout, so that a new process need not start it to ask again.

One file for each state of a layout's style sheets, of its fonts and of our code, under the user's cache folder. A file
that is damaged or not ours counts for nothing and is written anew. It is JSON, and nothing in it is executed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportgen.render import kept


def key_of(files: Iterable[Path], more: Iterable[str]) -> str:
    """A name for what is learned of these files: it changes with any of them, with WeasyPrint, and with our code."""
    digest = hashlib.sha256(_code().encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        digest.update(f"\0{text}".encode())
    return digest.hexdigest()[:32]


@cache
def _code() -> str:
    files = sorted(Path(__file__).parent.glob("*.py"))
    weasyprint = find_spec("weasyprint")
    if weasyprint and weasyprint.origin:
        files.append(Path(weasyprint.origin))  # states its version; to ask importlib.metadata takes ten times as long
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(key: str) -> Any:
    """What was kept under the key; None where there is nothing that can be relied on."""
    try:
        text = (kept.folder() / (key + kept.STYLES)).read_text(encoding="utf-8")
        seal, _, body = text.partition("\n")
        return json.loads(body) if seal == _seal(body) else None
    except (OSError, ValueError):
        return None


def keep(key: str, value: Any) -> None:
    """Keep a value. Where nothing can be kept it will be asked again."""
    body = json.dumps(value, separators=(",", ":"))
    kept.write(key + kept.STYLES, f"{_seal(body)}\n{body}".encode())


def _seal(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
