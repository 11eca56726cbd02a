"""The connection to a Dask scheduler, and whether its workers draw as this computer does."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reportgen.batch.cluster.facts import differences, facts
from reportgen.errors import EnvironmentLacksError, UsageError

_FORM = re.compile(r"(tcp|tls|ws|wss)://(\[[0-9a-fA-F:.]+\]|[^\s/:@]+):(\d{1,5})\Z")
_CONNECT_SECONDS = 10
_ANSWER_SECONDS = 60  # of a worker that has to load reportgen first
_ASK_SECONDS = 20
_NAMED = 3  # workers, before “and N more”
_SAME = "Start them from the same image or environment as this command (docs/scaling.md). Nothing was made."


class Cluster:
    """A connected scheduler: see `connected`."""

    def __init__(self, address: str, client: Any) -> None:
        self.address, self.client = address, client

    def workers(self) -> dict[str, int]:
        """The worker processes that are there now: address → threads.

        Raises EnvironmentLacksError when the scheduler does not answer.
        """
        if self.client.status != "running":
            raise self.gone()
        try:
            found = self.client.sync(self.client.nthreads, callback_timeout=_ASK_SECONDS)
        except (OSError, TimeoutError):
            raise self.gone() from None
        return dict(found)

    def gone(self) -> EnvironmentLacksError:
        """The error for a scheduler that does not answer any more."""
        return EnvironmentLacksError(
            f"The connection to the scheduler at {self.address} was lost.",
            cure="See that it runs; what is made is kept.",
        )

    def require_agreement(self, store: str, store_sha256: str) -> None:
        """Raise EnvironmentLacksError unless there are workers with the versions and the store of this computer.

        `store` is the path here, where a worker looks first.
        """
        known = self.workers()
        if not known:
            raise EnvironmentLacksError(
                f"The scheduler at {self.address} has no workers.",
                cure="Start some (dask worker, docs/scaling.md) and run the same command again.",
            )
        answers = self._asked(store, store_sha256)
        ours = facts(store, store_sha256)
        why: defaultdict[str, list[str]] = defaultdict(list)
        for address, theirs in answers.items():
            words = "; ".join(differences(ours, theirs)) if isinstance(theirs, Mapping) else _cannot_answer(theirs)
            if words:
                why[words].append(address)
        if why:
            wrong = sum(map(len, why.values()))
            lines = [f"{_listed(addresses)}: {words}" for words, addresses in why.items()]
            raise EnvironmentLacksError(
                f"{wrong:,} of {len(answers):,} workers would not make the same pages as this computer.",
                cure="\n".join([*lines, _SAME]),
            )

    def _asked(self, store: str, store_sha256: str) -> dict[str, Any]:
        try:
            answers = self.client.sync(
                self.client.run, facts, store, store_sha256, on_error="return", callback_timeout=_ANSWER_SECONDS
            )
        except TimeoutError:
            raise EnvironmentLacksError(
                f"The workers of {self.address} did not answer within {_ANSWER_SECONDS} seconds.",
                cure="See that the scheduler reaches them and that they are not busy with other work.",
            ) from None
        except OSError:
            raise self.gone() from None
        return dict(answers)


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler at `address`; Dask's own configuration holds certificates and the like.

    Raises UsageError for what is no such address, EnvironmentLacksError when nobody answers there in time.
    """
    match = _FORM.match(address)
    if match is None or int(match[3]) > 65535:
        # A name before the host may be a key: it is not repeated.
        shown = "What --scheduler names" if "@" in address else address
        raise UsageError(f"{shown} is no address of a scheduler.", cure="Write it as tcp://host:8786.")
    try:
        import distributed
    except ImportError:
        raise EnvironmentLacksError(
            "--scheduler needs the package distributed (Dask), which is not installed.",
            cure='pip install "reportgen[cluster]"',
        ) from None
    _require_listener(address, match[2].strip("[]"), int(match[3]))
    with _quiet():
        try:
            asyncio.run(asyncio.wait_for(_handshake(address), _CONNECT_SECONDS))
            client: Any = distributed.Client(  # type: ignore[no-untyped-call]
                address, timeout=_CONNECT_SECONDS, set_as_default=False, name="reportgen"
            )
        except Exception as error:
            why = f": {str(error).splitlines()[0]}" if str(error) else ""
            raise EnvironmentLacksError(
                f"What listens at {address} does not answer as a Dask scheduler ({type(error).__name__}{why}).",
                cure="See that the address and port are those that `dask scheduler` prints, and its Dask is like ours.",
            ) from None
        try:
            yield Cluster(address, client)
        finally:
            client.close(timeout=5)


def _require_listener(address: str, host: str, port: int) -> None:
    """Dask would try for a long while; a wrong name or port is known at once."""
    try:
        socket.create_connection((host, port), timeout=_CONNECT_SECONDS).close()
    except OSError as error:
        why = "there is no such host" if isinstance(error, socket.gaierror) else error.strerror or str(error)
        raise EnvironmentLacksError(
            f"No scheduler at {address}: {why}.",
            cure="Start one (dask scheduler), or correct --scheduler; docs/scaling.md shows how.",
        ) from None


async def _handshake(address: str) -> None:
    """A client that connects to something else waits for its first answer for ever; this can be given up."""
    from distributed import Security
    from distributed.comm.core import connect

    security: Any = Security()  # type: ignore[no-untyped-call]
    options = security.get_connection_args("client")
    comm = await connect(address, timeout=_CONNECT_SECONDS, **options)  # type: ignore[no-untyped-call]
    comm.abort()


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs about lost workers and other versions, we say ourselves, in words."""
    logger = logging.getLogger("distributed")
    before = logger.level
    if not os.environ.get("REPORTGEN_DEBUG"):
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"distributed\b")
            yield
    finally:
        logger.setLevel(before)


def _cannot_answer(error: Any) -> str:
    if "No module named 'reportgen" in str(error):  # Dask wraps what a worker could not read
        return "reportgen is missing there, or a much older version"
    return f"it could not tell what it has ({type(error).__name__}: {error})"


def _listed(addresses: list[str]) -> str:
    more = len(addresses) - _NAMED
    return ", ".join(addresses[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
