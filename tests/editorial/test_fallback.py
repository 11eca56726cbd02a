"""Texts in the store, and the merging of own file, groups and a user's folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.model.editorial import Credential, EditorialText, PathwayStep
from reportgen.model.soc import SocCode
from reportgen.profile.texts import text_for
from reportgen.sources.editorial import read_texts
from reportgen.store.build import build_store
from reportgen.store.reader import Store, open_store
from tests.store import tiny

from .sample import write

CODER = SocCode("29-2072")
OWN = EditorialText("29-2072", "en", "29-2072", "Medical Records Specialists", summary="Own summary.")
MINOR = EditorialText(
    "minor/29-2", "en", "29-2000", "Technologists", summary="Minor summary.", duties=("Minor duty",),
    pathway=(PathwayStep("Minor", "step"),),
)  # fmt: skip
MAJOR = EditorialText(
    "major/29", "en", "29-0000", "Health", summary="Major summary.", duties=("Major duty",), difficulty="Major.",
    credentials=(Credential("Major license", "Board"),),
)  # fmt: skip


def store_with(folder: Path, *texts: EditorialText) -> Path:
    path = tiny.make(folder / "tiny.sqlite")
    build_store(path, [], start_from=path, texts=texts)
    return path


def text_in(store: Store, soc: SocCode = CODER) -> EditorialText:
    found = text_for(store, soc)
    assert found is not None
    return found


def test_each_field_comes_from_the_nearest_text_that_has_it(tmp_path: Path) -> None:
    with open_store(store_with(tmp_path, OWN, MINOR, MAJOR)) as store:
        own = text_in(store)
        assert (own.scope, own.summary, own.duties, own.difficulty) == (
            "29-2072", "Own summary.", ("Minor duty",), "Major.",
        )  # fmt: skip
        nurse = text_in(store, SocCode("29-1141"))
        assert (nurse.scope, nurse.summary) == ("major/29", "Major summary.")
        assert text_for(store, SocCode("15-1252")) is None
        assert text_for(store, CODER, language="es") is None


def test_credentials_stay_with_their_pathway(tmp_path: Path) -> None:
    with open_store(store_with(tmp_path, OWN, MINOR, MAJOR)) as store:
        assert (text_in(store).pathway, text_in(store).credentials) == (MINOR.pathway, ())
    without = replace(MINOR, pathway=())
    with open_store(store_with(tmp_path / "other", OWN, without, MAJOR)) as store:
        assert text_in(store).credentials == MAJOR.credentials


def test_a_folder_of_the_user_wins_over_all(tmp_path: Path) -> None:
    write(tmp_path / "mine", 'soc = "29-0000"\nsummary = "Our district says."\n', "major/29.toml")
    write(tmp_path / "mine", 'soc = "29-2072"\nduties = ["Our duty"]\n')
    theirs = read_texts(tmp_path / "mine", partial=True)
    with open_store(store_with(tmp_path, OWN, MINOR, MAJOR)) as store:
        found = text_for(store, CODER, overrides=theirs)
    assert found is not None
    assert (found.summary, found.duties, found.difficulty) == ("Our district says.", ("Our duty",), "Major.")


def test_new_texts_take_the_place_of_the_old(tmp_path: Path) -> None:
    path = store_with(tmp_path, OWN, MAJOR)
    before = path.read_bytes()
    build_store(path, [], start_from=path, texts=[OWN, MAJOR])
    assert path.read_bytes() == before, "the same texts are nothing new"
    build_store(path, [], start_from=path, texts=[replace(OWN, summary="New.")])
    with open_store(path) as store:
        assert (text_in(store).summary, len(store.rows("editorial"))) == ("New.", 1)
        assert len(store.rows("editorial")[0]["sha256"]) == 64


def test_an_import_leaves_the_texts(tmp_path: Path) -> None:
    path = store_with(tmp_path, OWN)
    build_store(path, [tiny.titles(sha256="d" * 64)], start_from=path)
    with open_store(path) as store:
        assert text_in(store).summary == "Own summary."
