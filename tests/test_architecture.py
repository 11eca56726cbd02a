"""The arrows between the folders, and the one home of each engine (DESIGN.md, docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "reportgen"

# A folder may import itself, what stands here for it, and the modules of the package's root.
MAY_IMPORT = {
    "model": set(),
    "sources": {"model", "tables"},
    "store": {"model", "sources"},
    "profile": {"model", "store"},
    "brochure": {"model", "profile"},
    "comparison": {"model", "profile", "brochure"},
    "charts": {"model"},
    "poster": {"model", "profile", "brochure"},
    "render": {"model", "brochure", "comparison", "poster", "charts"},
    "brand": {"sources", "brochure", "charts", "render"},
    "tables": set(),
    "batch": {"model", "sources", "store", "profile", "brochure", "comparison", "poster", "render", "brand", "tables"},
    "roster": {"model", "store", "profile", "tables"},
    "book": {"model", "roster", "store", "brochure", "charts", "render", "batch", "tables"},
    "preview": {"model", "store", "brochure", "render", "brand", "batch"},
    "deliver": {"model", "roster", "store", "brochure", "render", "batch"},
    "editorial": {"model", "sources", "store", "profile"},
    "cli": {
        "editorial",
        "model",
        "poster",
        "sources",
        "store",
        "profile",
        "brochure",
        "render",
        "brand",
        "batch",
        "tables",
        "roster",
        "book",
        "deliver",
        "preview",
    },
}
ROOT_MODULES = {"errors", "garbage", "home", "resources", "scratch", "values"}
HOMES = {
    "fontTools": {"render", "book"},
    "weasyprint": {"render"},
    "pikepdf": {"render", "book"},
    "reportlab": {"charts", "book"},
    "smtplib": {"deliver"},
    "sqlite3": {"store", "deliver"},
    "pandas": {"sources", "store"},
    "click": {"cli"},
    "jinja2": {"render", "deliver"},
    "babel": {"brochure"},
    "PIL": {"brand", "render"},
}
# What only a part of a folder knows, by the beginning of its files' paths.
CORNERS = {
    "dask": "batch/cluster/",
    "distributed": "batch/cluster/",
    "fsspec": "batch/address",
}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, at its top or inside a function."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            if node.module == "reportgen":
                yield from (f"reportgen.{alias.name}" for alias in node.names)


def files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_bundled" not in path.parts)


def folder_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def test_there_is_something_to_check() -> None:
    assert {folder_of(path) for path in files()} >= set(MAY_IMPORT)


def test_arrows_run_one_way() -> None:
    wrong = []
    for path in files():
        folder = folder_of(path)
        for module in imports(path):
            if not module.startswith("reportgen."):
                continue
            target = module.split(".")[1]
            if target in ROOT_MODULES or target.startswith("__") or folder in ("", target):
                continue
            if target not in MAY_IMPORT[folder]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_engines_stay_at_home() -> None:
    wrong = []
    for path in files():
        place = path.relative_to(PACKAGE).as_posix()
        for module in imports(path):
            engine = module.split(".")[0]
            homes = HOMES.get(engine)
            if homes is not None and folder_of(path) not in homes:
                wrong.append(f"{place} imports {module}; its home is {homes}")
            if not place.startswith(CORNERS.get(engine, "")):
                wrong.append(f"{place} imports {module} of {CORNERS[engine]}")
    assert not wrong, "\n".join(wrong)


def test_no_file_has_grown_out_of_its_job() -> None:
    # font_metrics.py is a table of widths, made by tests/charts/font_metrics.py.
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in files() if path.stem != "font_metrics"
    }
    long = {str(path.relative_to(PACKAGE)): lines for path, lines in lengths.items() if lines > 400}
    assert not long, f"split these: {long}"
