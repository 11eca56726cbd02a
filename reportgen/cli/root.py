"""The outermost group: errors become words and exit codes here, and only here."""

from __future__ import annotations

import os
from typing import Any

import click

from reportgen.cli.lazy import LazyGroup
from reportgen.errors import ReportgenError

INTERRUPTED = 130


def wants_traces() -> bool:
    return os.environ.get("REPORTGEN_DEBUG", "") not in ("", "0")


class RootGroup(LazyGroup):
    """Translates ReportgenError and Ctrl-C; any other exception is a fault of ours and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ReportgenError as error:
            if wants_traces():
                raise
            click.echo(as_text(error.what, error.cure), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as stop:
            click.echo("Interrupted.", err=True)
            ctx.exit(getattr(stop, "exit_code", INTERRUPTED))


def as_text(what: str, cure: str, label: str = "Error") -> str:
    """An error as it is printed: the cure stands below it, indented."""
    lines = f"{label}: {what}".splitlines() + [f"  {line}" for line in cure.splitlines()]
    return "\n".join(lines)
