"""Ctrl-C that cannot get lost."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


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
        raise KeyboardInterrupt


@contextmanager
def watched() -> Iterator[Interrupts]:
    """Note SIGINT and SIGTERM. WeasyPrint catches every exception while it draws an image, so that a picture would
    be missing in a brochure that goes on to be finished: `check` before keeping the result."""
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():  # handlers can be set there only
        yield interrupts
        return
    before = {number: signal.signal(number, interrupts._note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupts
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
