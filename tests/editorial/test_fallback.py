"""The merging of own file, groups and a user's folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.model.editorial import Credential, EditorialText, PathwayStep
from reportgen.model.soc import SocCode
from reportgen.sources import editorial_choice
from reportgen.sources.editorial import TextsError, read_texts
from reportgen.sources.editorial_choice import text_for

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


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let these texts be the shipped ones."""

    def shipped(*texts: EditorialText) -> None:
        found = {(text.scope, text.language): text for text in texts}
        monkeypatch.setattr(editorial_choice, "_shipped", lambda scope, language: found.get((scope, language)))

    return shipped


def text_of(soc: SocCode = CODER) -> EditorialText:
    found = text_for(soc)
    assert found is not None
    return found


def test_each_field_comes_from_the_nearest_text_that_has_it(ship: Callable[..., None]) -> None:
    ship(OWN, MINOR, MAJOR)
    own = text_of()
    assert (own.scope, own.summary, own.duties, own.difficulty) == (
        "29-2072", "Own summary.", ("Minor duty",), "Major.",
    )  # fmt: skip
    nurse = text_of(SocCode("29-1141"))
    assert (nurse.scope, nurse.summary) == ("major/29", "Major summary.")
    assert text_for(SocCode("15-1252")) is None
    assert text_for(CODER, language="es") is None


def test_credentials_stay_with_their_pathway(ship: Callable[..., None]) -> None:
    ship(OWN, MINOR, MAJOR)
    assert (text_of().pathway, text_of().credentials) == (MINOR.pathway, ())
    ship(OWN, replace(MINOR, pathway=()), MAJOR)
    assert text_of().credentials == MAJOR.credentials


def test_a_folder_of_the_user_wins_over_all(ship: Callable[..., None], tmp_path: Path) -> None:
    write(tmp_path / "mine", 'soc = "29-0000"\nsummary = "Our district says."\n', "major/29.toml")
    write(tmp_path / "mine", 'soc = "29-2072"\nduties = ["Our duty"]\n')
    theirs = read_texts(tmp_path / "mine", partial=True)
    ship(OWN, MINOR, MAJOR)
    found = text_for(CODER, overrides=theirs)
    assert found is not None
    assert (found.summary, found.duties, found.difficulty) == ("Our district says.", ("Our duty",), "Major.")


def test_a_shipped_file_out_of_form_is_said_not_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'soc = "29-2072"\nsumary = "Misspelt key."\n')
    monkeypatch.setattr(editorial_choice, "shipped_folder", lambda language: tmp_path)
    editorial_choice._shipped.cache_clear()
    with pytest.raises(TextsError, match="sumary"):
        text_for(CODER)
    editorial_choice._shipped.cache_clear()


def test_the_shipped_text_of_an_occupation_is_found() -> None:
    assert text_of().title == "Medical Records Specialists"
