"""`python -m bench.office --seed 1`: draw office files by seed, let the product read them, print the figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.layouts.paper import Pen
from bench.office import SHAPES
from bench.office.shape import Shape
from bench.reading import measured, read, report
from bench.score import Score

ROUNDS = 6  # files of each shape
FAULTY = 4  # one file in so many carries a planted misprint, where one can be planted


def draw(shape: Shape, seed: int, number: int, folder: Path) -> dict[str, object]:
    """Write one file and its truth; one that is already there is kept."""
    name = f"{shape.name}-{number}"
    place = folder / f"{name}.json"
    if not place.exists():
        rng = Random(f"{seed}/{shape.name}/{number}")
        paper = shape.draw(Pen(rng, fault=shape.faults and rng.randrange(FAULTY) == 0))
        (folder / f"{name}{shape.suffix}").write_bytes(paper.pdf)
        made = f"{shape.suffix} {shape.producer}"
        truth: dict[str, object] = {"layout": shape.name, "form": "digital", "producer": made}
        truth |= {"file": f"{name}{shape.suffix}", "expect": paper.expect, "orders": paper.orders}
        place.write_text(json.dumps(truth, ensure_ascii=False, indent=1))
    found: dict[str, object] = json.loads(place.read_text())
    return found


def run(seeds: Sequence[int], *, keep: Path | None = None, only: str = "", jobs: int = 1) -> int:
    """Draw, read and report the seeds; return 1 if anything was accepted wrong. `only`: part of a shape's name."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    wanted = [shape for shape in SHAPES if only in shape.name]
    with TemporaryDirectory() as scratch:
        for seed in seeds:
            folder = (keep or Path(scratch)) / str(seed)
            folder.mkdir(parents=True, exist_ok=True)
            truths = [draw(shape, seed, number, folder) for shape in wanted for number in range(ROUNDS)]
            records = read(folder, [str(truth["file"]) for truth in truths], jobs)
            for group, found in measured(folder, truths, records).items():
                scores[group].add(found)
    print(f"seeds {', '.join(map(str, seeds))}; {len(wanted)} shapes")
    report(scores)
    return int(any(found.silent for found in scores.values()))


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--keep", type=Path, help="folder for the files, to look at or read again")
    parser.add_argument("--only", default="", help="shapes whose name has this in it")
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    return run(chosen.seed, keep=chosen.keep, only=chosen.only, jobs=chosen.jobs)


if __name__ == "__main__":
    sys.exit(main())
