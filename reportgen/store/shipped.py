"""Building the store that the project ships: facts, figures and names from every known file of a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportgen.errors import EnvironmentLacksError, SourceError
from reportgen.sources import editorial, importers, recognise
from reportgen.sources.imported import ImportedFile
from reportgen.store.build import BuildReport, build_store

LARGEST_BYTES = 20_000_000  # what a clone of the project may reasonably carry


def build_shipped_store(folder: Path, output: Path) -> BuildReport:
    """Make `output` from the official files below `folder` that may be shipped, and write its checksum beside it.

    The texts in `data/editorial` are checked, not stored (docs/decisions/0005-texts-stay-files.md).

    Files of other people's sentences and files whose licence does not allow shipping are passed over. Two builds
    from the same files give the same bytes. Raises SourceError for a file that is not as its description says, and
    TextsError for texts that are not of their form.
    """
    editorial.shipped_texts()  # raises for a text that is not of its form: what is shipped together is checked together
    report = build_store(output, _shippable(folder), facts_only=True)
    write_checksum(output)
    return report


def _shippable(folder: Path) -> Iterator[ImportedFile]:
    found = False
    for path, release, spec in recognise.recognise_folder(folder):
        if spec.shipped and not spec.holds_sentences and not release.unsupported:
            found = True
            yield importers.import_file(path, release, spec)
    if not found:
        raise SourceError(
            "holds no file that the shipped store is made from",
            file=str(folder),
            cure="`reportgen data status --known` lists them.",
        )


def checksum_file(store: Path) -> Path:
    return store.with_name(f"{store.name}.sha256")


def write_checksum(store: Path) -> None:
    """Write the checksum in the form that `sha256sum --check` reads."""
    target = checksum_file(store)
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with temporary.open("w", encoding="ascii") as handle:
            handle.write(f"{sha256_of(store)}  {store.name}\n")
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise EnvironmentLacksError(
            f"The store {store} is made, but its checksum cannot be written: {error.strerror or error}.",
            cure="Make room there and run the same command again.",
        ) from None


def sha256_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
