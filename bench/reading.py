"""Does the reader read? Hundreds of orders drawn by seed in layouts that no sample has, a third of them scanned.

`python -m bench.reading --seed 1` draws, lets `orderloom extract` read each file, and prints how much was right, how
much would have gone through untouched, and what was accepted wrong. It uses the product by its command alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench.degrade import DEGRADATIONS, scanned
from bench.layouts import LAYOUTS
from bench.layouts.paper import Layout, Pen
from bench.score import Score, score

ROOT = Path(__file__).parent.parent
ROUNDS, SCANS = 5, 2  # digital papers of each layout, and pictures of each that can be one
FAULTY = 4  # one paper in so many carries a planted misprint, where one can be planted


@dataclass(frozen=True)
class Task:
    """One paper to draw: layout, round (its chance), and as what it is handed over ("digital" or a degradation)."""

    layout: str
    number: int
    seed: int
    form: str

    @property
    def name(self) -> str:
        return f"{self.layout}-{self.number}-{self.form.replace(' ', '_')}"


def tasks(seed: int, layouts: Sequence[Layout] = LAYOUTS) -> list[Task]:
    """List the papers of a seed: each layout ROUNDS times as a file, and SCANS times as a picture, degraded in turn."""
    forms, turn = list(DEGRADATIONS), seed
    listed = []
    for layout in layouts:
        listed += [Task(layout.name, number, seed, "digital") for number in range(ROUNDS)]
        for number in range(SCANS if layout.scan else 0):
            listed.append(Task(layout.name, ROUNDS + number, seed, forms[turn % len(forms)]))
            turn += 1
    return listed


def draw(task: Task, folder: Path) -> None:
    """Write the paper and beside it what stands on it; a paper that is already there is kept."""
    truth = folder / f"{task.name}.json"
    if truth.exists():
        return
    layout = next(layout for layout in LAYOUTS if layout.name == task.layout)
    rng = Random(f"{task.seed}/{task.layout}/{task.number}")
    paper = layout.draw(Pen(rng, fault=layout.faults and rng.randrange(FAULTY) == 0))
    suffix, content = ".pdf", paper.pdf
    if task.form != "digital":
        suffix, content = scanned(paper.pdf, task.form, rng.randrange(2**32))
    (folder / f"{task.name}{suffix}").write_bytes(content)
    truth.write_text(
        json.dumps(
            {
                **asdict(task),
                "producer": layout.producer,
                "file": f"{task.name}{suffix}",
                "expect": paper.expect,
                "orders": paper.orders,
            },
            ensure_ascii=False,
            indent=1,
        )
    )


def read(folder: Path, files: Sequence[str], jobs: int) -> dict[str, list[dict[str, Any]]]:
    """Let the product's own command read the files; return the records of each."""
    command = [sys.executable, str(ROOT / "cli.py"), "extract", "--jobs", str(jobs), "-o", "read.jsonl", *files]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1, 4):
        raise SystemExit(f"orderloom extract ended with {ended.returncode}:\n{ended.stderr[-2000:]}")
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "read.jsonl").read_text().splitlines():
        record = json.loads(line)
        records[record["source"]["file"]].append(record)
    return records


def groups(truth: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Tell in which rows of the report a document counts."""
    medium = "digital" if truth["form"] == "digital" else "scan"
    yield "all", medium
    yield "layout", f"{truth['layout']} ({medium})"
    yield ("producer", truth["producer"]) if medium == "digital" else ("degradation", truth["form"])


def measured(
    folder: Path, truths: Sequence[dict[str, Any]], records: dict[str, list[dict[str, Any]]]
) -> dict[tuple[str, str], Score]:
    """Score every document into its groups."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for truth in truths:
        found = score(truth["file"], truth["expect"], truth["orders"], records.get(truth["file"], []))
        for group in groups(truth):
            scores[group].add(found)
    return scores


COLUMNS = (("papers", 7), ("header", 9), ("line F1", 9), ("whole", 8), ("touchless", 11), ("accepted", 10), ("gaps", 6))
HEAD = " " * 38 + "".join(f"{name:>{width}}" for name, width in (*COLUMNS, ("silent", 8)))


def row(name: str, found: Score) -> str:
    """Print one group: fields and lines right, documents wholly right, fault-free orders untouched, and counts."""
    touchless = f"{found.touchless / found.clean:.1%}" if found.clean else "-"
    return (
        f"{name:38}{found.documents:7}{found.header:9.1%}{found.f1:9.3f}{found.whole / found.documents:8.1%}"
        f"{touchless:>11}{found.accepted:10}{found.gaps:6}{len(found.silent):8}"
    )


def report(scores: dict[tuple[str, str], Score], say: Callable[[str], object] = print) -> None:
    """Print media, producers, degradations, the worst five layouts, what went wrong most, and each silent error.

    `gaps` counts accepted documents in which a name, the terms, the currency or the tax was left out, not wrong.
    """
    say(HEAD)
    for kind in ("all", "producer", "degradation"):
        for (_, name), found in sorted(
            (item for item in scores.items() if item[0][0] == kind), key=lambda item: item[0]
        ):
            say(row(name, found))
    worst = sorted((item for item in scores.items() if item[0][0] == "layout"), key=lambda item: _goodness(item[1]))
    say("worst layouts")
    for (_, name), found in worst[:5]:
        say(row(name, found))
    everything = Score()
    for (kind, _), found in scores.items():
        if kind == "all":
            everything.add(found)
    say("most often wrong: " + ", ".join(f"{name} {count}" for name, count in everything.missed.most_common(8)))
    for silent in everything.silent:
        say(f"SILENTLY WRONG {silent}")


def _goodness(found: Score) -> tuple[float, float]:
    return (found.f1 + found.header, found.touchless / max(1, found.clean))


def run(seeds: Sequence[int], *, keep: Path | None = None, only: str = "", media: str = "", jobs: int = 2) -> int:
    """Draw, read and report the seeds; return 1 if anything was accepted wrong. `only`: part of a layout's name."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    with TemporaryDirectory() as scratch:
        for seed in seeds:
            folder = (keep or Path(scratch)) / str(seed)
            folder.mkdir(parents=True, exist_ok=True)
            wanted = [task for task in tasks(seed) if only in task.layout and media in ("", _medium(task.form))]
            with ProcessPoolExecutor(jobs) as pool:
                list(pool.map(draw, wanted, [folder] * len(wanted)))
            truths = [json.loads((folder / f"{task.name}.json").read_text()) for task in wanted]
            records = read(folder, [truth["file"] for truth in truths], jobs)
            for group, found in measured(folder, truths, records).items():
                scores[group].add(found)
    print(f"seeds {', '.join(map(str, seeds))}; {len(LAYOUTS)} layouts")
    report(scores)
    return int(any(found.silent for found in scores.values()))


def _medium(form: str) -> str:
    return "digital" if form == "digital" else "scan"


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--keep", type=Path, help="folder for the drawn papers, to look at or read again")
    parser.add_argument("--only", default="", help="layouts whose name has this in it")
    parser.add_argument("--media", choices=("digital", "scan"), default="")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    return run(chosen.seed, keep=chosen.keep, only=chosen.only, media=chosen.media, jobs=chosen.jobs)


if __name__ == "__main__":
    sys.exit(main())
