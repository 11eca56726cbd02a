"""Crosswalks, programmes, career videos and career clusters: planted faults, and the real files."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.errors import SourceError
from reportgen.sources import codes, importers, recognise
from reportgen.sources.imported import ImportedFile
from reportgen.sources.spec import release_spec

from .into_store import empty_store, put_into
from .made_up import Fault, Row, assert_points, assert_refused, description, drop, import_as, import_rows, put, repeat

NEM, SOC, CIP, SOC2010, VIDEOS, CLUSTERS = (
    ("onet-to-soc-2023", "onet_to_soc"),
    ("soc-2018", "structure"),
    ("cip-2020-soc-2018", "programs"),
    ("soc-2010-to-2018", "soc2010_to_soc"),
    ("career-videos-2026", "career_videos"),
    ("career-clusters-2024", "career_clusters"),
)


def write_workbook(path: Path, release: str, part: str, rows: list[Row], **changes: Any) -> Path:
    """A workbook with the described sheet, its headings where they belong. `changes`: another sheet, other columns."""
    table = replace(description(release, part).tables[0], **changes)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = table.sheet or ""
    for column, heading in enumerate(table.columns, start=1):
        sheet.cell(table.header_row, column, heading)
        for number, row in enumerate(rows, start=table.header_row + 1):
            sheet.cell(number, column, row.get(heading, ""))
    book.save(path)
    return path


def import_workbook(folder: Path, release: str, part: str, rows: list[Row]) -> ImportedFile:
    return import_as(write_workbook(folder / "made-up.xlsx", release, part, rows), release, part)


def assert_workbook_refused(folder: Path, release: str, part: str, rows: list[Row], fault: Fault) -> None:
    import_workbook(folder, release, part, rows)
    fault.change(rows)
    with pytest.raises(SourceError) as caught:
        import_workbook(folder, release, part, rows)
    assert_points(caught.value, fault.row, fault.column, fault.words)
    assert caught.value.sheet == description(release, part).tables[0].sheet


def rows_of(imported: ImportedFile, table: str) -> list[tuple[object, ...]]:
    return list(imported.tables[table].itertuples(index=False, name=None))


# --- O*NET to OEWS -------------------------------------------------------------------------------------------------


def nem_rows() -> list[Row]:
    """Rows 6-8: two occupations with a made-up Handbook profile, one without."""
    return [
        {
            "O*NET-SOC Code": onet_soc,
            "O*NET-SOC Title": "Makers of things",
            "NEM Code": soc,
            "OOH Profile Title": title,
            "OOH Occupation Group": group,
            "OOH Profile Website": url,
        }
        for onet_soc, soc, title, group, url in (
            ("29-2011.01", "29-2010", "Thing makers", "Making", "https://www.bls.gov/OOH/making/thing-makers.htm"),
            ("29-2072.00", "29-2072", "Record makers", "Making", "https://www.bls.gov/OOH/making/record-makers.htm"),
            ("11-1031.00", "11-1031", "—", "—", "—"),
        )
    ]


def test_an_occupation_without_a_handbook_profile_has_none(tmp_path: Path) -> None:
    found = rows_of(import_workbook(tmp_path, *NEM, nem_rows()), "onet_to_soc")
    assert found[0][:3] == ("29-2011.01", "29-2010", "Thing makers")
    assert found[2] == ("11-1031.00", "11-1031", None, None, None)


NEM_FAULTS = [
    Fault("unknown matrix code", put(1, "NEM Code", "29-2071"), 7, "NEM Code", "“29-2071” is not a known"),
    Fault("unknown O*NET code", put(1, "O*NET-SOC Code", "29-2072.9"), 7, "O*NET-SOC Code", "“29-2072.9”"),
    Fault("repeated", repeat(1), 9, "O*NET-SOC Code", "repeats the key 29-2072.00 of row 7"),
    Fault("half a profile", put(1, "OOH Profile Title", "—"), 7, "OOH Profile Title", "only in part"),
    Fault("empty title", put(1, "OOH Profile Title", ""), 7, "OOH Profile Title", "the cell is empty"),
    Fault(
        "other host",
        put(1, "OOH Profile Website", "https://bls.example/OOH/x.htm"),
        7,
        "OOH Profile Website",
        "not an address that begins with https://www.bls.gov/OOH/",
    ),
]


@pytest.mark.parametrize("fault", NEM_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_onet_crosswalk_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_workbook_refused(tmp_path, *NEM, nem_rows(), fault)


def test_another_sheet_or_heading_stops_the_import(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        import_as(write_workbook(tmp_path / "a.xlsx", *NEM, nem_rows(), sheet="Sheet1"), *NEM)
    assert_points(caught.value, None, None, "has no sheet “ONET to SOC crosswalk”; it has “Sheet1”")
    columns = ("Sort Order", "O*NET Code", *description(*NEM).tables[0].columns[2:])
    with pytest.raises(SourceError) as caught:
        import_as(write_workbook(tmp_path / "b.xlsx", *NEM, nem_rows(), columns=columns), *NEM)
    assert_points(caught.value, 5, None, "lacks “O*NET-SOC Code” and has the unknown “O*NET Code”")


# --- SOC structure and SOC 2010 ------------------------------------------------------------------------------------

LEVELS = {"major": "Major Group", "minor": "Minor Group", "broad": "Broad Group", "detailed": "Detailed Occupation"}


def soc_rows() -> list[Row]:
    """All of SOC 2018 from row 9 on, with made-up titles: 11-0000, 11-1000, 11-1010, 11-1011, …

    The seven broad groups that OEWS publishes as detailed occupations are broad here.
    """
    combined = {"13-1020", "13-2020", "29-2010", "31-1120", "39-7010", "47-4090", "51-2090"}
    return [
        {LEVELS["broad" if soc in combined else known["level"]]: soc, "": f"Makers of {soc}"}
        for soc, known in sorted(codes.occupation_codes().items())
        if soc in combined or (known["scheme"] == "SOC 2018" and known["level"] != "total")
    ]


def test_the_column_of_a_code_is_its_level(tmp_path: Path) -> None:
    found = rows_of(import_workbook(tmp_path, *SOC, soc_rows()), "occupation")
    assert len(found) == 23 + 98 + 459 + 867
    assert [row[2] for row in found[:4]] == ["major", "minor", "broad", "detailed"]
    assert ("29-2010", "Makers of 29-2010", "broad") in found


def move(position: int, source: str, target: str) -> Callable[[list[Row]], object]:
    return lambda rows: rows[position].update({target: rows[position].pop(source)})


def add(position: int, heading: str, cell: str) -> Callable[[list[Row]], object]:
    return lambda rows: rows[position].update({heading: cell})


SOC_FAULTS = [
    Fault("wrong level", move(3, LEVELS["detailed"], LEVELS["broad"]), 12, LEVELS["broad"], "stands among the broad"),
    Fault(
        "two codes",
        put_new := (lambda rows: rows[3].update({LEVELS["broad"]: "11-1010"})),
        12,
        LEVELS["major"],
        "has 2 codes",
    ),
    Fault("no code", lambda rows: rows[3].pop(LEVELS["detailed"]), 12, LEVELS["major"], "has 0 codes"),
    Fault("unknown code", put(3, LEVELS["detailed"], "11-1012"), 12, LEVELS["detailed"], "“11-1012” is not a known"),
    Fault("no title", put(3, "", ""), 12, "", "the cell is empty"),
    Fault("repeated", repeat(3), 1456, None, "repeats the key 11-1011 of row 12"),
    Fault("cut off", drop(-1), None, LEVELS["detailed"], "lacks 1 codes, the first of them 55-3019"),
]


@pytest.mark.parametrize("fault", SOC_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_soc_structure_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_workbook_refused(tmp_path, *SOC, soc_rows(), fault)


def soc2010_rows() -> list[Row]:
    """Every code of SOC 2010 to one made-up target; 29-2071 (row 3) and a second row for it come first."""
    others = sorted(codes.soc2010_codes() - {"29-2071"})
    pairs = [("29-2071", "29-2072"), ("29-2071", "29-9021"), *((code, "11-1011") for code in others)]
    return [
        {"soc2010": old, "soc2010_title": "Makers (##)", "soc2018": new, "soc2018_title": "Makers"}
        for old, new in pairs
    ]


SOC2010_FAULTS = [
    Fault("unknown old code", put(2, "soc2010", "11-1012"), 4, "soc2010", "“11-1012” is not a detailed occupation"),
    Fault("unknown new code", put(2, "soc2018", "29-2071"), 4, "soc2018", "“29-2071” is not a known"),
    Fault("repeated", put(1, "soc2018", "29-2072"), 3, "soc2010", "repeats the key 29-2071 / 29-2072 of row 2"),
    Fault("cut off", drop(-1), None, "soc2010", "lacks 1 codes, the first of them 55-3019"),
]


@pytest.mark.parametrize("fault", SOC2010_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_soc_2010_crosswalk_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_refused(tmp_path, *SOC2010, soc2010_rows(), fault)


# --- programmes of study -------------------------------------------------------------------------------------------


def program_rows() -> list[Row]:
    found = (
        ("29-2072", "51.0707", "Making  Records, General."),
        ("29-2072", "01.0000", "Growing Records, Etc.."),
        ("13-1074", "99.9999", "NO MATCH"),
        ("99-9999", "01.0508", "Stuffing Records."),
    )
    return [
        {"SOC2018Code": soc, "SOC2018Title": "Makers", "CIP2020Code": cip, "CIP2020Title": t} for soc, cip, t in found
    ]


def test_programmes_without_an_occupation_and_the_reverse_are_left_out(tmp_path: Path) -> None:
    imported = import_workbook(tmp_path, *CIP, program_rows())
    assert rows_of(imported, "program") == [
        ("29-2072", "51.0707", "Making Records, General"),
        ("29-2072", "01.0000", "Growing Records, Etc."),
    ]


CIP_FAULTS = [
    Fault("code as a number", put(1, "CIP2020Code", "1.0"), 3, "CIP2020Code", "“1.0” is not a programme code"),
    Fault("unknown occupation", put(1, "SOC2018Code", "29-2071"), 3, "SOC2018Code", "“29-2071” is not a known"),
    Fault("no title", put(1, "CIP2020Title", ""), 3, "CIP2020Title", "the cell is empty"),
    Fault("no match with a code", put(1, "CIP2020Title", "NO MATCH"), 3, "CIP2020Title", "called “NO MATCH”"),
    Fault("a name for no match", put(2, "CIP2020Title", "Anything."), 4, "CIP2020Title", "called “Anything.”"),
    Fault("repeated", repeat(1), 6, "SOC2018Code", "repeats the key 29-2072 / 01.0000 of row 3"),
]


@pytest.mark.parametrize("fault", CIP_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_programmes_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_workbook_refused(tmp_path, *CIP, program_rows(), fault)


# --- career clusters -----------------------------------------------------------------------------------------------


def cluster_rows() -> list[Row]:
    pairs = (("11-1011", "Construction"), ("11-1011", "Education"), ("29-2072", "Agriculture"))
    return [
        {"SOC Code": soc, "Occupation Title": "Makers", "Career Cluster": cluster, "Sub-Cluster": "Making"}
        for soc, cluster in pairs
    ]


CLUSTER_FAULTS = [
    Fault("unknown cluster", put(1, "Career Cluster", "Magic"), 3, "Career Cluster", "“Magic” is not one of"),
    Fault("unknown occupation", put(1, "SOC Code", "11-1012"), 3, "SOC Code", "“11-1012” is not a known"),
    Fault("no sub-cluster", put(1, "Sub-Cluster", ""), 3, "Sub-Cluster", "the cell is empty"),
    Fault("repeated", repeat(1), 5, "SOC Code", "repeats the key 11-1011 / Education / Making of row 3"),
]


@pytest.mark.parametrize("fault", CLUSTER_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_in_the_clusters_stops_the_import(tmp_path: Path, fault: Fault) -> None:
    assert_workbook_refused(tmp_path, *CLUSTERS, cluster_rows(), fault)


def test_clusters_and_work_at_home_are_not_shipped() -> None:
    for release in ("career-clusters-2024", "work-at-home-2020"):
        assert [file.shipped for file in release_spec(release).files] == [False]


# --- career videos -------------------------------------------------------------------------------------------------

ADDRESS = "https://cdn.careeronestop.org/OccVids/11-1011.03.mp4"


def video(**changes: object) -> dict[str, object]:
    facts: dict[str, object] = {
        "source": "made up", "videoUrl": ADDRESS, "posterUrl": "", "title": "Makers", "lastVerified": "2026-01-07",
    }  # fmt: skip
    return {**facts, **changes}


def videos() -> dict[str, Any]:
    return {"metadata": {"total_videos": 2}, "videos": {"29-2072": video(), "11-1011-03": video()}}


def import_videos(folder: Path, document: object) -> ImportedFile:
    path = folder / "made-up.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return import_as(path, *VIDEOS)


def test_keys_of_both_forms_are_onet_codes(tmp_path: Path) -> None:
    found = rows_of(import_videos(tmp_path, videos()), "career_video")
    assert found == [("29-2072.00", ADDRESS, "2026-01-07"), ("11-1011.03", ADDRESS, "2026-01-07")]


ADDRESSES_REFUSED = [
    "http://cdn.careeronestop.org/a.mp4",
    "https://careeronestop.org.example/a.mp4",
    "https://notcareeronestop.org/a.mp4",
    "https://cdn.careeronestop.org:8443/a.mp4",
    "https://someone@cdn.careeronestop.org/a.mp4",
    "https://cdn.careeronestop.org@evil.example/a.mp4",
    "https://cdn.careeronestop.org/a b.mp4",
    "javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES_REFUSED)
def test_only_https_addresses_of_careeronestop_are_taken(tmp_path: Path, address: str) -> None:
    document = videos()
    document["videos"]["29-2072"]["videoUrl"] = address
    with pytest.raises(SourceError) as caught:
        import_videos(tmp_path, document)
    assert caught.value.column == "videos/29-2072/videoUrl"


Change = Callable[[dict[str, Any]], object]


def renamed(key: str, new_key: str) -> Change:
    return lambda document: document["videos"].update({new_key: document["videos"].pop(key)})


def changed(**facts: object) -> Change:
    return lambda document: document["videos"]["29-2072"].update(facts)


VIDEO_FAULTS: list[tuple[str, Change, str | None, str]] = [
    ("key of no form", renamed("11-1011-03", "11-1011.03"), "videos/11-1011.03", "“11-1011.03” is not"),
    ("unknown occupation", renamed("29-2072", "29-2071"), "videos/29-2071", "“29-2071.00” is not an occupation"),
    ("date of no form", changed(lastVerified="January"), "videos/29-2072/lastVerified", "January"),
    ("no text", changed(videoUrl=None), "videos/29-2072/videoUrl", "is not a text"),
    ("name missing", lambda d: d["videos"]["29-2072"].pop("title"), "videos/29-2072", "other names than a video"),
    ("name unknown", changed(length=3), "videos/29-2072", "other names than a video"),
    ("another count", lambda d: d["metadata"].update(total_videos=3), None, "says that it holds 3 videos and holds 2"),
    ("no count", lambda d: d.pop("metadata"), None, "says that it holds None videos"),
    ("no videos", lambda d: d.update(videos={}), None, "has no object “videos”"),
]


@pytest.mark.parametrize(("change", "place", "words"), [f[1:] for f in VIDEO_FAULTS], ids=[f[0] for f in VIDEO_FAULTS])
def test_a_fault_in_the_videos_stops_the_import(tmp_path: Path, change: Change, place: str | None, words: str) -> None:
    document = copy.deepcopy(videos())
    change(document)
    with pytest.raises(SourceError) as caught:
        import_videos(tmp_path, document)
    assert_points(caught.value, None, place, words)


def test_a_repeated_key_is_not_overwritten_in_silence(tmp_path: Path) -> None:
    text = json.dumps(videos()).replace('"11-1011-03"', '"29-2072"')
    with pytest.raises(SourceError, match="repeats the key “29-2072”"):
        import_videos(tmp_path, text)


@pytest.mark.parametrize(("text", "words"), [('{"videos": ', "row 1: is not JSON"), ("[]", "is not a JSON object")])
def test_no_json_object(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        import_videos(tmp_path, text)


# --- the real files ------------------------------------------------------------------------------------------------

PARTS = [
    ("onet_to_soc", "onet_to_soc", 997),
    ("structure", "occupation", 1447),
    ("programs", "program", 5719),
    ("soc2010_to_soc", "soc2010_to_soc", 900),
    ("career_videos", "career_video", 877),
    ("career_clusters", "career_cluster", 1203),
]


@pytest.fixture(scope="session")
def real(shared_data: Path) -> dict[str, ImportedFile]:
    """The real files by part."""
    folders = [shared_data / name for name in ("crosswalks", "career-clusters")]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip(f"the crosswalks are not here ({shared_data})")
    return {one.file.part: one for folder in folders for one in importers.import_path(folder)}


@pytest.mark.shared_data
@pytest.mark.parametrize(("part", "table", "count"), PARTS)
def test_every_row_arrives(real: dict[str, ImportedFile], part: str, table: str, count: int) -> None:
    assert len(real[part].tables[table]) == count


@pytest.mark.shared_data
def test_everything_fits_the_store(real: dict[str, ImportedFile]) -> None:
    connection = empty_store()
    for number, one in enumerate(real.values(), start=1):
        put_into(connection, one, number)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


# SOURCES.md, “Join coverage”: what each of the twelve codes that OEWS combines is made of.
COMBINED = {
    "13-1020": {"13-1021.00", "13-1022.00", "13-1023.00"},
    "13-2020": {"13-2022.00", "13-2023.00"},
    "21-1018": {"21-1011.00", "21-1014.00"},
    "25-2052": {"25-2055.00", "25-2056.00"},
    "25-9045": {"25-9042.00", "25-9043.00", "25-9049.00"},
    "29-2010": {"29-2011.00", "29-2011.01", "29-2011.02", "29-2011.04", "29-2012.00", "29-2012.01"},
    "31-1120": {"31-1121.00", "31-1122.00"},
    "39-7010": {"39-7011.00", "39-7012.00"},
    "47-4090": {"47-4091.00", "47-4099.00", "47-4099.03"},
    "51-2028": {"51-2022.00", "51-2023.00"},
    "51-2090": {"51-2092.00", "51-2099.00"},
    "53-1047": {"53-1042.00", "53-1042.01", "53-1043.00", "53-1044.00", "53-1049.00"},
}


@pytest.mark.shared_data
@pytest.mark.parametrize("soc", sorted(COMBINED))
def test_the_twelve_combined_codes(real: dict[str, ImportedFile], soc: str) -> None:
    frame = real["onet_to_soc"].tables["onet_to_soc"]
    assert set(frame.loc[frame["soc"] == soc, "onet_soc"]) == COMBINED[soc]


@pytest.mark.shared_data
def test_profiles_of_the_handbook(real: dict[str, ImportedFile]) -> None:
    frame = real["onet_to_soc"].tables["onet_to_soc"]
    assert frame["handbook_url"].isna().sum() == 316
    (own,) = frame.loc[frame["onet_soc"] == "29-2072.00", "handbook_url"]
    assert own.startswith("https://www.bls.gov/OOH/healthcare/")


@pytest.mark.shared_data
def test_programmes_and_videos_of_medical_records_specialists(real: dict[str, ImportedFile]) -> None:
    programs = real["programs"].tables["program"]
    own = programs.loc[programs["soc"] == "29-2072"]
    assert list(own["cip"]) == ["51.0706", "51.0707", "51.0713", "51.0721"]
    assert not programs["title"].str.endswith(".").any()
    clusters = real["career_clusters"].tables["career_cluster"]
    own = clusters.loc[clusters["soc"] == "29-2072", ["cluster", "sub_cluster"]]
    assert own.to_numpy().tolist() == [["Healthcare & Human Services", "Health Data & Administration"]]
    assert (clusters["cluster"].nunique(), clusters["sub_cluster"].nunique()) == (14, 72)


@pytest.mark.shared_data
def test_join_coverage(real: dict[str, ImportedFile], oews_codes: set[str]) -> None:
    programs = set(real["programs"].tables["program"]["soc"])
    videos_of = {code[:7] for code in real["career_videos"].tables["career_video"]["onet_soc"] if code.endswith(".00")}
    clusters = set(real["career_clusters"].tables["career_cluster"]["soc"])
    assert len(oews_codes & programs) == 655
    assert len(oews_codes & videos_of) == 710
    assert oews_codes <= clusters


@pytest.mark.shared_data
def test_soc_2010(real: dict[str, ImportedFile]) -> None:
    frame = real["soc2010_to_soc"].tables["soc2010_to_soc"]
    assert frame["soc2010"].nunique() == 840
    assert set(frame.loc[frame["soc"] == "29-2072", "soc2010"]) == {"29-2071"}


@pytest.mark.shared_data
def test_the_workbooks_are_known_under_another_name(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "download (1).xlsx"
    path.write_bytes((shared_data / "crosswalks" / "soc_structure_2018.xlsx").read_bytes())
    release, file = recognise.recognise_file(path)
    assert (release.release.key, file.part) == SOC


def test_textual_files(tmp_path: Path) -> None:
    found = rows_of(import_rows(tmp_path, *SOC2010, soc2010_rows()), "soc2010_to_soc")
    assert found[:2] == [("29-2071", "29-2072"), ("29-2071", "29-9021")]
