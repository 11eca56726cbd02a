"""When Python looks for garbage: between documents, not in them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off(*, collects: bool) -> Iterator[None]:
    """Put off Python's cyclic garbage collection to the end of a document.

    A document is one heap that lives until it is done: looking for garbage meanwhile, as Python does some hundred
    times, finds none and costs a tenth of the rendering. WeasyPrint's is full of cycles: without a collection at the
    end (`collects`) memory grows.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if collects:
            gc.collect()


def settle() -> None:
    """What is there now stays: it need not be looked through after each document, which costs a tenth of the time."""
    gc.collect()
    gc.freeze()
