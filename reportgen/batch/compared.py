"""A comparison of occupations from the store, for `reportgen compare` and `reportgen layouts check`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from reportgen.batch.plan import require_published
from reportgen.brochure.brand import DEFAULT_BRAND, Brand
from reportgen.comparison.compose import FEWEST, MOST, compare, require_comparable
from reportgen.comparison.value import CareerComparison
from reportgen.model.area import Area
from reportgen.model.editorial import EditorialText
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.sources.editorial_choice import text_for
from reportgen.store.reader import Store


def comparison_of(
    store: Store,
    socs: Sequence[SocCode],
    area: Area,
    *,
    printed_on: datetime.date,
    brand: Brand = DEFAULT_BRAND,
    texts: Sequence[EditorialText] = (),
    builder: ProfileBuilder | None = None,
) -> CareerComparison:
    """The comparison of these occupations in `area`. `texts` are the user's own.

    Raises UsageError for fewer than two, more than four or the same twice, NoSuchDataError for the first that the area
    does not publish.
    """
    require_comparable([soc.value for soc in socs])
    for soc in socs:
        require_published(store, soc, area)
    built = builder or ProfileBuilder(store)
    members = [(built.build(soc, area), text_for(soc, overrides=texts)) for soc in socs]
    return compare(members, printed_on=printed_on, brand=brand)


def sample_with(store: Store, soc: SocCode, area: Area) -> list[SocCode]:
    """A set to try a layout with: the occupation and one, two or three that the area publishes beside it, by code.

    How many depends on where it stands among them, so that a survey of all tries each number as often.
    """
    published = list(store.published_in(area))
    place = published.index(soc.value)
    count = min(FEWEST + place % (MOST - FEWEST + 1), len(published))
    return [SocCode(published[(place + step) % len(published)]) for step in range(count)]
