"""Words → one group of occupations, over the shipped store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportgen import resources
from reportgen.errors import NoSuchDataError, ReportgenError, UsageError
from reportgen.model.group import GroupKind
from reportgen.store import groups
from reportgen.store.reader import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(resources.folder("data") / "reportgen.sqlite") as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "title", "kind"),
    [
        ("healthcare", "Healthcare", GroupKind.HANDBOOK),
        ("Healthcare jobs", "Healthcare", GroupKind.HANDBOOK),
        ("healthcare support", "Healthcare Support Occupations", GroupKind.SOC),
        ("healthcare pract", "Healthcare Practitioners and Technical Occupations", GroupKind.SOC),
        ("29", "Healthcare Practitioners and Technical Occupations", GroupKind.SOC),
        ("31-0000", "Healthcare Support Occupations", GroupKind.SOC),
        ("production", "Production Occupations", GroupKind.SOC),
        ("handbook production", "Production", GroupKind.HANDBOOK),
        ("math", "Math", GroupKind.HANDBOOK),
    ],
)
def test_one_group_is_found(store: Store, words: str, title: str, kind: GroupKind) -> None:
    found = groups.group_named(store, words)
    assert (found.title, found.kind) == (title, kind)


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        ("computer", UsageError, ("15-0000  Computer and Mathematical", "Computer and Information Technology")),
        ("helthcare", UsageError, ("The nearest:", "Healthcare (Handbook group)")),
        ("prodction", UsageError, ("51-0000  Production Occupations",)),
        ("77", UsageError, ("no group “77”", "--list-groups")),
        ("  and ", UsageError, ("--list-groups",)),
        ("military", NoSuchDataError, ("armed forces",)),
        ("55-0000", NoSuchDataError, ("armed forces",)),
    ],
)
def test_words_that_name_none_or_several(
    store: Store, words: str, error: type[ReportgenError], says: tuple[str, ...]
) -> None:
    with pytest.raises(error) as caught:
        groups.group_named(store, words)
    for part in says:
        assert part in str(caught.value)


def test_every_group_is_whole(store: Store) -> None:
    """The SOC groups hold every occupation once; the Handbook's are those of BLS's crosswalk, each with its page."""
    known = groups.all_groups(store)
    soc = [group for group in known if group.kind is GroupKind.SOC]
    handbook = [group for group in known if group.kind is GroupKind.HANDBOOK]
    assert sorted(code.value for group in soc for code in group.socs) == sorted(store.occupation_titles)
    rows = store.query("SELECT DISTINCT handbook_group AS name, soc FROM onet_to_soc WHERE handbook_group IS NOT NULL")
    published = [row for row in rows if row["soc"] in store.occupation_titles]
    assert len(handbook) == len({row["name"] for row in published}) == 24
    assert sum(len(group.socs) for group in handbook) == len(published)
    assert all(group.url.startswith("https://www.bls.gov/ooh/") and group.url.endswith("/") for group in handbook)
    assert next(group for group in handbook if group.title == "Healthcare").url == "https://www.bls.gov/ooh/healthcare/"
