from __future__ import annotations

from pathlib import Path

import pytest

from . import post_office


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of a server that is called localhost, signed by itself."""
    return post_office.certificate(tmp_path_factory.mktemp("certificate"))
