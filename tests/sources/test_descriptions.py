"""The descriptions in data/sources: each is whole, and names things that exist."""

from __future__ import annotations

import importlib
import re

import pytest

from reportgen.sources.spec import FileSpec, ReleaseSpec, all_releases

FILES = [(release, file) for release in all_releases() for file in release.files]


def name_of(value: object) -> str:
    return (
        value.release.key if isinstance(value, ReleaseSpec) else value.names[0] if isinstance(value, FileSpec) else ""
    )


@pytest.mark.parametrize("release", all_releases(), ids=name_of)
def test_a_release_says_who_when_and_under_what_licence(release: ReleaseSpec) -> None:
    facts = release.release
    for name in ("source", "publisher", "title", "period", "licence", "credit"):
        value = getattr(facts, name)
        assert value.strip()
        assert not re.search(r"[{}]", value), f"{name} of {facts.key} was not filled in"
    assert facts.url.startswith("https://")
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", facts.published_on)
    assert len({(file.part, file.names) for file in release.files}) == len(release.files)


@pytest.mark.parametrize(("release", "file"), FILES, ids=name_of)
def test_a_file_names_an_importer_and_columns_that_exist(release: ReleaseSpec, file: FileSpec) -> None:
    module, function = file.importer.split(".")
    assert callable(getattr(importlib.import_module(f"reportgen.sources.{module}"), function))
    assert file.format in ("xlsx", "csv", "tsv", "json")
    assert file.kind in ("official", "extract", "derived")
    assert file.tables
    for table in file.tables:
        assert set(table.fields.values()) <= set(table.columns)
        named = [column for column in table.columns if column]
        assert len(named) == len(set(named))
        assert (table.sheet is None) == (file.format != "xlsx")
    assert all(name == name.lower() for name in file.names)
    assert file.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", file.sha256)


@pytest.mark.parametrize(("release", "file"), FILES, ids=name_of)
def test_the_scales_of_an_onet_file_have_published_ranges(release: ReleaseSpec, file: FileSpec) -> None:
    for scale in (*file.options.get("scales", ()), *file.options.get("other_scales", ())):
        low, high = release.options["scales"][scale]
        assert low < high


def test_the_notice_that_onet_s_licence_demands() -> None:
    """The one sentence of O*NET in the project: a required notice, with the release's and the product's name."""
    for release in all_releases():
        if release.release.source.startswith("onet") and release.release.source != "onet-to-soc":
            for words in ("Used under the CC BY 4.0 license", "trademark of USDOL/ETA", "reportgen has modified"):
                assert words in release.release.credit
    (onet,) = [release.release for release in all_releases() if release.release.key == "onet-30.1"]
    assert onet.credit.startswith("This product includes information from the O*NET 30.1 Database by the U.S. Dep")
