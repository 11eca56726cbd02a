"""`reportgen data explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.cli.output import json_option, print_json
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.profile.explain import Explanation


@click.command(name="explain")
@click.argument("occupation")
@click.argument("area")
@click.argument("field")
@json_option
@click.pass_obj
def command(settings: Settings, occupation: str, area: str, field: str, as_json: bool) -> None:
    """Say where a printed figure comes from: its release, file, column and row, and any rule applied.

    AREA is a state or US; FIELD is a figure's name, or "strengths" or "challenges". A wrong FIELD lists all figures.

    \b
    Examples:
      reportgen data explain 29-2072 TX median
      reportgen data explain "medical records" US growth
      reportgen data explain 29-1141 TX strengths
    """
    from reportgen.batch.plan import require_published
    from reportgen.brochure import judgements
    from reportgen.profile.build import ProfileBuilder
    from reportgen.profile.explain import explain
    from reportgen.store import resolve
    from reportgen.store.reader import open_store

    with open_store(settings.store_to_read()) as store:
        soc = resolve.occupation(store, occupation)
        where = resolve.area(store, area)
        require_published(store, soc, where)
        profile = ProfileBuilder(store).build(soc, where)
        # Strengths and challenges are judgements on figures: each is explained like a figure of its own.
        is_judgement = field in judgements.FIELDS
        explained = judgements.explain(profile, field) if is_judgement else (explain(profile, field),)
    if as_json:
        place = {"soc": soc.value, "area": where.abbreviation}
        plain = [{**place, **_plain(each)} for each in explained]
        print_json(plain if is_judgement else plain[0])
        return
    for each in explained:
        _say(each)
    if not explained:
        click.echo(f"No rule on figures gives {field} here.", err=True)


def _say(found: Explanation) -> None:
    click.echo(f"{found.label}: {found.value}")
    for citation in found.citations:
        release, file = citation.release, citation.file
        published = f", published {release.published_on}" if release.published_on else ""
        sheet = f", sheet “{file.sheet}”" if file.sheet else ""
        click.echo(f"  Release  {release.publisher}: {release.title}, {release.period}{published}")
        click.echo(f"  File     {file.name}{sheet} ({file.kind}), sha256 {file.sha256}")
        if citation.column:
            click.echo(f"  Column   {citation.column}")
        click.echo(f"  Row      {citation.row_key}")
        click.echo(f"  Licence  {release.licence}; {release.url}")
    if found.rule:
        click.echo(f"  Rule     {found.rule}")


def _plain(found: Explanation) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("field", "label", "value", "rule", "citations")}
