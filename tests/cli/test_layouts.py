from __future__ import annotations

import json

from .conftest import Cli


def test_list(cli: Cli) -> None:
    result = cli("layouts", "list")
    assert result.exit_code == 0
    assert "sidebar" in result.stdout
    found = {each["name"]: each for each in json.loads(cli("layouts", "list", "--json").stdout)}
    assert found["sidebar"]["pages"] == 2
