"""What an importer hands on: checked rows for the store's tables, with the facts of the file they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

import pandas as pd

from reportgen.model.source import Release, SourceFile
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The checked content of one file.

    `tables` maps a store table (`store/schema.sql`) to a frame with that table's columns except release_id and
    file_id; cells are plain Python int, float, str or None. `shared` frames are merged into tables that belong to no
    release (element). `headings` maps our fields to the official headings. `wage_cap_usd` is (annual, hourly).
    """

    release: Release
    file: SourceFile
    tables: Mapping[str, pd.DataFrame]
    shared: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    wage_cap_usd: tuple[int, float] | None = None
