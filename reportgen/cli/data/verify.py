"""`reportgen data verify`."""

from __future__ import annotations

import click

from reportgen.cli.output import json_option, print_json
from reportgen.cli.settings import Settings


@click.command(name="verify")
@json_option
@click.pass_obj
def command(settings: Settings, as_json: bool) -> None:
    """Check the store: checksum, database pages, references, rows of each file, and how far the joins reach.

    Ends with exit code 1 when a check fails. Notes are no faults.

    \b
    Example:
      reportgen data verify
    """
    from reportgen.store.reader import open_store
    from reportgen.store.verify import Verdict, verify

    with open_store(settings.store_to_read()) as store:
        checks = list(verify(store))
    failed = [check for check in checks if check.verdict is Verdict.FAILED]
    if as_json:
        print_json({"store": store.path, "ok": not failed, "checks": checks})
    else:
        click.echo(f"Store: {store.path}")
        for check in checks:
            click.echo(f"{check.verdict.value:<7} {check.name}: {check.detail}")
    if failed:
        click.echo(f"{len(failed)} of {len(checks)} checks failed.", err=True)
        click.get_current_context().exit(1)
