"""Where layouts are found by name: the shipped ones, and those that installed packages bring by entry point.

    [project.entry-points."reportgen.layouts"]      # in the package's pyproject.toml
    district = "our_layouts.district"               # a name, and the folder inside of the package

A package's folder is looked up; none of its code is run.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import resources
from reportgen.errors import ReportgenError
from reportgen.values import dataclass

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "reportgen.layouts"
FILE = "layout.toml"
SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Place:
    """A layout's folder, and who brings it: SHIPPED or a package with its version. `fault`: it is none, and why."""

    name: str
    origin: str
    folder: Path
    fault: ReportgenError | None = None


def places() -> dict[str, Place]:
    """By name. A shipped layout comes before one of a package, and of two packages the first that is found.

    Folders with a leading "_" are only extended.
    """
    found = _shipped()
    for place in _of_packages():
        found.setdefault(place.name, place)
    return found


def place_named(name: str) -> Place | None:
    """One of `places`. For a shipped one no package is looked at, which takes longer than to read it."""
    return _shipped().get(name) or places().get(name)


def _shipped() -> dict[str, Place]:
    return {
        entry.name: Place(entry.name, SHIPPED, entry)
        for entry in sorted(resources.folder("layouts").iterdir())
        if (entry / FILE).is_file() and not entry.name.startswith("_")
    }


def is_shipped(folder: Path) -> bool:
    """Whether a layout's folder is one of ours. What is not may come from anybody."""
    return folder.resolve().is_relative_to(resources.folder("layouts").resolve())


def hidden() -> tuple[Place, ...]:
    """Layouts of packages that another of the same name stands before."""
    known = places()
    return tuple(place for place in _of_packages() if known[place.name] != place)


def _of_packages() -> Iterator[Place]:
    from importlib.metadata import entry_points  # brings all of e-mail

    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: (point.name, _origin(point))):
        try:
            folder = _folder(point)
        except ReportgenError as error:
            yield Place(point.name, _origin(point), Path(), error)
        else:
            yield Place(point.name, _origin(point), folder)


def _folder(point: EntryPoint) -> Path:
    """The folder that `package.folder` names, without importing the package."""
    who = f"The layout “{point.name}” of {_origin(point)}"
    package, *below = point.value.strip().split(".")
    if ":" in point.value or not package:
        raise ReportgenError(
            f"{who} names {point.value!r}, which is no folder of a package.",
            cure='Its entry point has to be like district = "our_layouts.district".',
        )
    spec = _spec(package)
    roots = list(spec.submodule_search_locations or ()) if spec else []
    for root in roots:
        folder = Path(root).joinpath(*below)
        if (folder / FILE).is_file():
            return folder.resolve()
    where = Path(roots[0]).joinpath(*below) if roots else f"the package {package}, which is not there"
    raise ReportgenError(
        f"{who} should stand in {where}, but there is no {FILE}.",
        cure="Its package has to hold the layout's folder as data.",
    )


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "a package"


def _spec(package: str) -> importlib.machinery.ModuleSpec | None:
    """Where a package lies; a name without a dot is found without running anything."""
    try:
        return importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
