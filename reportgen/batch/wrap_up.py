"""After a run: the listing, the thumbnails and the catalogue of the folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from reportgen import __version__
from reportgen.batch.catalogue import write_catalogue
from reportgen.batch.listing import write_listing
from reportgen.batch.manifest import History
from reportgen.batch.prepare import Prepared
from reportgen.batch.thumbnails import draw_missing
from reportgen.store.reader import open_store


def wrap_up(prepared: Prepared, history: History, *, thumbnails: bool, drawn: Callable[[], None]) -> None:
    """Write them anew. `drawn` is called after each thumbnail. Raises ReportgenError when the disk refuses."""
    write_listing(prepared, history)
    if thumbnails:
        pdfs = [prepared.folder / name for name in sorted(history.made)]
        for _ in draw_missing(pdf for pdf in pdfs if pdf.is_file()):
            drawn()
    write_catalogue(prepared.folder, history, _note(prepared, history))


def _note(prepared: Prepared, history: History) -> str:
    """Where the figures of the catalogue come from, by the editions that the brochures say they print."""
    keys = {key for record in history.made.values() for key in record.get("releases", ())}
    with open_store(prepared.recipe.store) as store:
        wages = store.wage_releases
        printed = [store.releases[key] for key in (wages.state_id, wages.national_id)]
        if (newest := store.newest("employment-projections")) is not None:
            printed.append(store.releases[newest])
    named = [f"{each.publisher}, {each.title}, {each.period}" for each in printed if each.key in keys]
    today = datetime.date.today()
    figures = f" Figures: {'; '.join(named)}. Each brochure lists all of its sources." if named else ""
    return f"Made with reportgen {__version__}, {today:%B} {today.year}.{figures}"
