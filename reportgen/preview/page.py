"""The HTML page that shows the pictures, with what to know of each; it loads itself anew when there are new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from reportgen.batch import files
from reportgen.batch.plan import Job
from reportgen.preview.proving import Note, Proved
from reportgen.values import dataclass

NAME = "index.html"
_STAMP = "stamp.js"
_STYLE = """\
body{font:15px/1.45 system-ui,sans-serif;margin:0;padding:20px 28px;background:#e9ecef;color:#1f2a37}
h1{font-size:20px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}
.pages{display:flex;flex-wrap:wrap;gap:18px}figure{margin:0;width:min(900px,100%)}
figure.wide{width:min(1165px,100%)}
img{width:100%;display:block;background:#fff;box-shadow:0 1px 5px #0004}
ul{margin:6px 0;padding-left:20px}.fault{color:#a3160f;font-weight:600}
.error{white-space:pre-wrap;background:#fff;border-left:6px solid #a3160f;padding:12px 16px;margin:12px 0}
"""
# A page from a file may not fetch, but it may load a script.
_RELOAD = """\
let seen;function look(){const script=document.createElement("script");script.src="stamp.js?"+Date.now();
script.onload=()=>{script.remove();if(seen===undefined)seen=window.stamp;else if(seen!==window.stamp)location.reload();
setTimeout(look,700)};script.onerror=()=>{script.remove();setTimeout(look,1500)};document.head.append(script)}look();
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample and what came of it: `proved`, or an error."""

    job: Job
    proved: Proved | None
    error: str = ""


def write(folder: Path, title: str, shown: Sequence[Shown], errors: Sequence[str], *, version: int, live: bool) -> Path:
    """Write the page into the folder. `errors` are about the layout as a whole; `live`: while files are watched."""
    page = folder / NAME
    files.write_text_whole(page, "\n".join(_lines(title, shown, errors, version, live)))
    files.write_text_whole(folder / _STAMP, f"window.stamp={version};\n")
    return page


def _lines(title: str, shown: Sequence[Shown], errors: Sequence[str], version: int, live: bool) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{escape(title)}</h1>"
    yield "<p>Save a file of the layout, and this page follows.</p>" if live else ""
    for error in errors:
        yield f'<p class="error" role="alert">{escape(error)}</p>'
    for each in shown:
        yield f"<section><h2>{escape(each.job.label)}</h2>"
        if each.error and each.error not in errors:
            yield f'<p class="error" role="alert">{escape(each.error)}</p>'
        if each.proved:
            yield from _pages(each.job, each.proved, version)
        yield "</section>"
    if live:
        yield f"<script>{_RELOAD}</script>"
    yield "</body></html>"


def _pages(job: Job, proved: Proved, version: int) -> Iterator[str]:
    yield f'<p><a href="{escape(proved.pdf)}">{escape(proved.pdf)}</a></p>'
    yield from _notes([note for note in proved.notes if not 1 <= note.page <= len(proved.pictures)])
    yield '<div class="pages">'
    for number, picture in enumerate(proved.pictures, 1):
        alt = escape(f"{job.label}, page {number} of {len(proved.pictures)}")
        yield f'<figure><img src="{escape(picture)}?{version}" alt="{alt}"><figcaption>page {number}'
        yield from _notes([note for note in proved.notes if note.page == number])
        yield "</figcaption></figure>"
    yield "</div>"


def _notes(notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        yield "<ul>"
        for note in notes:
            yield f"<li{' class=fault' if note.is_fault else ''}>{escape(note.text)}</li>"
        yield "</ul>"
