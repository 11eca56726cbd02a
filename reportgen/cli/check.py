"""`reportgen check FILE.pdf ...`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.output import json_option, print_json
from reportgen.errors import visible

if TYPE_CHECKING:
    from reportgen.render.inspect import PdfReport


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...", type=click.Path(path_type=Path))
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Check finished PDF files: language, title, tags, headings, tables, alternative texts, fonts, links.

    For each file its pages, fonts, tags, links and the dates of its figures are told, then its problems.
    PDF/UA-1, and PDF/A-2a where the file claims it, are checked too where the package page-validation is
    installed. Ends with exit code 1 when a file has a problem, or takes more time or memory than any brochure.

    \b
    Example:
      reportgen check output/*.pdf
    """
    from reportgen.errors import ReportgenError
    from reportgen.render.inspect_apart import inspector

    reports: dict[str, PdfReport | None] = {}
    problems: dict[str, tuple[str, ...]] = {}
    with inspector() as apart:
        for file in files:
            try:
                report = apart.inspect(file)
            except ReportgenError as error:
                reports[str(file)], problems[str(file)] = None, (error.what,)
            else:
                reports[str(file)], problems[str(file)] = report, report.problems
    if as_json:
        print_json([{"file": name, "problems": problems[name], "report": reports[name]} for name in reports])
    else:
        for name, found in reports.items():
            pages = f"{len(found.page_sizes_pt)} pages, {found.conformance}" if found else "cannot be read"
            click.echo(visible(f"{'FAULTY' if problems[name] else 'ok':<6}  {name}: {pages}"))
            for line in (*(_described(found) if found else ()), *problems[name]):
                click.echo(visible(f"        {line}"))
    faulty = sum(bool(each) for each in problems.values())
    if faulty:
        click.echo(f"{faulty:,} of {len(problems):,} files have problems.", err=True)
        click.get_current_context().exit(1)


def _described(report: PdfReport) -> Iterator[str]:
    yield f"title: {report.title or 'none'} ({report.language or 'no language'})"
    sizes = Counter(f"{width:g} x {height:g} pt" for width, height in report.page_sizes_pt)
    yield "pages: " + ", ".join(f"{count} of {size}" for size, count in sizes.items())
    fonts = [font.name + ("" if font.embedded else " (not embedded)") for font in report.fonts]
    yield f"fonts: {', '.join(fonts) or 'none'}"
    yield f"tags: {', '.join(f'{count} {kind}' for kind, count in report.tags) or 'none'}"
    yield f"links: {len(report.links)}" + "".join(f"\n          {link}" for link in dict.fromkeys(report.links))
    if report.data_date:
        yield f"figures: {report.data_date}; printed {report.printed_on}"
    releases = report.release_dates or report.releases
    yield f"releases: {len(releases) or 'none named'}" + "".join(f"\n          {each}" for each in releases)
