"""O*NET ratings of skills, knowledge, abilities and work activities: importance (1-5) and level (0-7).

Source: O*NET files Skills.txt, Knowledge.txt, Abilities.txt and Work Activities.txt, which have one layout, and the
extracts of release 30.0 with importance and level only.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reportgen.sources import checks, onet_rows
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

IMPORTANCE, LEVEL = "IM", "LV"


def import_ratings(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row per occupation, element and scale → frames for the store tables `rating` and `element`.

    `suppressed` is O*NET's “Recommend Suppress” of the importance, by which elements are ranked. A level that O*NET
    recommends to suppress, or calls not relevant to the occupation, is stored as NULL: a quarter of the knowledge
    levels are so, while the importance beside them is sound.
    """
    (table,) = tables.values()
    elements = onet_rows.elements_of(spec.options["domain"])
    found = onet_rows.observations(table, release, spec)
    pairs = [(element_id, scale) for element_id in elements for scale in (IMPORTANCE, LEVEL)]
    by_code = onet_rows.require_complete(table, found, pairs)
    keys = [(code, element_id) for code in by_code for element_id in elements]
    importance = [by_code[code][element_id, IMPORTANCE] for code, element_id in keys]
    level = [by_code[code][element_id, LEVEL] for code, element_id in keys]
    frame = checks.plain(
        {
            "onet_soc": [code for code, _ in keys],
            "element_id": [element_id for _, element_id in keys],
            "importance": [one.value for one in importance],
            "level": [None if one.low_precision or one.not_relevant else one.value for one in level],
            "suppressed": [int(one.low_precision) for one in importance],
        },
        pd.Index([one.row for one in importance]),
    )
    return {"rating": frame, "element": onet_rows.element_frame(elements)}
