"""`reportgen poster`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.making_options import (
    DEFAULT_FOLDER,
    PDF_VARIANTS,
    brand_from,
    brand_option,
    open_option,
    pdf_variant_option,
)
from reportgen.cli.output import json_option, print_json, print_table
from reportgen.cli.print_options import print_options
from reportgen.cli.settings import Settings
from reportgen.cli.where import OutputType

if TYPE_CHECKING:
    from reportgen.model.group import OccupationGroup
    from reportgen.render.printing import PrintOptions


@click.command(name="poster")
@click.option("--group", metavar="NAME", help="A SOC major group (code or name) or a group of the Handbook, by name.")
@click.option("--state", "-s", metavar="STATE", help="TX, Texas or 48. [default: the nation]")
@click.option("--list-groups", is_flag=True, help="List the groups that there are, and make nothing.")
@click.option("--layout", default="poster", show_default=True, metavar="NAME", help="A poster layout's name or folder.")
@brand_option
@click.option(
    "--paper",
    type=click.Choice(["tabloid", "a3"], case_sensitive=False),
    default="tabloid",
    show_default=True,
    help="Size of the sheet; tabloid is 11 x 17 in.",
)
@pdf_variant_option
@click.option(
    "--output",
    "-o",
    type=OutputType(may_be_file=True),
    default=DEFAULT_FOLDER,
    show_default=True,
    metavar="PATH",
    help="A folder, or a file name that ends in .pdf.",
)
@print_options
@json_option
@open_option
@click.pass_obj
def command(
    settings: Settings,
    group: str | None,
    state: str | None,
    list_groups: bool,
    layout: str,
    brand: Path | None,
    paper: str,
    pdf_variant: str,
    output: Path | str,
    printing: PrintOptions,
    as_json: bool,
    opens: bool,
) -> None:
    """Make a wall poster of one occupation group: pay, growth, openings, and the schooling that most start with.

    The sheet has room for some ten to fifteen occupations. Of a larger group it shows those with the most
    openings a year, and says so. The path of the file is printed on stdout.

    \b
    Examples:
      reportgen poster --group healthcare --state TX
      reportgen poster --group 47 --paper a3 --brand school.toml
      reportgen poster --list-groups
    """  # fmt: skip
    from reportgen.errors import UsageError
    from reportgen.store import groups
    from reportgen.store.reader import open_store

    if list_groups:
        with open_store(settings.store_to_read()) as store:
            _list(groups.all_groups(store), as_json)
        return
    if not group:
        raise UsageError(
            "Which group? None was named.",
            cure="Name one (reportgen poster --group healthcare --state TX); `--list-groups` lists all.",
        )
    if not isinstance(output, Path):
        raise UsageError(f"A poster goes to a folder or a file, not to {output}.", cure="Copy it there afterwards.")
    _make(
        settings, group, state, layout, brand, paper.lower(), PDF_VARIANTS[pdf_variant.lower()], printing, output,
        as_json=as_json, opens=opens,
    )  # fmt: skip


def _make(
    settings: Settings,
    group: str,
    state: str | None,
    layout_name: str,
    brand: Path | None,
    paper: str,
    variant: str,
    printing: PrintOptions,
    output: Path,
    *,
    as_json: bool,
    opens: bool,
) -> None:
    from reportgen.batch.alone import Page
    from reportgen.batch.names import poster_file_name
    from reportgen.batch.renderer import print_date
    from reportgen.cli.one_file import make_one
    from reportgen.poster.compose import compose
    from reportgen.profile.group import group_profile
    from reportgen.render import load_layout
    from reportgen.render.printing import require_printable
    from reportgen.store import groups, resolve
    from reportgen.store.reader import open_store

    require_printable(load_layout(layout_name, subject="poster"), printing)
    own_brand = brand_from(brand)
    with open_store(settings.store_to_read()) as store:
        area = resolve.area(store, state) if state else store.nation
        profile = group_profile(store, groups.group_named(store, group), area)
    poster = compose(profile, printed_on=print_date(), brand=own_brand)
    is_file = output.suffix.lower() == ".pdf"
    path = output if is_file else output / poster_file_name(poster.soc, poster.title, area)

    page = Page(poster, layout_name, paper, variant, press=False, printing=printing)
    label = f"{poster.title}, {poster.area_name}"
    make_one(path, page, label, name=poster.title, as_json=as_json, opens=opens)


def _list(known: list[OccupationGroup], as_json: bool) -> None:
    from reportgen.model.group import GroupKind

    codes = [each.major.value if each.kind is GroupKind.SOC else "" for each in known]
    if as_json:
        print_json(
            [
                {"kind": each.kind, "code": code, "title": each.title, "occupations": len(each.socs)}
                for each, code in zip(known, codes, strict=True)
            ]
        )
        return
    rows = [(code, each.title, each.kind.value, str(len(each.socs))) for each, code in zip(known, codes, strict=True)]
    print_table(("Code", "Name", "Kind", "Occupations"), rows, right=(3,))
