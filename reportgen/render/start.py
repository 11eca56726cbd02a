"""A layout to start from: a copy of one that works, under a new name, with a word on every line of its layout.toml."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import EnvironmentLacksError, ReportgenError, UsageError
from reportgen.render import layout_sources
from reportgen.render.layout import Layout, load_layout
from reportgen.render.layout_sources import FILE

_UNFINISHED = ".new-layout-"
_ABANDONED_SECONDS = 600
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_LARGEST_BYTES = 20_000_000
_KEY = re.compile(r"(?:\[(?P<table>\w+)\]|(?P<key>\w+)\s*=)")

_HEAD = """\
# A layout is this file, HTML and CSS. docs/layouts.md tells what may stand here and what the HTML can print.
#   reportgen layouts preview {path}     shows it, and shows it again whenever a file is saved
#   reportgen layouts check {path}       looks for what is wrong, in all occupations
"""
_COMMENTS = {
    "title": "One line on what it is.",
    "for": "What it prints.",
    "extends": "The files of this layout come first; here stands only what differs. Do not change it to begin with.",
    "pages": "As many as it always has. Another number is reported as a fault.",
    "sections": "What it prints. The list of sources follows from it, so leave out what the HTML does not print.",
    "densities": 'Classes for <section class="sheet …">, from roomy to tight. The first that holds everything is used.',
    "fit": "[least, most] items of each list. Where room is short, those beyond the least are left out.",
    "paper": "How the page lies on the sheet.",
}
_PAPER = """
# How the page lies on the sheet; take away the # before what you need.
# [paper]
# landscape = true   # turned by a quarter
# margin_pt = 36     # on all sides; office printers need 18
# copies = 2         # the page is a half of the sheet and is printed twice, with a cut line between
"""
_STYLE = """\
/* What differs from “NAME”. Colours are variables, so that every group of occupations and every
   school keeps its own: var(--accent), --tint16, --tint8, --ink, --grey, --rule. Take away the marks around a line
   to see what it does. */

/* h1 { text-align: center } */
/* h2 { font-size: 13pt; letter-spacing: 0.02em } */
/* .side { background-color: #fff; border: 0.6pt solid; border-color: var(--rule) } */
"""


def start(name: str, origin: str, parent: Path) -> tuple[Path, ...]:
    """Make `parent`/`name`, a layout that prints what `origin` (a name or a folder) does; returns its files.

    Raises UsageError for a name that will not do, and where something of that name is there already.
    """
    folder = parent / name
    _require_name(name, folder)
    model = load_layout(origin, subject=None)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f"{_UNFINISHED}*"):  # of a process that was killed
            if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=parent) as work:
            made = Path(work) / name
            _copy(model, made, name, folder)
            _require_working(made, model, folder)
            made.rename(folder)
    except OSError as error:
        raise EnvironmentLacksError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}.", cure="Choose another folder."
        ) from None
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _require_name(name: str, folder: Path) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a layout.",
            cure="Write up to 40 small letters, digits and hyphens, like my-layout. --folder says where it is made.",
        )
    if name in layout_sources.places():
        raise UsageError(f"There is a layout “{name}” already.", cure="Choose a name of your own.")
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder} is there already.", cure="Choose another name or folder; nothing was written.")


def _copy(model: Layout, made: Path, name: str, folder: Path) -> None:
    made.mkdir()
    size = 0
    for path in _files(model.folder):
        size += path.stat().st_size
        if size > _LARGEST_BYTES:
            raise UsageError(
                f"{model.folder} holds more than {_LARGEST_BYTES // 1_000_000} MB.",
                cure="Keep only its own files there.",
            )
        target = made / path.relative_to(model.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    template = next(place / model.template for place in model.chain if (place / model.template).is_file())
    (made / model.template).unlink(missing_ok=True)
    shutil.copyfile(template, made / f"{name}.html")
    if not (made / "print.css").is_file():
        (made / "print.css").write_text(_STYLE.replace("NAME", model.name), encoding="utf-8")
    text = (model.folder / FILE).read_text(encoding="utf-8-sig")
    (made / FILE).write_text("\n".join(_explained(text, name, model, folder)), encoding="utf-8")


def _files(folder: Path) -> Iterator[Path]:
    """A layout's own files, without what is hidden and without links."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield path


def _explained(text: str, name: str, model: Layout, folder: Path) -> Iterator[str]:
    """The lines of the model's layout.toml, with the new name and comments."""
    yield _HEAD.format(path=as_typed(folder))
    yield f'name = "{name}"'
    seen: set[str] = set()
    within = ""
    above: list[str] = []  # the model's own comment on the next line
    for line in text.splitlines():
        if not within and line.startswith("#"):
            above.append(line)
            continue
        found = _KEY.match(line)
        key = (found["table"] or found["key"]) if found else ""
        if found and found["table"]:
            within = key
        if not within and key in ("name", "template"):
            continue
        if found and key not in seen and (not within or found["table"]):
            seen.add(key)
            if key in _COMMENTS:
                yield f"\n# {_COMMENTS[key]}"
        if not within and key == "title":
            line = f'title = "My layout, after {model.name}"'
        yield from above
        above.clear()
        if line:
            yield line
    if "paper" not in seen:
        yield _PAPER
    else:
        yield ""


def as_typed(folder: Path) -> str:
    """A folder as `--layout` takes it."""
    text = str(folder)
    return text if folder.is_absolute() or text.startswith(".") else f"./{text}"


def _require_working(made: Path, model: Layout, folder: Path) -> None:
    """Raise UsageError where the copy would not find what its model extends."""
    if len(model.chain) < 2:
        return
    parent = model.chain[1]
    beside = (folder.absolute().parent / parent.name / FILE).is_file()
    try:
        found = load_layout(made, subject=None).chain[1]
    except ReportgenError:
        found = None
    if not beside and found != parent:
        raise UsageError(
            f"The layout “{model.name}” extends “{parent.name}”, which stands beside it.",
            cure=f"Make the new one there, too: --folder {parent.parent}",
        )
