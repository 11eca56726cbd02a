"""A command that does something by itself and has further commands below it."""

from __future__ import annotations

from typing import Any

import click


class CommandWithCommands(click.Group):
    """`reportgen mail ROSTER` and `reportgen mail purge`: a first word that is a command below is that command.

    Everything else is the command's own, with its options in any order (click's groups stop at the first argument). A
    file of such a name is meant by a path: ./purge.
    """

    allow_extra_args = False
    allow_interspersed_args = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["invoke_without_command"] = True
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.commands:
            ctx.invoked_subcommand = args[0]
            ctx.args = args[1:]
            return ctx.args
        return click.Command.parse_args(self, ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.invoked_subcommand is None:
            return click.Command.invoke(self, ctx)
        below = self.commands[ctx.invoked_subcommand]
        with below.make_context(ctx.invoked_subcommand, list(ctx.args), parent=ctx) as inner:
            return below.invoke(inner)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own; the usage of a command below, which asks for them too, begins without its argument."""
        params = super().get_params(ctx)
        return params if ctx.command is self else [each for each in params if not isinstance(each, click.Argument)]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return click.Command.collect_usage_pieces(self, ctx)
