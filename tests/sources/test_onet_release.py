"""The real release 30.1 of O*NET, as it lies in the folder of official files."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.errors import SourceError
from reportgen.sources import codes, importers, recognise
from reportgen.sources.imported import ImportedFile

from .into_store import empty_store, put_into
from .made_up_onet import RELEASE

pytestmark = pytest.mark.shared_data


@dataclass(frozen=True)
class RealOnet:
    """Everything that the folder of release 30.1 gives, by release and part."""

    folder: Path
    files: dict[tuple[str, str], ImportedFile]

    def rows(self, part: str, table: str, release: str = RELEASE) -> list[dict[str, object]]:
        frame = self.files[release, part].tables[table]
        return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]

    def codes(self, part: str, table: str, release: str = RELEASE) -> set[str]:
        return set(self.files[release, part].tables[table]["onet_soc"])


@pytest.fixture(scope="session")
def onet(shared_data: Path) -> RealOnet:
    folder = shared_data / "onet-30.1"
    if not folder.is_dir():
        pytest.skip(f"O*NET 30.1 is not here ({folder})")
    files = {(one.release.key, one.file.part): one for one in importers.import_path(folder)}
    return RealOnet(folder, files)


# Rows of the published files (SOURCES.md, section 5), by how many of them make one row of the store.
PUBLISHED_ROWS = [
    ("occupations", "onet_occupation", 1016),
    ("alternate_titles", "alternate_title", 56505),
    ("reported_titles", "alternate_title", 7955),
    ("related", "related_occupation", 18460),
    ("skills", "rating", 62580 // 2),
    ("knowledge", "rating", 59004 // 2),
    ("interests", "interest", 8307 // 9),
    ("work_styles", "work_style", 37422 // 2),
    ("work_values", "work_value", 7866 * 6 // 9),
    ("job_zones", "job_zone", 923),
    ("education", "required_education", 878 * 12),
    ("technology", "technology", 32773),
    ("tasks", "task", 18796),
]


def test_the_folder_gives_the_release_and_the_extracts_beside_it(onet: RealOnet) -> None:
    assert {part for release, part in onet.files if release == RELEASE} == {part for part, _, _ in PUBLISHED_ROWS}
    extracts = {part for release, part in onet.files if release == "onet-30.0-extract"}
    assert extracts == {"abilities", "work_activities"}
    for path in ("db_30_1_text", "."):
        found = list(recognise.recognise_folder(onet.folder / path))
        assert len(found) == (13 if path == "db_30_1_text" else 15)


@pytest.mark.parametrize(("part", "table", "count"), PUBLISHED_ROWS)
def test_every_published_row_arrives(onet: RealOnet, part: str, table: str, count: int) -> None:
    assert len(onet.files[RELEASE, part].tables[table]) == count


def test_the_extracts_rate_as_many_occupations_as_the_release(onet: RealOnet) -> None:
    abilities = onet.files["onet-30.0-extract", "abilities"]
    activities = onet.files["onet-30.0-extract", "work_activities"]
    assert (len(abilities.tables["rating"]), len(activities.tables["rating"])) == (92976 // 2, 73308 // 2)
    assert onet.codes("abilities", "rating", "onet-30.0-extract") == onet.codes("skills", "rating")
    assert abilities.file.kind == activities.file.kind == "derived"


def test_medical_records_specialists(onet: RealOnet) -> None:
    code = "29-2072.00"
    (interest,) = [row for row in onet.rows("interests", "interest") if row["onet_soc"] == code]
    assert (interest["conventional"], interest["investigative"]) == (6.97, 4.33)
    assert (interest["first_high_point"], interest["second_high_point"], interest["third_high_point"]) == (6, 2, None)
    assert sum(row["onet_soc"] == code for row in onet.rows("tasks", "task")) == 17
    assert sum(row["onet_soc"] == code for row in onet.rows("work_styles", "work_style")) == 21
    assert sum(row["onet_soc"] == code for row in onet.rows("related", "related_occupation")) == 20
    for part, table in (("skills", "rating"), ("knowledge", "rating"), ("work_values", "work_value")):
        assert code not in onet.codes(part, table)
    assert code not in onet.codes("education", "required_education")


def test_flags_of_low_precision(onet: RealOnet) -> None:
    """The flags as counted in the files: (level) Y/Y, N/Y, n/a/Y and Y/N of suppress / not relevant."""
    knowledge = onet.rows("knowledge", "rating")
    assert sum(row["suppressed"] == 1 for row in knowledge) == 20
    assert sum(row["level"] is None for row in knowledge) == 3785 + 1141 + 1111 + 1075
    skills = onet.rows("skills", "rating")
    assert sum(row["suppressed"] == 1 for row in skills) == 0
    assert sum(row["level"] is None for row in skills) == 3375 + 139 + 8
    assert all(row["importance"] is not None for row in skills + knowledge)


def test_occupations_of_each_kind(onet: RealOnet) -> None:
    assert len(onet.codes("skills", "rating")) == len(onet.codes("knowledge", "rating")) == 894
    assert len(onet.codes("interests", "interest")) == len(onet.codes("tasks", "task")) == 923
    assert len(onet.codes("work_styles", "work_style")) == 891
    assert len(onet.codes("education", "required_education")) == 878
    assert len(onet.codes("work_values", "work_value")) == 874
    assert {code[:7] for code in onet.codes("occupations", "onet_occupation")} <= set(codes.occupation_codes())


def test_the_shipped_store_s_import_has_no_task(onet: RealOnet, tmp_path: Path) -> None:
    shutil.copy(onet.folder / "db_30_1_text" / "Read Me.txt", tmp_path)
    shutil.copy(onet.folder / "db_30_1_text" / "Task Statements.txt", tmp_path)
    assert list(importers.import_path(tmp_path, with_sentences=False)) == []
    assert list(importers.import_path(tmp_path / "Task Statements.txt", with_sentences=False)) == []


def test_the_archive_gives_what_the_folder_gives(onet: RealOnet, tmp_path: Path) -> None:
    archive = tmp_path / "db_30_1_text.zip"
    names = ("Read Me.txt", "Scales Reference.txt", "Job Zones.txt", "Interests.txt", "Sample of Reported Titles.txt")
    with zipfile.ZipFile(archive, "w") as target:
        for name in names:
            target.write(onet.folder / "db_30_1_text" / name, f"db_30_1_text/{name}")
    found = {one.file.part: one for one in importers.import_path(archive)}
    assert set(found) == {"interests", "job_zones", "reported_titles"}
    for part, one in found.items():
        same = onet.files[RELEASE, part]
        assert one.file == same.file
        for table, frame in one.tables.items():
            assert frame.equals(same.tables[table])


def test_a_single_file_of_the_release_is_known_by_its_checksum(onet: RealOnet, tmp_path: Path) -> None:
    copy = Path(shutil.copy(onet.folder / "db_30_1_text" / "Job Zones.txt", tmp_path))
    (imported,) = importers.import_path(copy)
    assert imported.release.key == RELEASE


def test_a_file_that_was_cut_off_between_occupations_is_refused(onet: RealOnet, tmp_path: Path) -> None:
    source = onet.folder / "db_30_1_text"
    shutil.copy(source / "Read Me.txt", tmp_path)
    lines = (source / "Job Zones.txt").read_bytes().splitlines(keepends=True)
    (tmp_path / "Job Zones.txt").write_bytes(b"".join(lines[:500]))
    with pytest.raises(SourceError, match=r"has 499 rows for job_zone.*expected 923"):
        list(importers.import_path(tmp_path))


def test_everything_fits_the_store(onet: RealOnet, work_context_file: ImportedFile) -> None:
    connection = empty_store()
    for number, one in enumerate([*onet.files.values(), work_context_file], start=1):
        put_into(connection, one, number)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    domains = dict(connection.execute("SELECT domain, count(*) FROM element GROUP BY domain").fetchall())
    assert domains == {
        "skill": 35, "knowledge": 33, "ability": 52, "work_activity": 41,
        "work_style": 21, "work_value": 6, "work_context": 14,
    }  # fmt: skip
    connection.close()


@pytest.fixture(scope="session")
def work_context_file(shared_data: Path) -> ImportedFile:
    path = shared_data / "onet-work-context" / "work_context_partial.tsv"
    if not path.is_file():
        pytest.skip(f"the work context table is not here ({path})")
    (imported,) = importers.import_path(path)
    return imported


def test_work_context_of_two_vintages(work_context_file: ImportedFile) -> None:
    frame = work_context_file.tables["work_context"]
    assert frame["vintage"].value_counts().to_dict() == {"2020": 8231, "2021-22": 3492}
    assert frame["onet_soc"].nunique() == 882
    assert len(work_context_file.shared["element"]) == 14
    assert frame["score"].min() == 0
    assert frame["score"].max() == 100


# SOURCES.md, “Join coverage”: OEWS codes reached by the first seven characters, and by codes that end in .00.
@pytest.mark.parametrize(
    ("release", "part", "table", "by_prefix", "by_whole_code"),
    [
        (RELEASE, "occupations", "onet_occupation", 819, None),
        (RELEASE, "interests", "interest", 772, 749),
        (RELEASE, "tasks", "task", 772, 749),
        (RELEASE, "job_zones", "job_zone", 772, 749),
        (RELEASE, "skills", "rating", 750, 725),
        (RELEASE, "knowledge", "rating", 750, 725),
        ("onet-30.0-extract", "abilities", "rating", 750, 725),
        ("onet-30.0-extract", "work_activities", "rating", 750, 725),
        (RELEASE, "education", "required_education", 741, None),
    ],
)
def test_join_coverage(
    onet: RealOnet,
    oews_codes: set[str],
    release: str,
    part: str,
    table: str,
    by_prefix: int,
    by_whole_code: int | None,
) -> None:
    found = onet.codes(part, table, release)
    assert len({code[:7] for code in found} & oews_codes) == by_prefix
    if by_whole_code is not None:
        assert len({code[:7] for code in found if code.endswith(".00")} & oews_codes) == by_whole_code


def test_every_oews_code_has_an_onet_occupation(
    onet: RealOnet, onet_to_soc: dict[str, str], oews_codes: set[str]
) -> None:
    occupations = onet.codes("occupations", "onet_occupation")
    assert set(onet_to_soc) <= occupations
    assert {onet_to_soc[code] for code in occupations if code in onet_to_soc} - {"45-3031"} == oews_codes


@pytest.mark.parametrize(("vintage", "through_crosswalk", "by_prefix"), [("2021-22", 749, 739), ("2020", 718, 709)])
def test_join_coverage_of_work_context(
    work_context_file: ImportedFile,
    onet_to_soc: dict[str, str],
    oews_codes: set[str],
    vintage: str,
    through_crosswalk: int,
    by_prefix: int,
) -> None:
    frame = work_context_file.tables["work_context"]
    found = set(frame.loc[frame["vintage"] == vintage, "onet_soc"])
    assert len({onet_to_soc[code] for code in found if code in onet_to_soc} & oews_codes) == through_crosswalk
    assert len({code[:7] for code in found} & oews_codes) == by_prefix
