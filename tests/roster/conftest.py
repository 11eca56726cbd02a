from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from reportgen.roster.read import Examination, examine
from reportgen.store import location
from reportgen.store.reader import Store, open_store

Look = Callable[..., Examination]


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """The shipped store: titles with commas, codes that were combined, occupations that few states publish."""
    with open_store(location.shipped_store()) as opened:
        yield opened


@pytest.fixture
def look(store: Store, tmp_path: Path) -> Look:
    """Examine a roster with this content; `state` is what --state names."""

    def run(
        content: str | bytes,
        name: str = "students.csv",
        mapping: Mapping[str, Sequence[str]] = {},
        state: str = "",
    ) -> Examination:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return examine(path, store, area=store.areas[state] if state else None, mapping=mapping)

    return run
