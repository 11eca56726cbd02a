"""When Python looks for garbage: between documents, not in them."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ROUND, _WHOLE_ROUND = 60, 600  # documents
# More than one brochure from a cold start ever makes (some 110,000), and less than 30 MB.
_NEW_OBJECTS = 200_000


def seldom() -> None:
    """From now on Python looks for garbage once in 200,000 new objects instead of 700, and not at all at its end.

    What a command imports and reads stays to its end: looking through it again and again as it grows, and twice more
    before all of it goes anyway, takes a quarter of the time of one brochure.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


@contextmanager
def put_off(*, collects: bool) -> Iterator[None]:
    """Put off Python's cyclic garbage collection to the end of a document.

    A document is one heap that lives until it is done: looking for garbage meanwhile, as Python does some hundred
    times, finds none and costs a tenth of the rendering. WeasyPrint's is full of cycles: without a collection at the
    end (`collects`) memory grows.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        if collects:
            gc.collect()


def settle() -> None:
    """What is there now stays: it need not be looked through after each document, which costs a tenth of the time."""
    gc.collect()
    gc.freeze()


class Rounds:
    """For a process that makes document after document and nothing else: Python looks for garbage by count only.

    A document that the press set leaves some five hundred objects behind that are garbage, and takes longer to be
    looked through than to be arranged.
    """

    def __init__(self) -> None:
        self._documents = 0

    def one_more(self) -> None:
        """A document is done."""
        self._documents += 1
        if self._documents == 1:
            settle()
            gc.disable()
        elif self._documents % _WHOLE_ROUND == 0:
            gc.collect()
        elif self._documents % _ROUND == 0:
            gc.collect(1)  # what came since the last round
