"""What the fork server of the tests imports: all that a worker imports for its work, WeasyPrint included."""

from __future__ import annotations

import tests.batch.stand_ins
import tests.deliver.sender  # noqa: F401
from reportgen.render.weasy import load

load()
