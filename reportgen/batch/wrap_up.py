"""After a run: the listing, the thumbnails and the catalogue of the folder."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path

from reportgen import __version__, scratch
from reportgen.batch.address import Address
from reportgen.batch.catalogue import write_catalogue
from reportgen.batch.interrupt import stopped_by_signals
from reportgen.batch.listing import write_listing
from reportgen.batch.manifest import History
from reportgen.batch.outcome import Failure
from reportgen.batch.prepare import Prepared
from reportgen.batch.thumbnails import draw_missing
from reportgen.store.reader import open_store
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class WrappedUp:
    """`undrawn` are the brochures whose thumbnail could not be drawn; `stopped_by` is a signal that came meanwhile."""

    undrawn: tuple[tuple[Path, Failure], ...] = ()
    stopped_by: int | None = None


def wrap_up(
    prepared: Prepared, history: History, *, thumbnails: bool, drawn: Callable[[], None], workers: int = 1
) -> WrappedUp:
    """Write them anew: the listing beside the manifest, the catalogue beside the brochures.

    `thumbnails` are for a folder only; as many as `workers` processes draw them, and `drawn` is called for each. A
    signal ends the drawing and not the rest. Raises ReportgenError when the disk refuses.
    """
    write_listing(prepared, history)
    came_of_it = WrappedUp()
    if thumbnails:
        pdfs = [prepared.folder / name for name in sorted(history.made)]
        with stopped_by_signals() as stop:
            undrawn = draw_missing((pdf for pdf in pdfs if pdf.is_file()), workers, stop, drawn)
            came_of_it = WrappedUp(undrawn, stop.signal)
    note = _note(prepared, history)
    if isinstance(prepared.place, Address):
        with tempfile.TemporaryDirectory(prefix="catalogue-", dir=scratch.of_this_process()) as name:
            write_catalogue(Path(name), history, note, there=prepared.place.present())
            prepared.place.put_folder(Path(name))
    else:
        write_catalogue(prepared.folder, history, note)
    return came_of_it


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
