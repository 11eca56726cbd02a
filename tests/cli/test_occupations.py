from __future__ import annotations

import json

from .conftest import Cli


def test_list_of_a_state_and_group(cli: Cli) -> None:
    result = cli("occupations", "list", "--state", "TX", "--group", "29")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["Code", "Title", "Jobs,", "TX"]
    assert [line[:7] for line in lines[1:]] == ["29-1141", "29-1171", "29-2072"]


def test_list_as_json_keeps_unpublished_apart_from_zero(cli: Cli) -> None:
    found = json.loads(cli("occupations", "list", "--state", "CA", "--json").stdout)
    assert found["area"] == "CA"
    nurses = next(each for each in found["occupations"] if each["soc"] == "29-1141")
    assert nurses == {"soc": "29-1141", "title": "Registered Nurses", "employment_jobs": None}
    assert "not published" in cli("occupations", "list", "--state", "CA").stdout


def test_search_says_what_was_found(cli: Cli) -> None:
    (found,) = json.loads(cli("occupations", "search", "medical", "coder", "--json").stdout)
    assert found == {
        "soc": "29-2072", "title": "Medical Records Specialists", "matched_title": "Medical Coder",
    }  # fmt: skip
    assert "Medical Coder" in cli("occupations", "search", "medical coder").stdout


def test_search_without_a_match_suggests(cli: Cli) -> None:
    result = cli("occupations", "search", "electricans")
    assert result.exit_code == 2
    assert "Electricians" in result.stderr


def test_show(cli: Cli) -> None:
    result = cli("occupations", "show", "medical records", "--state", "TX")
    assert result.exit_code == 0
    assert result.stdout.startswith("29-2072 Medical Records Specialists\n")
    assert "Medical Coder" in result.stdout
    assert "$45,000" in result.stdout
    found = json.loads(cli("occupations", "show", "29-2072", "--json").stdout)
    assert found["published_in"] == ["CA", "TX"]
    assert found["figures"]["median"]["value"].startswith("$")


def test_show_of_what_a_state_does_not_publish(cli: Cli) -> None:
    result = cli("occupations", "show", "51-2061", "--state", "TX")
    assert result.exit_code == 5
    assert "California (CA)" in result.stderr
