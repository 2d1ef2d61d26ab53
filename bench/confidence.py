"""Is the OCR engine's score a probability? Deciding values of scans by their score, and the share that is right.

`python -m bench.confidence --seed 1`: a value is right if it is one of those that the paper's truth has of its kind.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.lying import deciding
from bench.reading import Task, draw, tasks
from bench.readings import drawn, keep
from intake.extract import extract
from intake.extract.words.layout import squeezed
from intake.read import Document
from orders.records import Evidence

BINS = (0.0, 0.9, 0.95, 0.99, 0.999)
NAMES = ("below 0.9", "0.9 to 0.95", "0.95 to 0.99", "0.99 to 0.999", "from 0.999")
KINDS = {
    "code": re.compile(r"/(buyer|seller)_item_id$"),
    "quantity": re.compile(r"/quantity$"),
    "price": re.compile(r"/(unit_price|line_amount|payable_total|tax_total)$"),
    "date": re.compile(r"_date$"),
    "id": re.compile(r"^/order/order_id$"),
    "name": re.compile(r"/(buyer|seller)/name$"),
    "unit": re.compile(r"/unit$"),
}
TRUE = {
    "code": ("code", "seller_item_id"),
    "quantity": ("quantity",),
    "price": ("unit_price", "line_amount", "payable_total", "tax_total"),
    "date": ("issue_date", "requested_date"),
    "id": ("order_id",),
    "name": ("buyer", "seller"),
    "unit": ("unit",),
}


@dataclass(frozen=True)
class Value:
    """A deciding value that OCR read: its kind, the engine's score, whether it is right and the other engine agrees."""

    kind: str
    score: float
    right: bool
    agreed: bool


def values(document: Document, truth: Mapping[str, Any], source: Any) -> Iterator[Value]:
    """Yield the deciding values of a scan that have a score, in the frame that the second engine is asked in."""
    upright = replace(document, pages=tuple(replace(page, to_display=None) for page in document.pages))
    for record in extract(upright, source):
        for path, value in deciding(record).items() if record.order else ():
            seen, kind = record.evidence.get(path), _kind(path)
            if seen and kind and value is not None and seen.confidence is not None:
                right = _same_as_printed(value, _printed(truth, kind))
                yield Value(kind, seen.confidence, right, _agreed(document, seen))


def _kind(path: str) -> str | None:
    return next((kind for kind, pattern in KINDS.items() if pattern.search(path)), None)


def _printed(truth: Mapping[str, Any], kind: str) -> list[str]:
    parts = [part for order in truth["orders"] for part in (order, *order["lines"])]
    return [str(part[name]) for part in parts for name in TRUE[kind] if part.get(name)]


def _same_as_printed(value: object, printed: Sequence[str]) -> bool:
    return _plain(value) in {_plain(true) for true in printed}


def _plain(value: object) -> str:
    text = "".join(unicodedata.normalize("NFKC", str(value)).split())
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def _agreed(document: Document, seen: Evidence) -> bool:
    """Ask the other engine about the place, as the proof does; values over several lines count as not agreed."""
    second = document.witness.text_in(seen.page or 0, seen.bbox) if document.witness and seen.bbox else None
    return second is not None and _bare(second) == _bare(seen.text)


def _bare(text: str) -> str:
    return squeezed(text).upper().strip("|[]!_.,;:'`\"-—=~“”‘’")


def of_paper(task: Task, folder: Path) -> list[Value]:
    """Read one scan and return its values."""
    document, source = drawn(task, folder)
    found = list(values(document, json.loads((folder / f"{task.name}.json").read_text()), source))
    keep(task, folder, document)
    return found


def report(found: Sequence[Value]) -> None:
    """Print a row for each kind: share right in each bin of the score, over all, and where the other engine agreed."""
    print(f"{'':12}" + "".join(f"{name:>18}" for name in (*NAMES, "all", "engines agree")))
    for kind in (*KINDS, "all"):
        counts: dict[str, Counter[bool]] = defaultdict(Counter)
        for value in found:
            if kind in (value.kind, "all"):
                counts[NAMES[sum(value.score >= edge for edge in BINS) - 1]][value.right] += 1
                counts["all"][value.right] += 1
                counts["engines agree"][value.right] += int(value.agreed)
        print(f"{kind:12}" + "".join(f"{_share(counts[name]):>18}" for name in (*NAMES, "all", "engines agree")))


def _share(count: Counter[bool]) -> str:
    return f"{count[True]}/{count.total()} {count[True] / count.total():.1%}" if count.total() else "-"


def run(seeds: Sequence[int], *, kept: Path | None = None, only: str = "", jobs: int = 2) -> None:
    """Read the scans of the seeds and print the table."""
    found: list[Value] = []
    with TemporaryDirectory() as scratch, ProcessPoolExecutor(jobs) as pool:
        for seed in seeds:
            folder = (kept or Path(scratch)) / str(seed)
            folder.mkdir(parents=True, exist_ok=True)
            wanted = [task for task in tasks(seed) if task.form != "digital" and only in task.layout]
            list(pool.map(draw, wanted, [folder] * len(wanted)))
            found += [value for one in pool.map(partial(of_paper, folder=folder), wanted) for value in one]
    print(f"seeds {', '.join(map(str, seeds))}: {len(found)} deciding values of scans")
    report(found)


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--keep", type=Path, help="folder for the drawn papers and what was read of the scans")
    parser.add_argument("--only", default="", help="layouts whose name has this in it")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    run(chosen.seed, kept=chosen.keep, only=chosen.only, jobs=chosen.jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
