"""What went wrong in a template, as words with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2.exceptions import SecurityError

from reportgen.errors import ReportgenError
from reportgen.render.layout import Layout
from reportgen.render.sandbox import nearest

_NAME = re.compile(r"'(\w+)' is undefined")
_OBJECT = re.compile(r"'reportgen\.[\w.]+\.(\w+) object'")
_VALUES = "docs/layouts.md, “What a template sees”, lists the values and macros."


def as_error(error: Exception, layout: Layout, names: Iterable[str]) -> ReportgenError | None:
    """The error that a user sees; None for one that no template has to do with. `names` are those of the values."""
    where = _where(error, layout)
    match error:
        case jinja2.TemplateSyntaxError():
            file = error.filename or error.name or layout.template
            return ReportgenError(f"{file}, line {error.lineno}: {error.message}", cure="Correct the template.")
        case jinja2.TemplateNotFound() if not where:
            return ReportgenError(
                f"The layout “{layout.name}” has no template {error.name}.", cure=f"Add it to {layout.folder}."
            )
        case jinja2.TemplateNotFound():
            return ReportgenError(
                f"{where}: there is no template “{error.name}”.",
                cure="It has to stand in the layout's folder or in one that it extends.",
            )
        case SecurityError():
            return ReportgenError(
                f"{where or layout.folder}: a template may not do this: {_stopped(str(error))}",
                cure="A template reads values and chooses among them, and reads files of its own folder only.",
            )
        case jinja2.UndefinedError():
            text = _OBJECT.sub(r"a \1", error.message or "")
            if name := _NAME.match(text):
                text += nearest(name[1], names)
            return ReportgenError(f"{where}: {_stopped(text)}", cure=_VALUES)
        case RecursionError():
            return ReportgenError(f"{where}: the template calls itself without end.", cure="Correct the template.")
    if not where:
        return None
    return ReportgenError(f"{where}: {_stopped(str(error) or type(error).__name__)}", cure=_VALUES)


def _where(error: Exception, layout: Layout) -> str:
    """File and line, and where the layout's own files led to it when it is a file that the layout extends."""
    places = list(_places(error, layout))
    if not places:
        return ""
    path, line = places[-1]
    own = [(each, number) for each, number in places if each.is_relative_to(layout.folder)]
    words = f"{path}, line {line}"
    if own and own[-1] != places[-1]:
        words += f" (used by {own[-1][0]}, line {own[-1][1]})"
    return words


def _places(error: Exception, layout: Layout) -> Iterator[tuple[Path, int]]:
    """Lines of templates that led to the error, the outermost first. Jinja2 has put them into the traceback."""
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix != ".py" and any(path.is_relative_to(folder) for folder in layout.chain):
            yield path, trace.tb_lineno
        trace = trace.tb_next


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
