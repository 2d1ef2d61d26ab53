"""The lying reader on bench papers: can one wrong word become an accepted wrong order, and who finds it out?

`python -m bench.lies --seed 1` draws papers, reads them truly, then changes one thing at a time of what was read. Every
lie is judged as the product does, with both readers making the same mistake, and on scans without the second engine;
each with and without masters.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.lying import Lie, deciding, deciding_words, lies
from bench.reading import ROUNDS, Task, draw, tasks
from bench.readings import drawn, keep
from bench.stockroom import context_of
from bench.witnesses import BelievingWitness, SilentWitness
from intake.check import Context, check
from intake.extract import extract
from intake.read import Document, Witness
from orders.records import OrderRecord, Source

PAPERS = (0, 1, ROUNDS)  # of each layout: two digital ones and a scan
ROWS = {
    "papers": "papers",
    "accepted honest": "… accepted when read truly",
    "masters honest": "… with masters",
    "silent honest": "… without the second engine",
    "silent masters honest": "… without the second engine, with masters",
    "told": "lies told",
    "same": "read as before, nothing that decides was hit",
    "page": "held by the page itself (sums, rows, ink), though both readers lie alike",
    "second": "held only because the second reading differs",
    "masters": "… of these the masters would hold too",
    "neither": "… of these nobody but the second reading sees",
    "wrong": "ACCEPTED WRONG as the product runs, without masters",
    "wrong with masters": "ACCEPTED WRONG with masters",
    "wrong silent": "ACCEPTED WRONG without the second engine",
    "wrong silent with masters": "ACCEPTED WRONG without the second engine, with masters",
    "failed": "FAILED: a lie crashed the product",
    "lost": "TURNED AWAY: an order that no person would see",
}


@dataclass
class Account:
    """What became of the lies about some papers, and those that got through."""

    counts: Counter[str] = field(default_factory=Counter)
    through: list[str] = field(default_factory=list)

    def add(self, other: Account) -> None:
        """Add the account of other papers."""
        self.counts.update(other.counts)
        self.through += other.through


class Paper:
    """One paper, read truly, and how it is judged when somebody lies about it."""

    def __init__(self, document: Document, source: Source, truths: Sequence[dict[str, Any]] = ()) -> None:
        assert document.witness is not None
        self.document, self.source = document, source
        self.scanned = any(page.method == "ocr" for page in document.pages)
        self.silent = SilentWitness(document.witness, document)
        self.honest = self.records(document, document.witness)
        self.context: Context = context_of(self.honest, truths)
        self.truth = [deciding(record) for record in self.honest if record.order]

    def records(self, document: Document, witness: Witness) -> tuple[OrderRecord, ...]:
        """Let the product read the words with this witness."""
        return extract(replace(document, witness=witness), self.source)

    def wrong(self, records: Iterable[OrderRecord], *, masters: bool = False) -> bool:
        """Say whether a record is accepted whose deciding values are not those of the true reading."""
        others = [record for record in records if record.order and deciding(record) not in self.truth]
        return any(self._status(record, masters) == "accepted" for record in others)

    def accepted(self, witness: Witness, *, masters: bool = False) -> bool:
        """Say whether the true reading is accepted with this witness."""
        return any(self._status(record, masters) == "accepted" for record in self.records(self.document, witness))

    def _status(self, record: OrderRecord, masters: bool) -> str:
        return check(record, self.context).status if masters else record.status

    def tell(self, lie: Document) -> Counter[str]:
        """Judge one lie in every way; return the rows it counts in."""
        assert self.document.witness is not None
        told = self.records(lie, self.document.witness)
        believed = self.records(lie, BelievingWitness(self.document.witness, lie))
        found = Counter(told=1)
        found["wrong"] = int(self.wrong(told))
        found["wrong with masters"] = int(self.wrong(told, masters=True))
        found["lost"] = int(bool(self.truth) and all(record.status == "rejected" for record in told))
        if self.wrong(believed):
            found["second"] = 1
            found["neither" if self.wrong(believed, masters=True) else "masters"] = 1
        else:
            found["same" if [deciding(r) for r in believed if r.order] == self.truth else "page"] = 1
        if self.scanned:
            silently = self.records(lie, self.silent)
            found["wrong silent"] = int(self.wrong(silently))
            found["wrong silent with masters"] = int(self.wrong(silently, masters=True))
        return found


def account(paper: Paper, seed: int, most: int) -> Account:
    """Tell at most so many lies about a paper, drawn from all by chance; a quarter of them if it is held anyway."""
    result = Account(Counter(papers=1))
    assert paper.document.witness is not None
    result.counts["accepted honest"] = int(any(record.status == "accepted" for record in paper.honest))
    result.counts["masters honest"] = int(paper.accepted(paper.document.witness, masters=True))
    result.counts["silent honest"] = int(paper.scanned and paper.accepted(paper.silent))
    result.counts["silent masters honest"] = int(paper.scanned and paper.accepted(paper.silent, masters=True))
    for lie in _chosen(paper, seed, most if result.counts["accepted honest"] else -(-most // 4)):
        try:
            found = paper.tell(lie.document)
        except Exception:  # the product would say `failed`: no order goes on, but no lie may do that
            found = Counter(told=1, failed=1)
        result.counts.update(found)
        bad = [name for name in found if found[name] and (name.startswith("wrong") or name in ("lost", "failed"))]
        result.through += [f"{paper.source.file}: {lie.what}: {', '.join(bad)}"] if bad else []
    return result


def _chosen(paper: Paper, seed: int, most: int) -> list[Lie]:
    """Draw lies by chance: three of four about words that values came from, the others about labels and the rest."""
    chance = random.Random(seed)
    places = deciding_words(paper.document, *paper.honest)
    other = [(p, w) for p, page in enumerate(paper.document.pages) for w in range(len(page.words))]
    about = list(lies(paper.document, places, seed))
    around = list(lies(paper.document, sorted(set(other) - set(places)), seed, rows=False))
    chance.shuffle(about)
    chance.shuffle(around)
    beside = min(len(around), most // 4)
    return about[: most - beside] + around[:beside]


def _truths(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def told_about(task: Task, folder: Path, most: int) -> Account:
    """Draw and read a paper and lie about it."""
    document, source = drawn(task, folder)
    try:
        result = account(Paper(document, source, _truths(folder)), task.seed, most)
    except Exception as fault:  # the paper itself crashes the product: said, and the other papers go on
        return Account(Counter(papers=1, failed=1), [f"{source.file}: read truly: {type(fault).__name__}: {fault}"])
    keep(task, folder, document)
    return result


def report(accounts: dict[str, Account]) -> None:
    """Print the table, digital papers beside scans."""
    print(f"{'':76}" + "".join(f"{medium:>10}" for medium in accounts))
    for row, label in ROWS.items():
        print(f"{label:76}" + "".join(f"{found.counts[row]:10}" for found in accounts.values()))


def run(seed: int = 1, most: int = 80, *, kept: Path | None = None, only: str = "", jobs: int = 2) -> int:
    """Lie about the papers of a seed, `most` times about each that is accepted; return 1 if anything got through."""
    wanted = [task for task in tasks(seed) if only in task.layout and task.number in PAPERS]
    accounts = {medium: Account() for medium in ("digital", "scan")}
    with TemporaryDirectory() as scratch, ProcessPoolExecutor(jobs) as pool:
        folder = (kept or Path(scratch)) / str(seed)
        folder.mkdir(parents=True, exist_ok=True)
        list(pool.map(draw, wanted, [folder] * len(wanted)))
        for task, found in zip(wanted, pool.map(partial(told_about, folder=folder, most=most), wanted), strict=True):
            accounts["digital" if task.form == "digital" else "scan"].add(found)
            print("".join(f"GOT THROUGH {item}\n" for item in found.through), end="", flush=True)
    print(f"seed {seed}: {len({task.layout for task in wanted})} layouts")
    report(accounts)
    return int(any(found.through for found in accounts.values()))


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lies", type=int, default=80, help="about each paper that is accepted when read truly")
    parser.add_argument("--keep", type=Path, help="folder for the drawn papers and what was read of the scans")
    parser.add_argument("--only", default="", help="layouts whose name has this in it")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    return run(chosen.seed, chosen.lies, kept=chosen.keep, only=chosen.only, jobs=chosen.jobs)


if __name__ == "__main__":
    sys.exit(main())
