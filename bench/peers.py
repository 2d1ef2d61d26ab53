"""Peers on the bench's papers, orderloom beside them: which of the printed lines do their tables hold?

`python -m bench.peers --seed 1 --python PEERS/bin/python`: the peers live in an environment of their own, made by
`python3.11 -m venv PEERS && PEERS/bin/pip install pdfplumber camelot-py[base] img2table invoice2data`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.peer_cells import FIELDS, MISSING, TABLES
from bench.reading import draw, tasks
from bench.score import LINE, flat
from intake.extract import extract
from intake.read import read
from orders.records import Source, plain

PROGRAM = Path(__file__).with_name("peer_cells.py")
ON_SCANS = ("img2table",)  # the only one that looks at pictures
HEADER = {"order_id": ("invoice_number", "order_number"), "issue_date": ("date",), "payable_total": ("amount",)}
SCANS = 3  # one scan in so many: peers and we take seconds for each
NUMBERS = ("quantity", "unit_price", "line_amount")


@dataclass
class Found:
    """How much a reader found of some papers: lines whole in one row, papers with all lines, header fields, faults."""

    name: str
    papers: int = 0
    lines: int = 0
    lines_found: int = 0
    tables: int = 0
    whole: int = 0
    fields: int = 0
    fields_found: int = 0
    faults: int = 0

    def add(self, truth: Mapping[str, Any], said: Mapping[str, Any], *, header: bool) -> None:
        """Count one paper: its truth, and rows and fields as they were read."""
        lines = [line for order in truth["orders"] for line in order["lines"]]
        there = [any(holds(row, line) for row in said["rows"]) for line in lines]
        self.papers += 1
        self.lines += len(lines)
        self.lines_found += sum(there)
        self.tables += int(bool(lines))
        self.whole += int(bool(lines) and all(there))
        self.faults += int(bool(said.get("error")))
        if header:
            right = [_field_right(name, truth["orders"], said["fields"]) for name in HEADER]
            self.fields += sum(known is not None for known in right)
            self.fields_found += sum(known is True for known in right)


def holds(row: Sequence[str], line: Mapping[str, Any]) -> bool:
    """Say whether a row has every printed value of a line in a cell of its own, in any order.

    Peers need not know what a column is, nor part "100 pcs"; numbers are compared by value in either style.
    """
    wanted = [(name, str(line[name])) for name in LINE if line[name] is not None]
    fitting = [[at for at, cell in enumerate(row) if _fits(name, value, cell, line)] for name, value in wanted]
    shared = {at for at, cell in enumerate(row) if _is_both(cell, line)}
    return _apart([set(cells) for cells in fitting], shared)


def _apart(choices: Sequence[set[int]], shared: set[int], taken: tuple[int, ...] = ()) -> bool:
    """Say whether every value can have a cell of its own; only a cell of quantity and unit may be taken twice."""
    if not choices:
        return True
    free = (at for at in choices[0] if at not in taken or (at in shared and taken.count(at) == 1))
    return any(_apart(choices[1:], shared, (*taken, at)) for at in free)


def _fits(name: str, value: str, cell: str, line: Mapping[str, Any]) -> bool:
    if name in NUMBERS:
        return Decimal(value) in readings(cell) or (name == "quantity" and _is_both(cell, line))
    return _plain(cell) == _plain(value) or (name == "unit" and _is_both(cell, line))


def _is_both(cell: str, line: Mapping[str, Any]) -> bool:
    """Say whether a cell holds quantity and unit and nothing else."""
    unit, text = _plain(line["unit"]), _plain(cell)
    return bool(unit) and text.endswith(unit) and Decimal(line["quantity"] or 0) in readings(text.removesuffix(unit))


def readings(cell: str) -> set[Decimal]:
    """Return the numbers a cell can mean: 1,234.50 or 1.234,50, with blanks, apostrophes or a currency beside it."""
    text = re.sub(r"[\s'’]", "", unicodedata.normalize("NFKC", cell))
    text = re.sub(r"^(?:[A-Z]{3}|US\$|[$€£¥])|(?:[A-Z]{3}|[$€£¥元])$", "", text)
    return {number for style in ((",", "."), (".", ",")) if (number := _number(text, *style)) is not None}


def _number(text: str, group: str, mark: str) -> Decimal | None:
    try:
        return Decimal(text.replace(group, "").replace(mark, ".")) if re.fullmatch(r"-?[\d.,]+", text) else None
    except InvalidOperation:
        return None


def _plain(text: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def _field_right(name: str, orders: Sequence[Mapping[str, Any]], fields: Mapping[str, str]) -> bool | None:
    """Compare a header field, None if the paper has none; a date by its digits, whichever way round they stand."""
    truths = [order[name] for order in orders if order.get(name)]
    if not truths:
        return None
    said = next((fields[key] for key in (name, *HEADER[name]) if fields.get(key)), "")
    if name == "payable_total":
        return any(Decimal(true) in readings(said) for true in truths)
    return any(_plain(true) == _plain(said) for true in truths) or (name == "issue_date" and _same_day(truths, said))


def _same_day(truths: Sequence[str], said: str) -> bool:
    """Say whether a printed date has the numbers of the true one; a month in letters counts as right."""
    numbers = sorted(int(part) for part in re.findall(r"\d+", said))
    for true in truths:
        year, month, day = (int(part) for part in true.split("-"))
        whole = ([year, month, day], [year % 100, month, day])
        named = ([year, day], [year % 100, day]) if re.search(r"[A-Za-z]{3}", said) else ()
        if numbers in [sorted(way) for way in (*whole, *named)]:
            return True
    return False


def ours(file: Path) -> dict[str, Any]:
    """Read a paper by orderloom, in the shape of a peer: a row of five cells a line, and the header fields."""
    data = file.read_bytes()
    source = Source(file.name, hashlib.sha256(data).hexdigest(), "application/pdf")
    try:
        records = extract(read(data, file.name), source)
    except Exception as fault:  # ours counts like theirs
        return {"file": file.name, "rows": [], "fields": {}, "error": f"{type(fault).__name__}: {fault}"}
    orders = [flat(plain(record.order)) for record in records if record.order]
    rows = [["" if line[name] is None else line[name] for name in LINE] for order in orders for line in order["lines"]]
    fields = {name: order[name] for order in reversed(orders) for name in HEADER if order[name]}
    return {"file": file.name, "rows": rows, "fields": fields, "error": None}


def theirs(python: str, peer: str, files: Sequence[Path], out: Path) -> tuple[str, list[dict[str, Any]]]:
    """Let a peer read the papers in its own environment; return its version and what it said of each.

    What it said of the same papers before is kept in `out`. Raises SystemExit with the peer's words if it is not there.
    """
    if not out.exists():
        _ask(python, peer, files, out)
    head, *said = [json.loads(line) for line in out.read_text().splitlines()]
    return f"{head['package']} {head['version']}", said


def _ask(python: str, peer: str, files: Sequence[Path], out: Path) -> None:
    out.parent.mkdir(exist_ok=True)
    command = [python, str(PROGRAM), peer, str(out), *map(str, files)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        hint = "\nmake it as this program's first lines say" if ended.returncode == MISSING else ""
        raise SystemExit(ended.stderr[-500:] + hint)


def papers(folder: Path, seed: int, jobs: int) -> Iterator[dict[str, Any]]:
    """Draw the papers of a seed, a part of the scans, and yield their truths."""
    listed = tasks(seed)
    scans = [task for task in listed if task.form != "digital"][::SCANS]
    wanted = [task for task in listed if task.form == "digital"] + scans
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(draw, wanted, [folder] * len(wanted)))
    yield from (json.loads((folder / f"{task.name}.json").read_text()) for task in wanted)


def run(seed: int, python: str, *, keep: Path | None = None, jobs: int = 2) -> None:
    """Print digital papers, then scans: each reader with its version and what it found."""
    with TemporaryDirectory() as scratch, ProcessPoolExecutor(jobs) as pool:
        folder = (keep or Path(scratch)) / str(seed)
        folder.mkdir(parents=True, exist_ok=True)
        truths = list(papers(folder, seed, jobs))
        for medium in ("digital", "scan"):
            here = [truth for truth in truths if (truth["form"] == "digital") == (medium == "digital")]
            files = [folder / truth["file"] for truth in here]
            print(f"seed {seed}, {len(here)} papers ({medium})\n{HEAD}", flush=True)
            print(_row("orderloom", here, list(pool.map(ours, files)), header=True), flush=True)
            for peer in (*TABLES, *FIELDS) if medium == "digital" else ON_SCANS:
                out = folder / "peers" / f"{medium}-{re.sub('[^a-z0-9]+', '-', peer)}.jsonl"
                released, said = theirs(python, peer, files, out)
                print(_row(f"{peer} ({released})", here, said, header=peer in FIELDS), flush=True)


HEAD = f"{'':46}{'lines found':>16}{'papers whole':>16}{'header':>16}{'faults':>8}"


def _row(name: str, truths: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]], *, header: bool) -> str:
    found = Found(name)
    for truth, one in zip(truths, said, strict=True):
        found.add(truth, one, header=header)
    lines, whole = _share(found.lines_found, found.lines), _share(found.whole, found.tables)
    if name.split(" (")[0] in FIELDS:
        lines = whole = "-"
    return f"{name:46}{lines:>16}{whole:>16}{_share(found.fields_found, found.fields):>16}{found.faults:8}"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.0%}" if whole else "-"


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", required=True, help="python of the environment that has the peers")
    parser.add_argument("--keep", type=Path, help="folder for the drawn papers and what peers read of them")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    run(chosen.seed, chosen.python, keep=chosen.keep, jobs=chosen.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
