"""`python -m bench.reconcile --seed 1 2 3`: make three exports by seed, reconcile them, print what was found."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.reconcile.books import SYSTEMS
from bench.reconcile.factory import NOW
from bench.reconcile.profiles import PROFILES
from bench.reconcile.score import Score, failed, score
from bench.reconcile.self_tests import beside, counts
from bench.reconcile.world import World, export, make

ROOT = Path(__file__).resolve().parents[2]
ORDERS, WORST = 2000, 5
LIMIT = 600  # seconds for one run
HEAD = f"{'profile':<10}{'rows':>8}{'wrong/10k':>11}{'links found':>13}{'precision':>11}{'recall':>8}"
HEAD += f"{'F1':>8}{'F1 exact':>10}{'odd':>7}{'false qty':>11}{'seconds':>9}"


def reconcile(world: World, folder: Path, seed: int) -> tuple[Score, list[str]]:
    """Write a world's exports, let the product reconcile them as a user would, and score the run.

    Returns the command, too, without the folder it wrote to.
    """
    files = export(world, seed, folder)
    given = [text for system in SYSTEMS for file in files[system] for text in (f"--{system}", str(file))]
    given += [text for system in SYSTEMS for text in ("--mapping", f"{system}={folder / system}.yaml")]
    out = folder / "run"
    command = [sys.executable, str(ROOT / "cli.py"), "reconcile", *given, "-w", str(folder), "-q"]
    command += ["--as-of", NOW.isoformat()]
    done = _done([*command, "-o", str(out)])
    good = done.returncode in (0, 1)
    return (score(world, out) if good else failed(world, f"exit {done.returncode}: {done.stderr}")), command


def _done(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)


def run(seeds: Sequence[int], orders: int, keep: Path | None, only: str, worst: int, *, self_test: bool = False) -> int:
    """Make, reconcile and report the seeds; return 1 if a link was made that is wrong."""
    tested: dict[str, Counter[str]] = defaultdict(Counter)
    scores: dict[str, Score] = defaultdict(Score)
    seconds: dict[str, float] = defaultdict(float)
    with TemporaryDirectory() as scratch:
        for seed in seeds:
            for profile in (each for each in PROFILES if only in each.name):
                world, start = make(profile, seed, orders), perf_counter()
                folder = (keep.resolve() if keep else Path(scratch)) / str(seed) / profile.name
                found, command = reconcile(world, folder, seed)
                scores[profile.name].add(found)
                if self_test:
                    tested[profile.name].update(counts(_done([*command, "--self-test", "--json"]).stdout))
                seconds[profile.name] += perf_counter() - start
    _report(scores, seconds, len(seeds))
    _worst(scores, worst)
    print("".join(f"{line}\n" for line in beside(tested, scores)), end="")
    return int(any(found.wrong for found in scores.values()))


def _report(scores: Mapping[str, Score], seconds: Mapping[str, float], seeds: int) -> None:
    print(HEAD)
    for name, found in scores.items():
        print(_line(name, found, seconds[name] / seeds))
    kinds = sorted({kind for found in scores.values() for kind, _ in found.counts})
    print(f"\n{'F1 (lost, false)':<22}" + "".join(f"{name:>18}" for name in scores))
    for kind in kinds:
        print(f"{kind:<22}" + "".join(f"{_cell(found, kind):>18}" for found in scores.values()))


def _line(name: str, found: Score, seconds: float) -> str:
    right, wrong, lost = (found.of(what) for what in ("right", "wrong", "lost"))
    wrongly = 10_000 * found.wrong / max(found.auto, 1)
    text = f"{name:<10}{found.rows:>8}{wrongly:>11.2f}{found.linked / max(found.true, 1):>13.4f}"
    text += f"{right / max(right + wrong, 1):>11.4f}{right / max(right + lost, 1):>8.4f}"
    text += f"{found.f1() or 0:>8.4f}{found.f1(exact=True) or 0:>10.4f}"
    return text + f"{found.odd_right / max(found.odd, 1):>7.1%}{found.false_quantities:>11}{seconds:>9.1f}"


def _cell(found: Score, kind: str) -> str:
    f1 = found.f1(kind)
    return "" if f1 is None else f"{f1:.3f} ({found.of('lost', kind)}, {found.of('wrong', kind)})"


def _worst(scores: Mapping[str, Score], most: int) -> None:
    notes: dict[str, list[str]] = defaultdict(list)
    for found in scores.values():
        for kind, texts in found.notes.items():
            notes[kind] += texts
    for kind in sorted(notes):
        print(f"\n── {kind}: {len(notes[kind])}")
        step = max(1, len(notes[kind]) // most) if most else 1
        for text in notes[kind][::step][:most]:
            print(f"  {text}")


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--orders", type=int, default=ORDERS, help="orders of each factory")
    parser.add_argument("--keep", type=Path, help="folder for the exports and runs, to look at")
    parser.add_argument("--only", default="", help="profiles whose name has this in it")
    parser.add_argument("--worst", type=int, default=WORST, help="so many examples of each disagreement")
    parser.add_argument("--self-test", action="store_true", help="set the product's self-test beside the truth")
    chosen = parser.parse_args()
    return run(chosen.seed, chosen.orders, chosen.keep, chosen.only, chosen.worst, self_test=chosen.self_test)


if __name__ == "__main__":
    sys.exit(main())
