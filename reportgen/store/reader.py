"""Reading the store: rows as they are, with their origin. What they mean is the profile's business."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.errors import EnvironmentLacksError
from reportgen.model.area import NATION_FIPS, Area, AreaKind
from reportgen.model.source import Origin, Release, SourceFile
from reportgen.store import database, location
from reportgen.values import dataclass

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WageReleases:
    """The national and the state edition of OEWS that belong together. `cap_usd` is (annual, hourly), None: no cap."""

    period: str
    national_id: int
    state_id: int


class Store:
    """A store opened for reading. Use it as a context manager, or through `open_store`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._editions: dict[str, tuple[int, ...]] = {}
        self._of_source: dict[str, tuple[int, ...]] = {}
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the store at `path`; raises EnvironmentLacksError when it cannot be read or has another version."""
        return cls(database.open_read_only(path), path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exc: object) -> None:
        self._connection.close()

    def rows(self, table: str, order_by: str = "", **equals: Any) -> list[Row]:
        """All rows of `table` whose columns equal the given values, e.g. rows("program", soc="29-2072")."""
        where = " AND ".join(f"{name} = :{name}" for name in equals)
        statement = f"SELECT * FROM {table}"  # noqa: S608 (table and column names are ours, values are bound)
        if where:
            statement += f" WHERE {where}"
        if order_by:
            statement += f" ORDER BY {order_by}"
        return self._fetch(statement, equals)

    def row(self, table: str, **equals: Any) -> Row | None:
        """The one row, or None."""
        found = self.rows(table, **equals)
        return found[0] if found else None

    def query(self, statement: str, **values: Any) -> list[Row]:
        """Rows of a statement of ours with bound values."""
        return self._fetch(statement, values)

    def pairs(self, statement: str, **values: Any) -> dict[Any, Any]:
        """The first column of such a statement → its second: for a thousand rows in a third of the time."""
        return dict(self._tuples(statement, values)[1])

    def _fetch(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        names, found = self._tuples(statement, values)
        return [dict(zip(names, row, strict=True)) for row in found]

    def _tuples(self, statement: str, values: Mapping[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns, and the rows."""
        try:
            # `dict` of a `sqlite3.Row` looks each column up by its name, among all of them: a row of wages has thirty.
            cursor = self._connection.cursor()
            cursor.row_factory = None
            found = cursor.execute(statement, values).fetchall()
            return [column[0] for column in cursor.description], found
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # its subclasses mean that a statement of ours is wrong
                raise
            raise EnvironmentLacksError(f"{self.path} is damaged: {error}.", cure=database.REBUILD) from None

    @cached_property
    def data_tables(self) -> list[str]:
        """The tables that hold published rows."""
        return [row["name"] for row in self.query(database.DATA_TABLES)]

    # --- editions, files, origins -----------------------------------------------------------------------------

    @cached_property
    def releases(self) -> dict[int, Release]:
        names = [name for name in Release.__slots__]
        return {row["release_id"]: Release(**{name: row[name] for name in names}) for row in self.rows("release")}

    @cached_property
    def files(self) -> dict[int, SourceFile]:
        return {
            row["file_id"]: SourceFile(
                release_key=self.releases[row["release_id"]].key,
                **{name: row[name] for name in ("part", "name", "sheet", "sha256", "size_bytes", "row_count", "kind")},
            )
            for row in self.rows("source_file", order_by="file_id")
        }

    @cached_property
    def _headings(self) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for row in self.rows("source_column"):
            found.setdefault(row["file_id"], {})[row["field"]] = row["heading"]
        return found

    def origin(self, row: Row, row_key: str) -> Origin:
        """The origin of a data row; `row_key` says in words which row of the file it is."""
        file_id = row["file_id"]
        return Origin(self.releases[row["release_id"]], self.files[file_id], row_key, self._headings.get(file_id, {}))

    def release_ids(self, source: str) -> list[int]:
        """The editions of one source in the store, oldest first (by reference period)."""
        return list(self._editions_of(source))

    def newest(self, source: str) -> int | None:
        ids = self._editions_of(source)
        return ids[-1] if ids else None

    def _editions_of(self, source: str) -> tuple[int, ...]:
        if source not in self._of_source:
            found = [(key, release) for key, release in self.releases.items() if release.source == source]
            by_day = sorted(found, key=lambda item: (item[1].published_on, item[1].period))
            self._of_source[source] = tuple(key for key, _ in by_day)
        return self._of_source[source]

    def editions_in(self, table: str) -> tuple[int, ...]:
        """The editions with rows in `table`, the last published first. Looked up once: a store does not change."""
        if table not in self._editions:
            by_day = sorted(self.releases, key=lambda key: self.releases[key].published_on, reverse=True)
            statement = f"SELECT 1 FROM {table} WHERE release_id = :release LIMIT 1"  # noqa: S608 (a name of ours)
            self._editions[table] = tuple(key for key in by_day if self.query(statement, release=key))
        return self._editions[table]

    @cached_property
    def soc_of_onet(self) -> dict[str, str]:
        """O*NET-SOC code → the code of OEWS and the projections that BLS joins it to."""
        return self.pairs("SELECT onet_soc, soc FROM onet_to_soc")

    @cached_property
    def wage_releases(self) -> WageReleases:
        """The newest edition of OEWS that the store holds for the nation and for the states.

        A national edition alone (kept for the trend) does not become the default: a brochure never sets a state of
        one May beside the nation of another.
        """
        national = {self.releases[key].period: key for key in self.release_ids("oews-national")}
        for state_id in reversed(self.release_ids("oews-state")):
            period = self.releases[state_id].period
            if period in national:
                return WageReleases(period, national[period], state_id)
        raise EnvironmentLacksError(
            f"The store {self.path} holds no OEWS edition for both the nation and the states.",
            cure="Import both workbooks of one year, or go back to the shipped store.",
        )

    @cached_property
    def wage_caps_usd(self) -> dict[int, tuple[int, float]]:
        """release → (annual, hourly) amount that `#` stands for."""
        return {row["release_id"]: (row["annual_usd"], row["hourly_usd"]) for row in self.rows("wage_cap")}

    # --- places and occupations -------------------------------------------------------------------------------

    @cached_property
    def areas(self) -> dict[str, Area]:
        """fips → area: the nation, the states and territories (nonmetropolitan areas too where imported)."""
        return {
            row["fips"]: Area(row["fips"], row["abbreviation"], row["name"], AreaKind(row["kind"]), row["in_prose"])
            for row in self.rows("area", order_by="fips")
        }

    @property
    def nation(self) -> Area:
        return self.areas[NATION_FIPS]

    @cached_property
    def occupation_titles(self) -> dict[str, str]:
        """soc → title of every detailed occupation of the default OEWS edition, in code order."""
        return self.pairs(
            "SELECT soc, title FROM occupation WHERE release_id = :release AND level = 'detailed' ORDER BY soc",
            release=self.wage_releases.national_id,
        )

    @cached_property
    def group_titles(self) -> dict[str, str]:
        """soc → title of the major groups (and of all occupations)."""
        return self.pairs(
            "SELECT soc, title FROM occupation WHERE release_id = :release AND level IN ('major', 'total') "
            "ORDER BY soc",
            release=self.wage_releases.national_id,
        )

    def published_in(self, area: Area) -> list[str]:
        """The detailed occupations that the area publishes, in code order."""
        if area.is_nation:
            return list(self.occupation_titles)
        rows = self.query(
            "SELECT soc FROM wage_estimate WHERE release_id = :release AND area_fips = :fips ORDER BY soc",
            release=self.wage_releases.state_id,
            fips=area.fips,
        )
        return [row["soc"] for row in rows if row["soc"] in self.occupation_titles]

    def publishes(self, soc: str, area: Area) -> bool:
        """Whether the area publishes a detailed occupation: see `published_in`, which reads all of them."""
        return soc in self.occupation_titles and (area.is_nation or self.wage_row(soc, area) is not None)

    def employment_in(self, area: Area) -> dict[str, int]:
        """soc → jobs of every occupation and group whose employment the area publishes, default edition."""
        releases = self.wage_releases
        rows = self.rows(
            "wage_estimate",
            release_id=releases.national_id if area.is_nation else releases.state_id,
            area_fips=area.fips,
        )
        return {row["soc"]: row["employment_jobs"] for row in rows if isinstance(row["employment_jobs"], int)}

    def wage_row(self, soc: str, area: Area) -> Row | None:
        """The OEWS row of one occupation (or group) in one area, of the default edition."""
        releases = self.wage_releases
        release_id = releases.national_id if area.is_nation else releases.state_id
        return self.row("wage_estimate", release_id=release_id, soc=soc, area_fips=area.fips)

    def wage_rows(self, soc: str) -> list[Row]:
        """The OEWS rows of one occupation in all states and territories, of the default edition."""
        return self.rows("wage_estimate", release_id=self.wage_releases.state_id, soc=soc)

    def median_rows(self, area: Area, socs: Sequence[str]) -> dict[str, Row]:
        """soc → the medians of some occupations in one area, of the default edition, for those that have a row."""
        releases = self.wage_releases
        names = {f"s{number}": soc for number, soc in enumerate(socs)}
        holes = ", ".join(f":{name}" for name in names)
        rows = self.query(
            f"""SELECT release_id, soc, annual_median_usd, hourly_median_usd, hourly_only FROM wage_estimate
            WHERE release_id = :release AND area_fips = :fips AND soc IN ({holes})""",  # noqa: S608 (names of ours)
            release=releases.national_id if area.is_nation else releases.state_id,
            fips=area.fips,
            **names,
        )
        return {row["soc"]: row for row in rows}


@contextmanager
def open_store(path: Path | None = None) -> Iterator[Store]:
    """Open the store at `path`, or the one that `location.store_to_read` finds."""
    where = path or location.store_to_read()
    with Store.open(where) as store:
        yield store
