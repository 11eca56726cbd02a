"""One PDF, for `brochure`, `compare` and `poster`: made, told of on stdout, opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.root import wants_traces

if TYPE_CHECKING:
    from reportgen.batch.alone import Single
    from reportgen.batch.limits import Limits


def make_one(
    path: Path, single: Single, label: str, *, name: str, as_json: bool, opens: bool, limits: Limits | None = None
) -> None:
    """Make it and say where it is. Its failure is the command's error, under its label unless that names it already.

    `name` is what an error names it by: a code or a title.
    """
    from reportgen.batch.alone import make_alone
    from reportgen.errors import ReportgenError

    if failure := make_alone(path, single, limits):
        if failure.trace and wants_traces():
            click.echo(failure.trace, err=True)
        what = failure.what if name in failure.what else f"{label}: {failure.what}"
        error = ReportgenError(what, cure=failure.cure)
        error.exit_code = failure.exit_code
        raise error
    click.echo(json.dumps({"event": "made", "file": str(path), "job": label}) if as_json else str(path))
    if opens:
        click.launch(str(path))
