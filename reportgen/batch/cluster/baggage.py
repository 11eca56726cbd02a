"""Layouts of the user's own travel with the run: workers have the shipped ones, and not those of this computer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reportgen import resources
from reportgen.errors import UsageError
from reportgen.render.layout import load_layout
from reportgen.values import dataclass

_LARGEST_BYTES = 20_000_000  # a layout is a few hundred kilobytes


@dataclass(frozen=True, slots=True)
class Baggage:
    """`files` by their path below one folder, `folders` by the words that ask for the layout: its folder in there."""

    files: dict[str, bytes]
    folders: dict[str, str]

    def unpack(self, target: Path) -> dict[str, str]:
        """Write the files; what to ask for instead of each layout's words."""
        for name, data in self.files.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return {words: str(target / folder) for words, folder in self.folders.items()}


def pack(layouts: Iterable[str]) -> Baggage:
    """The folders of these layouts, and of those that they extend, which are not shipped.

    They become neighbours, so that one finds the other by its name. Raises UsageError for what cannot travel.
    """
    shipped = resources.folder("layouts").resolve()
    files: dict[str, bytes] = {}
    folders: dict[str, str] = {}
    taken: dict[str, Path] = {}
    for words in layouts:
        own = [folder for folder in load_layout(words).chain if not folder.is_relative_to(shipped)]
        for folder in own:
            if taken.setdefault(folder.name, folder) != folder:
                raise UsageError(
                    f"Two layouts are called {folder.name}: {taken[folder.name]} and {folder}.",
                    cure="Rename one of the folders; on the workers they stand side by side.",
                )
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                files[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
        if own:
            folders[words] = own[0].name
    size = sum(map(len, files.values()))
    if size > _LARGEST_BYTES:
        raise UsageError(
            f"The layouts hold {size / 1e6:.0f} MB, too much to send to every worker.",
            cure="Take large pictures out of the layout's folder, or make them smaller.",
        )
    return Baggage(files, folders)
