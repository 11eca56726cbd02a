"""How many OEWS occupations each joined source reaches, against the numbers that SOURCES.md states.

The numbers are data (`data/sources/coverage.csv`: join, edition, expected number); what a join means is here. They
hold for the occupations of OEWS May 2024, so a join is counted only where the store has both editions. One differs
from SOURCES.md: its 602 occupations with a Handbook profile are counted over the Handbook's own pages, which the
store does not hold; the links of the older BLS crosswalk reach 591.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from reportgen import resources
from reportgen.store.reader import Store
from reportgen.values import dataclass

BASE_RELEASE = "oews-national-2024"

_RATED = """SELECT substr(onet_soc, 1, 7) AS soc FROM rating JOIN element USING (element_id)
            WHERE release_id = :release AND domain = '{}'"""
_BY_PREFIX = "SELECT substr(onet_soc, 1, 7) AS soc FROM {} WHERE release_id = :release"
_CONTEXT = """SELECT soc FROM work_context w JOIN onet_to_soc x USING (onet_soc)
              WHERE w.release_id = :release AND w.vintage = '{}'"""

# Each gives the codes that the join reaches, :release being the edition that coverage.csv names.
JOINS = {
    "projections": "SELECT soc FROM projection WHERE release_id = :release AND line_type = 'line item'",
    "entry requirements": "SELECT soc FROM entry_requirement WHERE release_id = :release",
    "BLS skills": "SELECT soc FROM bls_skill WHERE release_id = :release",
    "O*NET through the crosswalk": "SELECT soc FROM onet_to_soc WHERE release_id = :release",
    "O*NET occupations by prefix": _BY_PREFIX.format("onet_occupation"),
    "O*NET interests by prefix": _BY_PREFIX.format("interest"),
    "O*NET job zones by prefix": _BY_PREFIX.format("job_zone"),
    "O*NET skills by prefix": _RATED.format("skill"),
    "O*NET knowledge by prefix": _RATED.format("knowledge"),
    "O*NET abilities by prefix": _RATED.format("ability"),
    "O*NET work activities by prefix": _RATED.format("work_activity"),
    "O*NET education by prefix": _BY_PREFIX.format("required_education"),
    "programs of study": "SELECT soc FROM program WHERE release_id = :release",
    "Handbook links": "SELECT soc FROM onet_to_soc WHERE release_id = :release AND handbook_url IS NOT NULL",
    "career videos": _BY_PREFIX.format("career_video") + " AND onet_soc LIKE '%.00'",
    "work context of 2021-22 through the crosswalk": _CONTEXT.format("2021-22"),
    "work context of 2020 through the crosswalk": _CONTEXT.format("2020"),
    "exposure by SOC code": "SELECT code AS soc FROM exposure WHERE release_id = :release",
    "exposure by O*NET code": "SELECT substr(code, 1, 7) AS soc FROM exposure WHERE release_id = :release",
    # Some of these codes are already those of OEWS (25-2052), which the crosswalk does not have.
    "exposure by SOC 2010 code": """SELECT code AS soc FROM exposure WHERE release_id = :release
        UNION SELECT x.soc FROM exposure e JOIN soc2010_to_soc x ON x.soc2010 = e.code WHERE e.release_id = :release""",
    "published in every state and DC": """SELECT soc FROM wage_estimate JOIN area ON fips = area_fips
        WHERE release_id = :release AND kind = 'state' GROUP BY soc HAVING count(*) = 51""",
    "OEWS national in every edition of 2021-2025": """SELECT soc FROM wage_estimate JOIN release USING (release_id)
        WHERE source = 'oews-national' AND area_fips = '00'
        AND period IN ('May 2021', 'May 2022', 'May 2023', 'May 2024', 'May 2025') AND :release
        GROUP BY soc HAVING count(*) = 5""",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """One join. `reached` None: the store lacks one of the two editions, or that table of it: nothing to count.

    (Rows that got lost are another check's business: every file's rows are counted.)
    """

    join: str
    release_key: str
    expected: int
    reached: int | None


def coverage(store: Store) -> Iterator[Coverage]:
    """Count every join of `data/sources/coverage.csv`."""
    ids = {release.key: key for key, release in store.releases.items()}
    base = ids.get(BASE_RELEASE)
    path = resources.folder("data") / "sources" / "coverage.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        expectations = list(csv.DictReader(handle))
    for expectation in expectations:
        reached = None
        release = ids.get(expectation["release"])
        if base is not None and release is not None:
            (row,) = store.query(
                f"""SELECT count(*) AS n FROM occupation WHERE release_id = :base AND level = 'detailed'
                    AND soc IN ({JOINS[expectation["join"]]})""",  # noqa: S608 (our own statements)
                base=base,
                release=release,
            )
            reached = row["n"] or None
        yield Coverage(expectation["join"], expectation["release"], int(expectation["occupations"]), reached)
