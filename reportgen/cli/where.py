"""Where several brochures go and who makes them: --output, --manifest, --scheduler, --reread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.making_options import DEFAULT_FOLDER

if TYPE_CHECKING:
    from reportgen.batch.cluster.connect import Cluster
    from reportgen.batch.places import Place
    from reportgen.batch.prepare import Prepared
    from reportgen.batch.run import OpenPool

    PathOrWords = click.ParamType[Path | str]
else:
    PathOrWords = click.ParamType  # older versions of Click take no type there


class OutputType(PathOrWords):
    """A path, as a Path; or an address such as s3://bucket/folder, as the words that they are."""

    name = "path"

    def __init__(self, *, may_be_file: bool) -> None:
        self.may_be_file = may_be_file

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        if isinstance(value, Path):
            return value
        if "://" in value:
            return str(value)
        path = Path(value)
        if path.is_file() and not self.may_be_file:
            self.fail(f"{path} is a file, not a folder.", param, ctx)
        return path


_WHERE = [
    click.option(
        "--manifest", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
        help="With an address: the folder here that keeps the manifest. [default: output/ADDRESS]",
    ),
    click.option(
        "--reread", is_flag=True,
        help="With an address: read all that is there to see whether it is whole, not only sizes and marks.",
    ),
    click.option(
        "--scheduler", metavar="ADDRESS",
        help="Make them on the Dask cluster at tcp://host:8786 instead of this computer (docs/scaling.md).",
    ),
]  # fmt: skip


def where_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--manifest, --reread, --scheduler."""
    for option in reversed(_WHERE):
        command = option(command)
    return command


def places(
    output: Path | str, manifest: Path | None, *, reread: bool, thumbnails: bool, opens: bool, scheduler: str | None
) -> tuple[Path, Place]:
    """The folder of the manifest, and the place of the brochures.

    Raises UsageError for options that do not fit the kind of place.
    """
    from reportgen.batch.places import Folder
    from reportgen.errors import UsageError

    if isinstance(output, Path):
        for name, given in (("--manifest", manifest), ("--reread", reread)):
            if given:
                raise UsageError(
                    f"{name} is for an address as --output, and {output} is a folder of this computer.",
                    cure="Leave it out: a folder holds its own manifest, and its files are always read.",
                )
        if scheduler and output.suffix.lower() == ".pdf":
            raise UsageError(
                f"{output} is the name of one file, and with --scheduler even one brochure is a batch.",
                cure="Give --output a folder (a name that does not end in .pdf).",
            )
        return output, Folder(output)
    from reportgen.batch.address_words import address_of

    address = address_of(output)
    for name, given in (("--thumbnails", thumbnails), ("--open", opens)):
        if given:
            raise UsageError(
                f"{name} is for a folder of this computer, and {output} is an address.", cure="Leave it out."
            )
    return manifest or DEFAULT_FOLDER.joinpath(address.protocol, *address.parts), address


def require_fitting_limits() -> None:
    """Raise UsageError for --memory-limit with --scheduler: the workers' memory is Dask's to limit."""
    from reportgen.errors import UsageError

    given = click.get_current_context().get_parameter_source("memory_limit")
    if given is click.core.ParameterSource.COMMANDLINE:
        raise UsageError(
            "--memory-limit does not reach the workers of a cluster.",
            cure="Start them with `dask worker --memory-limit 1GB`.",
        )


@contextmanager
def maybe_connected(scheduler: str) -> Iterator[Cluster | None]:
    """The connected cluster, None without a scheduler. Raises EnvironmentLacksError when nobody answers there."""
    if not scheduler:
        yield None
        return
    require_fitting_limits()
    from reportgen.batch.cluster.connect import connected

    with connected(scheduler) as cluster:
        threads = cluster.workers()
        idle = sum(threads.values()) - len(threads)
        if idle:
            click.echo(
                f"Note: {len(threads):,} worker processes with {sum(threads.values()):,} threads make "
                f"{len(threads):,} brochures at a time. Use all: dask worker --nthreads 1 --nworkers N.",
                err=True,
            )
        yield cluster


def pool_for(cluster: Cluster | None, prepared: Prepared, most: int | None) -> OpenPool:
    """Who makes them: processes of this computer, or the cluster's workers, at most `most` at a time."""
    if cluster is None:
        from reportgen.batch.run import processes

        return processes
    from reportgen.batch.cluster.pool import pool_of

    return pool_of(cluster, prepared, most, lambda words: click.echo(f"Note: {words}", err=True))
