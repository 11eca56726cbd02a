"""The outermost group: errors become words and exit codes here, and only here."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType
from typing import Any

import click

from reportgen import garbage
from reportgen.batch.interrupt import handled
from reportgen.cli.lazy import LazyGroup
from reportgen.errors import EnvironmentLacksError, ReportgenError, Terminated, is_of_the_machine, visible

INTERRUPTED = 130
_MAKE_ROOM = "Make room (on the disk, for temporary files, in memory), then run the same command again."


def wants_traces() -> bool:
    return os.environ.get("REPORTGEN_DEBUG", "") not in ("", "0")


class RootGroup(LazyGroup):
    """Translates ReportgenError, what the machine refuses, and Ctrl-C or a polite kill.

    Any other exception is a fault of ours and keeps its traceback.
    """

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):  # a terminal of old may have no “ and no –
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        garbage.seldom()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with handled(_end, signal.SIGTERM):
                return super().invoke(ctx)
        except (OSError, MemoryError) as error:
            if wants_traces() or (isinstance(error, OSError) and not is_of_the_machine(error)):
                raise
            _let_go_of_stdout()
            click.echo(as_text(_refusal(error), _MAKE_ROOM), err=True)
            ctx.exit(EnvironmentLacksError.exit_code)
        except ReportgenError as error:
            if wants_traces():
                raise
            click.echo(as_text(error.what, error.cure), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as stop:
            click.echo("Interrupted.", err=True)
            ctx.exit(getattr(stop, "exit_code", INTERRUPTED))


def _end(number: int, frame: FrameType | None) -> None:
    """SIGTERM ends a command as Ctrl-C does, so that it leaves nothing half done."""
    raise Terminated


def _let_go_of_stdout() -> None:
    """Where it is stdout that takes nothing more, Python would say so once more at its end, with a trace."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _refusal(error: OSError | MemoryError) -> str:
    """What no command looked out for, and is no fault of ours."""
    if isinstance(error, MemoryError):
        return "There was not enough memory."
    return f"The machine refused{f' {error.filename}' if error.filename else ''}: {error.strerror or error}."


def as_text(what: str, cure: str, label: str = "Error") -> str:
    """An error as it is printed: the cure stands below it, indented."""
    lines = f"{label}: {what}".splitlines() + [f"  {line}" for line in cure.splitlines()]
    return visible("\n".join(lines))
