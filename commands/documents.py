"""What documents say: extract, verify."""

from __future__ import annotations

from pathlib import Path

import click

from commands.options import FILES, common
from reports.options import Options


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILES)
@common
def extract(options: Options, files: tuple[Path, ...]) -> int:
    """Say what documents contain: one JSON line per business document, without masters; mappings as of -w."""
    from intake.collect import collect
    from intake.pipeline import said
    from orders.inputs import site_of
    from orders.run import write_text

    lines, codes, site = list[str](), {0}, site_of(options.workspace)
    for text, code in said(collect(files, Path.cwd(), site), options.language, jobs=options.jobs, site=site):
        lines.append(text)
        codes.add(code)
        click.echo(text if options.out is None else "", nl=False)
    if options.out is not None:
        write_text(options.out, "".join(lines))
    return max(codes)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@common
def verify(options: Options, folder: Path) -> int:
    """Compare every FILE in FOLDER that has a FILE.expected.json with what is read from it today; mappings as of -w."""
    from intake.verify import verify as verified
    from orders.inputs import site_of

    results = tuple(verified(folder, jobs=options.jobs, site=site_of(options.workspace)))
    bad = sum(bool(result.difference) for result in results)
    click.echo("".join(f"{result.difference}\n" for result in results if result.difference), nl=False)
    name = "verify-bad" if bad else "verify-good" if results else "verify-none"
    options.say(name, count=len(results), bad=bad, folder=folder)
    return 1 if bad or not results else 0
