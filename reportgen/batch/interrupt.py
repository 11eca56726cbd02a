"""Ctrl-C and polite kills: none can get lost, and a batch ends in order."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from reportgen.errors import Terminated

_BOTH = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def handled(handler: Callable[[int, FrameType | None], None], *numbers: int) -> Iterator[None]:
    """These signals go to `handler` in here, unless this is a thread: handlers can be set in the main one only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)


class Interrupts:
    """Whether Ctrl-C (or a polite kill) came, even where something swallowed the KeyboardInterrupt that it raised."""

    def __init__(self) -> None:
        self.came = False

    def check(self) -> None:
        """Raise KeyboardInterrupt when one came."""
        if self.came:
            raise KeyboardInterrupt

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


@contextmanager
def watched() -> Iterator[Interrupts]:
    """Note SIGINT and SIGTERM. WeasyPrint catches every exception while it draws an image, so that a picture would
    be missing in a brochure that goes on to be finished: `check` before keeping the result."""
    interrupts = Interrupts()
    with handled(interrupts._note, *_BOTH):
        yield interrupts


class Stop:
    """A wish to stop that is looked at when it suits: nothing is raised in the middle of anything.

    `signal` is the number of the signal that asked for it, None while nobody did. A second one makes it urgent.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self.since = 0.0
        self.is_urgent = False

    @property
    def requested(self) -> bool:
        return self.signal is not None

    def request(self, number: int, frame: FrameType | None = None) -> None:
        """Ask for it."""
        if self.signal is None:
            self.signal, self.since = number, time.monotonic()
        else:
            self.is_urgent = True


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """SIGINT and SIGTERM become a `Stop` in here."""
    stop = Stop()
    with handled(stop.request, *_BOTH):
        yield stop
