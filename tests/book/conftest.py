from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen.batch.names import file_name
from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe, make_render
from reportgen.book.packs import Key
from reportgen.model.soc import SocCode
from reportgen.store.location import store_to_read
from tests.cli.conftest import clean_home, cli, tiny_store

from .making import TEXAS, TITLES

__all__ = ["clean_home", "cli", "tiny_store"]


def rendered(folder: Path, layout: str, titles: Mapping[str, str]) -> dict[Key, Path]:
    render = make_render(Recipe(store_to_read(), layout, "letter", datetime.date(2026, 1, 5)))
    there = {}
    for code, title in titles.items():
        soc = SocCode(code)
        path = folder / file_name(soc, title, TEXAS)
        path.write_bytes(render(Job(soc, title, TEXAS, path)).data)
        there[soc, TEXAS] = path
    return there


@pytest.fixture(scope="session")
def brochures(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, Path]:
    """Real brochures of two pages."""
    return rendered(tmp_path_factory.mktemp("brochures"), "sidebar", TITLES)


@pytest.fixture(scope="session")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, Path]:
    """Real brochures of one page."""
    return rendered(tmp_path_factory.mktemp("handouts"), "handout", {"29-2072": TITLES["29-2072"]})
