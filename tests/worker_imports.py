"""What the fork server of the tests imports: all that a worker imports for its work, WeasyPrint and Dask included."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from reportgen.render.weasy import load

for name in (
    "reportgen.batch.produce", "reportgen.batch.renderer", "reportgen.batch.survey", "reportgen.batch.worker",
    "reportgen.render.pdf", "reportgen.render.press.press", "reportgen.store.reader", "tests.batch.stand_ins",
    "tests.deliver.sender",
):  # fmt: skip
    import_module(name)
load()
with suppress(ImportError):  # it is optional
    import_module("distributed.nanny")
