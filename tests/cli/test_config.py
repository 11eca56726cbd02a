"""Option > REPORTGEN_* > reportgen.toml > the user's settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Cli


@pytest.fixture
def user_settings(clean_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from reportgen.cli import config

    path = config.user_file()
    assert path.is_relative_to(clean_home.parent)
    path.parent.mkdir(parents=True)
    return path


def made() -> list[str]:
    return sorted(str(path.parent / path.name[-6:-4]) for path in Path().rglob("*.pdf"))


def test_precedence(cli: Cli, user_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user_settings.write_text('[brochure]\nstate = "GU"\noutput = "of-user"\n')
    Path("reportgen.toml").write_text('[brochure]\nstate = ["CA"]\n')
    cli("brochure", "29-2072")
    assert made() == ["of-user/CA"]
    monkeypatch.setenv("REPORTGEN_BROCHURE_OUTPUT", "of-env")
    cli("brochure", "29-2072")
    assert made() == ["of-env/CA", "of-user/CA"]
    cli("brochure", "29-2072", "--output", "of-option", "--state", "TX")
    assert made() == ["of-env/CA", "of-option/TX", "of-user/CA"]


def test_store_setting_is_relative_to_its_file(
    cli: Cli, user_settings: Path, tiny_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTGEN_STORE")
    (user_settings.parent / "mine.sqlite").write_bytes(tiny_store.read_bytes())
    user_settings.write_text('store = "mine.sqlite"\n')
    assert "mine.sqlite" in cli("data", "status").stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[brochure]\nlayuot = "x"\n', "Did you mean “layout”?"),
        ("[brochures]\n", "Did you mean “brochure”?"),
        ("[data.updat]\n", "there is no setting “data.updat”"),
        ('[data.update]\ncontakt = "x"\n', "Did you mean “contact”?"),
        ('brochure = "x"\n', "[brochure]"),
        ("[brochure\n", "cannot be read as settings"),
        ("colour = 1\n", "there is no setting “colour”"),
    ],
)
def test_faulty_settings_stop_with_a_hint(cli: Cli, text: str, said: str) -> None:
    Path("reportgen.toml").write_text(text)
    result = cli("brochure", "29-2072")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "reportgen.toml" in result.stderr


def test_wrong_value_is_told_like_a_wrong_option(cli: Cli) -> None:
    Path("reportgen.toml").write_text('[brochure]\ntop = "many"\nstate = "TX"\n')
    result = cli("brochure")
    assert result.exit_code == 2
    assert "--top" in result.stderr


def test_contact_from_the_settings(cli: Cli) -> None:
    Path("reportgen.toml").write_text('[data.update]\ncontact = "nobody"\n')
    assert "“nobody” is not an e-mail address" in cli("data", "update").stderr
