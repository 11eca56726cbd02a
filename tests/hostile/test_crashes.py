"""Every input that ever broke a reader, given to it again; and good inputs of every target of `make fuzz`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.fuzz.targets import all_targets

CRASHES = Path(__file__).with_name("crashes")
TARGETS = all_targets()


@pytest.mark.parametrize("path", sorted(CRASHES.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name[:16]}")
def test_what_broke_a_reader_once_is_refused_or_read(path: Path) -> None:
    TARGETS[path.parent.name]().take(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_what_it_begins_with(name: str) -> None:
    target = TARGETS[name]()
    assert target.seeds
    for seed in target.seeds:
        target.take(seed)
    target.take(b"")
    target.take(b"\xff\x00\n")
