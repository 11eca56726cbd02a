"""The hash of all that a brochure is made from: the same hash, the same file."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from reportgen.batch.files import sha256_of
from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe
from reportgen.batch.versions import versions
from reportgen.brochure.brand import Brand
from reportgen.render.layout import load_layout
from reportgen.sources.editorial import DEFAULT_LANGUAGE, scopes_of, shipped_folder


class Inputs:
    """The inputs of one run. What jobs share (store, versions, options, each layout) is read once.

    The date that is printed counts only when SOURCE_DATE_EPOCH names it: otherwise a catalogue would be out of date
    every midnight. `date_is_given` is for a worker elsewhere, whose environment does not tell.
    """

    def __init__(self, recipe: Recipe, *, date_is_given: bool | None = None) -> None:
        self._recipe = recipe
        self.store_sha256 = sha256_of(recipe.store)
        self._layout = cache(_layout_digest)
        self._texts = cache(self._texts_of)
        self._shipped = cache(_shipped_digest)
        self._brand = cache(_brand_digest)
        self.date_is_given = date_is_named() if date_is_given is None else date_is_given
        own: dict[str, str] = {}
        for text in recipe.texts:
            own[text.scope] = own.get(text.scope, "") + repr(text)
        self._own = {scope: _short(text.encode()) for scope, text in own.items()}
        self._shared = {
            "store": self.store_sha256,
            "versions": versions(),
            "paper": recipe.paper,
            "variant": recipe.variant,
            "printing": recipe.printing.words,
            "date": str(recipe.printed_on) if self.date_is_given else "",
        }
        self._shared_digest = _short(json.dumps(self._shared, sort_keys=True).encode())

    def of(self, job: Job) -> str:
        """The hash for one job, 32 hexadecimal digits."""
        parts = [
            self._shared_digest,
            job.soc.value,
            job.area.fips,
            self._layout(job.layout or self._recipe.layout),
            self._brand(self._recipe.brand_of(job)),
            self._texts(job.soc.value),
        ]
        return _short("\0".join(parts).encode())

    def _texts_of(self, soc: str) -> str:
        """The shipped texts of an occupation and its groups, and the user's own."""
        scopes = scopes_of(soc)
        return "\0".join((*(self._shipped(scope) for scope in scopes), *(self._own.get(scope, "") for scope in scopes)))


def date_is_named() -> bool:
    """Whether SOURCE_DATE_EPOCH names the date to print."""
    return os.environ.get("SOURCE_DATE_EPOCH", "").isdigit()


def _layout_digest(name: str) -> str:
    """Every file of the layout and of those that it extends."""
    digest = hashlib.sha256()
    for folder in load_layout(name).chain:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _brand_digest(brand: Brand) -> str:
    """Every value of the brand file, and the logo's bytes by their checksum."""
    return _short(f"{brand!r} {brand.logo.address if brand.logo else ''}".encode())


def _shipped_digest(scope: str) -> str:
    path: Path = shipped_folder(DEFAULT_LANGUAGE) / f"{scope}.toml"
    return _short(path.read_bytes()) if path.is_file() else ""


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
