"""The join between O*NET and OEWS, which several tests over the real files count with."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.sources import importers


@pytest.fixture(scope="session")
def onet_to_soc(shared_data: Path) -> dict[str, str]:
    """O*NET-SOC code → the code of the National Employment Matrix, which is OEWS's."""
    path = shared_data / "crosswalks" / "nem-onet-to-soc-crosswalk.xlsx"
    if not path.is_file():
        pytest.skip(f"the O*NET crosswalk is not here ({path})")
    (crosswalk,) = importers.import_path(path)
    frame = crosswalk.tables["onet_to_soc"]
    return dict(zip(frame["onet_soc"], frame["soc"], strict=True))


@pytest.fixture(scope="session")
def oews_codes(onet_to_soc: dict[str, str]) -> set[str]:
    """The 831 detailed occupations of OEWS May 2024: the matrix codes without fishing and hunting workers."""
    found = set(onet_to_soc.values()) - {"45-3031"}
    assert len(found) == 831
    return found
