"""`reportgen data update`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.progress import byte_progress
from reportgen.cli.root import as_text
from reportgen.cli.settings import Settings


@click.command(name="update")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--contact", envvar="REPORTGEN_CONTACT", default="", metavar="E-MAIL",
    help="Your e-mail address, which BLS wants to see in the User-Agent. [env: REPORTGEN_CONTACT]",
)  # fmt: skip
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Where downloads are kept. [default: the user's cache folder]",
)  # fmt: skip
@click.pass_obj
def command(settings: Settings, sources: tuple[str, ...], contact: str, folder: Path | None) -> None:
    """Download the official archives and import them into your own store.

    A SOURCE is a source's name (its newest supported edition) or a release's key; without any, the newest
    edition of every source is fetched. A download that breaks off goes on where it stopped. An archive that
    cannot be had or imported is reported; the others are imported.

    \b
    Examples:
      reportgen data update --contact counselor@school.example
      reportgen data update oews-national oews-state
    """
    from reportgen.cli.data.report import say_what_changed
    from reportgen.errors import SourceError
    from reportgen.sources.download import Downloader
    from reportgen.sources.updates import archives_to_fetch
    from reportgen.store.importing import import_files

    archives = archives_to_fetch(sources)
    target = settings.store_to_write()
    failed = 0
    for archive in archives:
        downloader = Downloader((folder or _cache_folder()) / archive.folder, contact)
        click.echo(f"Downloading {archive.url} ({archive.titles})", err=True)
        try:
            with byte_progress(archive.folder) as progress:
                path = downloader.fetch(archive.url, sha256=archive.sha256, progress=progress)
            # Each by itself: an edition whose form has changed must not keep the others out.
            say_what_changed(import_files([path], target), target)
        except SourceError as error:
            failed += 1
            click.echo(as_text(error.what, error.cure), err=True)
    if failed:
        click.echo(f"{failed} of {len(archives)} archives could not be had or imported (named above).", err=True)
        click.get_current_context().exit(1)


def _cache_folder() -> Path:
    from reportgen import home

    return home.cache() / "downloads"
