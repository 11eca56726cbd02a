"""Studies of automation, AI and work at home: planted faults, and the real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.sources import importers, spec
from reportgen.sources.imported import ImportedFile

from .into_store import empty_store, put_into
from .made_up import Fault, Row, assert_refused, description, import_rows, put, repeat

FREY, FELTEN, LANGUAGE, ELOUNDOU, MICROSOFT = (
    "frey-osborne-2013",
    "felten-2021",
    "felten-2023",
    "eloundou-2024",
    "microsoft-2025",
)


def rows_of(imported: ImportedFile, table: str = "exposure") -> list[tuple[object, ...]]:
    return list(imported.tables[table].itertuples(index=False, name=None))


def frey_rows() -> list[Row]:
    """Rows 2-4; the second code (row 3) is one of the seventeen that are no detailed code of SOC 2010."""
    columns = description(FREY, "exposure").tables[0].columns
    values = (("29-2071", "0.91"), ("29-1111", "0.5"), ("11-1011", "0.015"))
    return [{**dict.fromkeys(columns, "1"), "_ - code": code, "prob": value} for code, value in values]


def eloundou_rows() -> list[Row]:
    columns = description(ELOUNDOU, "exposure").tables[0].columns
    return [
        {**dict.fromkeys(columns, "0.1"), "O*NET-SOC Code": code, "dv_rating_beta": "0.75", "human_rating_beta": "0.5"}
        for code in ("29-2072.00", "11-1011.03")
    ]


def home_rows() -> list[Row]:
    found = (("29-1141.00", "0"), ("15-1252.00", "1"), ("29-2071.00", "1"))
    return [{"onetsoccode": code, "title": "Makers", "teleworkable": flag} for code, flag in found]


def test_a_listed_code_of_no_classification_is_left_out(tmp_path: Path) -> None:
    assert rows_of(import_rows(tmp_path, FREY, "exposure", frey_rows())) == [
        ("29-2071", "soc2010", "probability of computerisation", 0.91),
        ("11-1011", "soc2010", "probability of computerisation", 0.015),
    ]


def test_two_measures_of_one_study(tmp_path: Path) -> None:
    imported = import_rows(tmp_path, ELOUNDOU, "exposure", eloundou_rows())
    assert [row[2:] for row in rows_of(imported) if row[0] == "29-2072.00"] == [
        ("LLM exposure, GPT-4 labels", 0.75),
        ("LLM exposure, human labels", 0.5),
    ]
    assert imported.headings["LLM exposure, human labels"] == "human_rating_beta"


def test_codes_that_onet_no_longer_has_cannot_be_joined(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, "work-at-home-2020", "work_at_home", home_rows()), "work_at_home")
    assert found == [("29-1141.00", 0), ("15-1252.00", 1)]


FREY_FAULTS = [
    Fault(
        "unknown code",
        put(2, "_ - code", "29-2072"),
        4,
        "_ - code",
        "“29-2072” is not a detailed occupation of SOC 2010",
    ),
    Fault("above 1", put(2, "prob", "1.5"), 4, "prob", "outside the range 0 to 1"),
    Fault("percent", put(2, "prob", "91%"), 4, "prob", "“91%” is not a number"),
    Fault("missing", put(2, "prob", ""), 4, "prob", "“” is not a number"),
    Fault("repeated", repeat(2), 5, "_ - code", "repeats the key 11-1011 of row 4"),
    Fault("left out, repeated", repeat(1), 5, "_ - code", "repeats the key 29-1111 of row 3"),
    Fault("left out, no number", put(1, "prob", "x"), 3, "prob", "“x” is not a number"),
]


@pytest.mark.parametrize("fault", FREY_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_a_study_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, FREY, "exposure", frey_rows(), fault)


ELOUNDOU_FAULTS = [
    Fault("unknown code", put(1, "O*NET-SOC Code", "11-1011"), 3, "O*NET-SOC Code", "“11-1011” is not an occupation"),
    Fault("first measure", put(1, "dv_rating_beta", "2"), 3, "dv_rating_beta", "outside the range 0 to 1"),
    Fault("second measure", put(1, "human_rating_beta", "-0.1"), 3, "human_rating_beta", "outside the range 0 to 1"),
]


@pytest.mark.parametrize("fault", ELOUNDOU_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_a_study_of_two_measures_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, ELOUNDOU, "exposure", eloundou_rows(), fault)


HOME_FAULTS = [
    Fault("no code", put(1, "onetsoccode", "15-1252"), 3, "onetsoccode", "“15-1252” is not an O*NET-SOC code"),
    Fault("a share", put(1, "teleworkable", "0.5"), 3, "teleworkable", "“0.5” is not one of 0, 1"),
    Fault("repeated", repeat(1), 5, "onetsoccode", "repeats the key 15-1252.00 of row 3"),
]


@pytest.mark.parametrize("fault", HOME_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_work_at_home_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, "work-at-home-2020", "work_at_home", home_rows(), fault)


# --- the real files ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def studies(shared_data: Path) -> dict[str, ImportedFile]:
    """The real files by release."""
    folder = shared_data / "automation"
    if not folder.is_dir():
        pytest.skip(f"the studies are not here ({folder})")
    return {one.release.key: one for one in importers.import_path(folder)}


@pytest.fixture(scope="session")
def from_soc2010(shared_data: Path) -> dict[str, set[str]]:
    (crosswalk,) = importers.import_path(shared_data / "crosswalks" / "soc2010_soc2018.csv")
    found: dict[str, set[str]] = {}
    for old, new in crosswalk.tables["soc2010_to_soc"].itertuples(index=False, name=None):
        found.setdefault(old, set()).add(new)
    return found


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("release", "count"),
    [(FREY, 702 - 17), (FELTEN, 774 - 1), (LANGUAGE, 774 - 1), (ELOUNDOU, 923 * 2), (MICROSOFT, 785)],
)
def test_every_row_arrives(studies: dict[str, ImportedFile], release: str, count: int) -> None:
    assert len(studies[release].tables["exposure"]) == count


@pytest.mark.shared_data
def test_everything_fits_the_store(studies: dict[str, ImportedFile]) -> None:
    connection = empty_store()
    for number, one in enumerate(studies.values(), start=1):
        put_into(connection, one, number)
    connection.close()


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("release", "code", "value"),
    [(FREY, "41-9041", 0.99), (FREY, "29-1125", 0.0028), (FREY, "29-2071", 0.91), (FELTEN, "11-1011", 1.334246)],
)
def test_published_values(studies: dict[str, ImportedFile], release: str, code: str, value: float) -> None:
    frame = studies[release].tables["exposure"]
    assert list(frame.loc[frame["code"] == code, "value"]) == [value]


@pytest.mark.shared_data
@pytest.mark.parametrize(("release", "count"), [(FREY, 674), (FELTEN, 773), (LANGUAGE, 773)])
def test_coverage_through_soc_2010(
    studies: dict[str, ImportedFile], from_soc2010: dict[str, set[str]], oews_codes: set[str], release: str, count: int
) -> None:
    codes_of_study = set(studies[release].tables["exposure"]["code"])
    reached = {soc for code in codes_of_study for soc in from_soc2010[code]}
    # 25-2052, which OEWS combines from two codes of 2018, is a code of 2010 with the same meaning.
    assert len((reached | (codes_of_study & {"25-2052"})) & oews_codes) == count


@pytest.mark.shared_data
@pytest.mark.parametrize(("release", "count"), [(ELOUNDOU, 772), (MICROSOFT, 784)])
def test_coverage_by_code(studies: dict[str, ImportedFile], oews_codes: set[str], release: str, count: int) -> None:
    assert len({code[:7] for code in studies[release].tables["exposure"]["code"]} & oews_codes) == count


@pytest.mark.shared_data
def test_work_at_home(shared_data: Path) -> None:
    path = shared_data / "onet-work-context" / "occupations_workathome.csv"
    if not path.is_file():
        pytest.skip(f"the table is not here ({path})")
    (imported,) = importers.import_path(path)
    assert len(imported.tables["work_at_home"]) == 721
    connection = empty_store()
    put_into(connection, imported, 1)
    connection.close()


def test_each_study_carries_its_citation() -> None:
    for key in (FREY, FELTEN, LANGUAGE, ELOUNDOU, MICROSOFT):
        release = spec.release_spec(key).release
        # Short enough for paper: first author, where it was published, year; `data status` has the whole title.
        first_author = release.publisher.split(",")[0].split(" and ")[0].split()[-1]
        assert first_author in release.credit
        assert release.credit.endswith(f", {release.period}")
