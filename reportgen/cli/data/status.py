"""`reportgen data status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.cli.output import json_option, print_json, print_table
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.store.status import KnownFile, ReleaseStatus


@click.command(name="status")
@click.option("--known", is_flag=True, help="List the files that can be imported instead.")
@json_option
@click.pass_obj
def command(settings: Settings, known: bool, as_json: bool) -> None:
    """Say what the store holds, how old it is, and which newer editions are known to be out.

    \b
    Examples:
      reportgen data status
      reportgen data status --known
    """
    import datetime

    from reportgen.store import status
    from reportgen.store.reader import open_store

    if known:
        _print_known(status.known_files(), as_json)
        return
    with open_store(settings.store_to_read()) as store:
        releases = status.releases(store, datetime.date.today())
    if as_json:
        print_json({"store": store.path, "releases": releases})
        return
    click.echo(f"Store: {store.path}")
    for each in releases:
        _print_release(each)
    if any(each.newer for each in releases):
        click.echo("`reportgen data update` fetches the newest editions that this version can read.", err=True)


def _print_release(each: ReleaseStatus) -> None:
    release = each.release
    files = f"{len(each.files)} {'file' if len(each.files) == 1 else 'files'}"
    default = "  (brochures are made from it)" if each.is_default else ""
    click.echo(f"\n{release.key}{default}")
    click.echo(f"  {release.title}, {release.period}")
    click.echo(f"  {release.publisher}")
    click.echo(f"  {each.rows:,} rows of {files}; published {release.published_on or 'at an unknown date'}{_age(each)}")
    click.echo(f"  Licence: {release.licence}")
    if each.newer:
        click.echo(f"  Newer: {each.newer}")


def _age(each: ReleaseStatus) -> str:
    if each.age_months is None:
        return ""
    years, months = divmod(each.age_months, 12)
    parts = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in ((years, "year"), (months, "month"))]
    return ", " + (" ".join(part for part in parts if not part.startswith("0 ")) or "0 months") + " ago"


def _print_known(files: list[KnownFile], as_json: bool) -> None:
    if as_json:
        print_json(files)
        return
    print_table(
        ("Release", "Period", "File", "Kind", "Shipped"),
        [
            (
                each.release.key,
                each.release.period,
                " or ".join(each.names),
                "cannot be used" if each.unsupported else each.kind,
                "no" if each.unsupported or not each.shipped else "yes",
            )
            for each in files
        ],
    )
