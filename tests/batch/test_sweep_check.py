"""The sweep's check of one brochure finds what it is for: `make sweep` would pass everything otherwise."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

import pikepdf
import pytest

from reportgen.batch.plan import Job
from reportgen.batch.renderer import make_render

from .running import recipe

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
from sweep_check import FORBIDDEN, CheckRecipe, make_checker

pytest.importorskip("pypdfium2")


@pytest.fixture(scope="module")
def brochure(tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Job:
    from reportgen.batch.plan import plan
    from reportgen.store.reader import open_store
    from tests.store import tiny

    with open_store(tiny_store) as store:
        jobs = plan(store, [store.areas[tiny.TEXAS]], tmp_path_factory.mktemp("sweep")).jobs
    (job,) = (job for job in jobs if job.soc.value == "29-2072")
    job.path.write_bytes(make_render(recipe(tiny_store))(job).data)
    return job


def test_nothing_is_wrong_with_a_brochure_as_it_is_made(brochure: Job, tiny_store: Path) -> None:
    assert make_checker(CheckRecipe(tiny_store, 2))(brochure) == ()


def test_another_figure_number_of_pages_or_missing_tags_are_found(
    brochure: Job, tiny_store: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    shutil.copy(tiny_store, other)
    with sqlite3.connect(other) as store:
        store.execute("UPDATE wage_estimate SET annual_median_usd = 12345, employment_jobs = 777 WHERE soc = '29-2072'")
    store.close()
    found = make_checker(CheckRecipe(other, 3))(brochure)
    assert ("pages", "2 instead of 3") in found
    assert ("fact", "median here: “$12,345” is not in the text") in found
    assert ("fact", "jobs nation: “777” is not in the text") in found
    with pikepdf.open(brochure.path, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save()
    assert "check" in {kind for kind, _ in make_checker(CheckRecipe(tiny_store, 2))(brochure)}


@pytest.mark.parametrize(
    ("text", "word"), [("pay: nan a year", "nan"), ("None a year", "None"), ("None of these", ""), ("{{ pay", "{{")]
)
def test_a_program_speaking_is_told_from_english(text: str, word: str) -> None:
    found = FORBIDDEN.search(text)
    assert (found.group() if found else "") == word
