"""Checks over a whole table: duplicate keys and row counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from reportgen.errors import SourceError
from reportgen.sources import codes
from reportgen.sources.reading import RawTable


def require_unique(table: RawTable, frame: pd.DataFrame, keys: Sequence[str]) -> None:
    """Raise SourceError at the second row with the same key. `frame` has the file's row numbers as its index."""
    repeated = frame.duplicated(subset=list(keys), keep="first")
    if repeated.any():
        row = frame.index[repeated][0]
        key = " / ".join(str(value) for value in frame.loc[row, list(keys)])
        same = (frame[list(keys)] == frame.loc[row, list(keys)]).all(axis=1)
        first = frame.index[same][0]
        field = next((name for name in keys if name in table.spec.fields), None)
        raise table.error(f"repeats the key {key} of row {first}", row=int(row), field=field)


def require_row_counts(file_name: str, frames: Mapping[str, pd.DataFrame], expected: Mapping[str, int]) -> None:
    """Raise SourceError unless a file of a known edition gives exactly the rows that its description states.

    A key of `expected` is a store table, or "detailed": the number of detailed occupations in all tables together.
    """
    for name, count in expected.items():
        if name == "detailed":
            kind, found = "detailed occupations", _count_detailed(frames)
        else:
            kind, found = f"rows for {name}", len(frames.get(name, ()))
        if found != count:
            raise SourceError(
                f"has {found:,} {kind}: it is not the whole file of this edition, or holds more",
                file=file_name,
                expected=f"{count:,}",
            )


def _count_detailed(frames: Mapping[str, pd.DataFrame]) -> int:
    named = {soc for frame in frames.values() if "soc" in frame for soc in frame["soc"]}
    known = codes.occupation_codes()
    return sum(known[soc]["level"] == "detailed" for soc in named)


def plain(columns: Mapping[str, Sequence[object]], index: pd.Index | None = None) -> pd.DataFrame:
    """A frame of plain Python values: object columns, so that None stays None and 7 stays an int."""
    return pd.DataFrame({name: pd.Series(list(values), dtype=object) for name, values in columns.items()}).set_axis(
        index if index is not None else range(len(next(iter(columns.values())))), axis=0
    )
