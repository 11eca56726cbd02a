"""The command line over a small store, as the tests of the commands have it."""

from __future__ import annotations

from tests.cli.conftest import Cli, clean_home, cli, tiny_store

__all__ = ["Cli", "clean_home", "cli", "tiny_store"]
