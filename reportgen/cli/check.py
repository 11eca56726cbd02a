"""`reportgen check FILE.pdf ...`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.output import json_option, print_json


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...", type=click.Path(path_type=Path))
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Check finished PDF files: language, title, tags, headings, tables, alternative texts, fonts, links.

    PDF/UA-1 is checked too where the package page-validation is installed. Ends with exit code 1 when a
    file has a problem.

    \b
    Example:
      reportgen check output/*.pdf
    """
    from reportgen.errors import ReportgenError
    from reportgen.render.inspect import PdfReport, inspect_pdf

    reports: dict[str, PdfReport | None] = {}
    problems: dict[str, tuple[str, ...]] = {}
    for file in files:
        try:
            report = inspect_pdf(file)
        except ReportgenError as error:
            reports[str(file)], problems[str(file)] = None, (error.what,)
        else:
            reports[str(file)], problems[str(file)] = report, report.problems
    if as_json:
        print_json([{"file": name, "problems": problems[name], "report": reports[name]} for name in reports])
    else:
        for name, found in reports.items():
            pages = f"{len(found.page_sizes_pt)} pages, {found.conformance}" if found else "cannot be read"
            click.echo(f"{'FAULTY' if problems[name] else 'ok':<6}  {name}: {pages}")
            for problem in problems[name]:
                click.echo(f"        {problem}")
    faulty = sum(bool(each) for each in problems.values())
    if faulty:
        click.echo(f"{faulty:,} of {len(problems):,} files have problems.", err=True)
        click.get_current_context().exit(1)
