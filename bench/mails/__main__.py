"""`python -m bench.mails --seed 1`: mails with orders, without, and with the same again; what is read of them."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench.mails import KINDS, NEGATIVES, again, negatives
from bench.mails.letter import Letter
from bench.reading import HEAD, read, row
from bench.score import Score, score

ROUNDS, AGAIN = 4, 12


def letters(seed: int) -> list[tuple[str, Letter]]:
    """Make the mails of a seed: each kind some times, each paper and mail that is no order some times."""
    made = []
    for number in range(ROUNDS):
        for kind in KINDS:
            made.append((kind.__name__, kind(Random(f"{seed}/{kind.__name__}/{number}"))))
        for name in NEGATIVES:
            make = negatives.paper if name in negatives.PAPERS else negatives.message
            made.append(("no order", make(Random(f"{seed}/{name}/{number}"), name)))
    return made


def run(seeds: Sequence[int], keep: Path | None, jobs: int) -> int:
    """Make, read and report the seeds; return 1 if anything was accepted wrong."""
    scores: dict[str, Score] = defaultdict(Score)
    known: dict[str, int] = defaultdict(int)
    with TemporaryDirectory() as scratch:
        for seed in seeds:
            folder = (keep or Path(scratch)) / str(seed)
            folder.mkdir(parents=True, exist_ok=True)
            named = {f"{at:03}-{letter.name}": (kind, letter) for at, (kind, letter) in enumerate(letters(seed))}
            for name, (_, letter) in named.items():
                (folder / name).write_bytes(letter.data)
            records = _by_mail(read(folder, list(named), jobs))
            for name, (kind, letter) in named.items():
                found = score(name, letter.expect, letter.orders, records.get(name, []))
                for group in {kind, kind if kind == "no order" else "all mails with orders"}:
                    scores[group].add(found)
            for what, count in again.run(seed, AGAIN).items():
                known[what] += count
    print(HEAD)
    for name in sorted(scores):
        print(row(name, scores[name]))
    sent = AGAIN * len(seeds)
    print(f"sent again: {known['resends']} of {sent} known; changed: {known['revisions']} of {sent} known", end="")
    print(f", {known['accepted changed']} accepted")
    silent = {text for found in scores.values() for text in found.silent}
    for text in sorted(silent):
        print(f"SILENTLY WRONG {text}")
    return int(bool(silent) or bool(known["accepted changed"]))


def _by_mail(records: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Put the records of a mail's files together; what is no paper of an order does not count against it."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file, said in records.items():
        found[file.partition("/")[0]] += [one for one in said if one["order"] or one["status"] != "rejected"]
    return found


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--keep", type=Path, help="folder for the mails, to look at")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    return run(chosen.seed, chosen.keep, chosen.jobs)


if __name__ == "__main__":
    sys.exit(main())
