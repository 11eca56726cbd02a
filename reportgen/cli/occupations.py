"""`reportgen occupations list | search | show`."""

from __future__ import annotations

import click

from reportgen.cli.output import json_option, print_json, print_table
from reportgen.cli.settings import Settings
from reportgen.errors import visible

_SHOWN_FIELDS = (
    "employment", "median", "hourly-median", "delta", "growth", "growth-words", "openings", "education", "experience",
    "training", "interests", "skills",
)  # fmt: skip


@click.group(name="occupations")
def command() -> None:
    """List, find and show occupations.

    \b
    Examples:
      reportgen occupations list --state TX --group healthcare
      reportgen occupations search nurse
      reportgen occupations show 29-2072 --state TX
    """


@command.command(name="list")
@click.option("--state", "-s", metavar="STATE", help="TX, Texas or 48: only those that the state publishes.")
@click.option("--group", metavar="NAME", help="Only those of a major group: a code, or words of its title.")
@json_option
@click.pass_obj
def list_(settings: Settings, state: str | None, group: str | None, as_json: bool) -> None:
    """List the occupations with their codes.

    \b
    Example:
      reportgen occupations list --state TX --group 29
    """
    from reportgen.store import resolve
    from reportgen.store.reader import open_store

    with open_store(settings.store_to_read()) as store:
        area = resolve.area(store, state) if state else store.nation
        majors = {soc.value[:2] for soc in resolve.groups(store, group)} if group else None
        jobs = store.employment_in(area)
        found = [
            {"soc": soc, "title": store.occupation_titles[soc], "employment_jobs": jobs.get(soc)}
            for soc in store.published_in(area)
            if majors is None or soc[:2] in majors
        ]
    if as_json:
        print_json({"area": area.abbreviation, "occupations": found})
        return
    print_table(
        ("Code", "Title", f"Jobs, {area.abbreviation}"),
        [
            (str(each["soc"]), str(each["title"]), _jobs(jobs.get(str(each["soc"]))))
            for each in found
        ],
        right=(2,),
    )  # fmt: skip


def _jobs(count: int | None) -> str:
    return "not published" if count is None else f"{count:,}"


@command.command(short_help="Find occupations by words of their titles.")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, metavar="N", help="At most N.")
@json_option
@click.pass_obj
def search(settings: Settings, text: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find occupations by words of their titles, alternate titles included; the best match comes first.

    \b
    Example:
      reportgen occupations search medical coder
    """
    from reportgen.errors import UsageError
    from reportgen.store import search as titles
    from reportgen.store.reader import open_store

    words = " ".join(text)
    with open_store(settings.store_to_read()) as store:
        found = titles.search(store, words, limit)
        near = [] if found else titles.suggestions(store, words)
    if not found:
        raise UsageError(
            f"No title holds the words “{words}”.",
            cure=f"Spelt alike: {', '.join(near)}." if near else "Try fewer words, or only the beginning of one.",
        )
    if as_json:
        print_json([{"soc": each.soc, "title": each.title, "matched_title": each.matched} for each in found])
        return
    print_table(
        ("Code", "Title", "Found by"),
        [(each.soc, each.title, "" if each.matched == each.title else each.matched) for each in found],
    )


@command.command(short_help="Show an occupation's titles and key figures.")
@click.argument("occupation")
@click.option("--state", "-s", metavar="STATE", help="TX, Texas or 48: the state's figures. [default: the nation's]")
@json_option
@click.pass_obj
def show(settings: Settings, occupation: str, state: str | None, as_json: bool) -> None:
    """Show an occupation's titles, key figures, and where it is published.

    \b
    Example:
      reportgen occupations show "medical records" --state TX
    """
    from reportgen.batch.plan import require_published
    from reportgen.errors import NoSuchDataError
    from reportgen.profile import explain
    from reportgen.profile.build import ProfileBuilder
    from reportgen.profile.wages import all_places
    from reportgen.store import resolve
    from reportgen.store.reader import open_store

    with open_store(settings.store_to_read()) as store:
        soc = resolve.occupation(store, occupation)
        area = resolve.area(store, state) if state else store.nation
        require_published(store, soc, area)
        profile = ProfileBuilder(store).build(soc, area)
        states = [each.area.abbreviation for each in all_places(store, soc)]
        figures = []
        for field in _SHOWN_FIELDS:
            try:
                figures.append(explain.explain(profile, field))
            except NoSuchDataError:
                continue  # nothing published: the line is left out
    shown = {
        "soc": profile.soc.value,
        "title": profile.title,
        "group": profile.major_title,
        "area": area.abbreviation,
        "alternate_titles": profile.alternate_titles,
        "figures": {each.field: {"label": each.label, "value": each.value} for each in figures},
        "published_in": states,
    }
    if as_json:
        print_json(shown)
        return
    click.echo(visible(f"{profile.soc} {profile.title}"))
    click.echo(visible(f"  {profile.major_title}"))
    if profile.alternate_titles:
        click.echo(visible(f"  Also: {', '.join(profile.alternate_titles[:8])}"))
    width = max((len(each.label) for each in figures), default=0)
    for each in figures:
        click.echo(f"  {each.label.ljust(width)}  {each.value}")
    click.echo(f"  Published in {len(states)} states and territories, most jobs first: {', '.join(states)}")
