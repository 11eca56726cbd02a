"""`reportgen compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.making_options import DEFAULT_FOLDER, PDF_VARIANTS, brand_from, look_options, open_option
from reportgen.cli.output import json_option
from reportgen.cli.print_options import print_options
from reportgen.cli.settings import Settings
from reportgen.cli.where import OutputType

if TYPE_CHECKING:
    from reportgen.render.printing import PrintOptions


@click.command(name="compare")
@click.argument("occupations", metavar="OCCUPATION OCCUPATION [OCCUPATION [OCCUPATION]]", nargs=-1)
@click.option("--state", "-s", metavar="STATE", help="TX, Texas or 48. [default: the nation]")
@click.option(
    "--layout", default="compare", show_default=True, metavar="NAME", help="A comparison layout's name or folder."
)
@look_options
@print_options
@click.option(
    "--output", "-o", type=OutputType(may_be_file=True), default=DEFAULT_FOLDER, show_default=True, metavar="PATH",
    help="A folder, or a file name that ends in .pdf.",
)  # fmt: skip
@json_option
@open_option
@click.pass_obj
def command(
    settings: Settings,
    occupations: tuple[str, ...],
    state: str | None,
    layout: str,
    brand: Path | None,
    paper: str,
    pdf_variant: str,
    texts: Path | None,
    printing: PrintOptions,
    output: Path | str,
    as_json: bool,
    opens: bool,
) -> None:
    """Set two to four occupations side by side, every figure on one scale.

    An OCCUPATION is a SOC code, a title, or a few words of one. All figures are of one state; without --state
    they are the nation's. The path of the file is printed on stdout.

    \b
    Examples:
      reportgen compare "registered nurses" "nurse practitioners" --state TX
      reportgen compare 47-2111 47-2152 49-9021 --state TX --brand school.toml
    """
    from reportgen.batch.alone import Page
    from reportgen.batch.compared import comparison_of
    from reportgen.batch.names import comparison_file_name
    from reportgen.batch.renderer import print_date
    from reportgen.cli.one_file import make_one
    from reportgen.errors import UsageError
    from reportgen.render import load_layout
    from reportgen.render.printing import require_printable
    from reportgen.sources.editorial import read_texts
    from reportgen.store import resolve
    from reportgen.store.reader import open_store

    require_printable(load_layout(layout, subject="comparison"), printing)
    if not isinstance(output, Path):
        raise UsageError(f"A comparison goes to a folder or a file, not to {output}.", cure="Copy it there afterwards.")
    own_brand = brand_from(brand)
    with open_store(settings.store_to_read()) as store:
        area = resolve.area(store, state) if state else store.nation
        socs = [resolve.occupation(store, words) for words in occupations]
        own_texts = read_texts(texts, partial=True) if texts else ()
        compared = comparison_of(store, socs, area, printed_on=print_date(), brand=own_brand, texts=own_texts)
    is_file = output.suffix.lower() == ".pdf"
    path = output if is_file else output / comparison_file_name(socs, area)

    variant = PDF_VARIANTS[pdf_variant.lower()]
    page = Page(compared, layout, paper.lower(), variant, printing=printing, own_texts=bool(own_texts))
    label = f"{compared.title}, {compared.area_name}"
    make_one(path, page, label, name=compared.title, as_json=as_json, opens=opens)
