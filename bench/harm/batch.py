"""All of it in one batch of `intake`: `python -m bench.harm.batch [FOLDER…]` prints what became of every file.

Without folders the whole list is written first, with them their files are taken. They lie in a workspace with the
sample factory's masters, so that an order among them could be accepted. Seconds are those between one document's line
on the screen and the next, so they may belong to a file a few places further on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from bench.harm.every import harms
from bench.harm.peaks import largest

ROOT = Path(__file__).parent.parent.parent
FACTORY = ROOT / "samples" / "factory"
MOST_SECONDS, MOST_GIGABYTES = 20.0, 1.5
STATES = ("accepted", "review", "rejected", "failed")


@dataclass(frozen=True)
class Batch:
    """A batch that has ended: exit code, seconds, peak of the largest process in GB, what was left in its TMPDIR.

    `states` are those of each file's documents with their codes, `waited` the seconds before each document's line.
    """

    exit_code: int
    seconds: float
    peak: float
    left: tuple[str, ...]
    states: dict[str, Counter[str]]
    waited: dict[str, float]


def laid_out(folders: Sequence[Path], place: Path) -> dict[str, str]:
    """Put the files into `place` under names with their number; return what each is."""
    told: dict[str, str] = {}
    if folders:
        found = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
        once = {path.read_bytes(): path for path in found}  # the same mail twice is one
        for number, path in enumerate(once.values(), 1):
            (place / (name := f"{number:04}-{path.name}")).symlink_to(path.resolve())
            told[name] = path.name
    else:
        for number, (what, name, data) in enumerate(harms(), 1):
            (place / f"{number:04}-{name}").write_bytes(data)
            told[f"{number:04}-{name}"] = what
    return told


def taken_in(place: Path, *, jobs: int = 1) -> Batch:
    """Take `place/in` in at once, in a workspace at `place` with temporary files in `place/tmp`."""
    shutil.copytree(FACTORY, place, ignore=shutil.ignore_patterns("inbox"), dirs_exist_ok=True)
    (place / "tmp").mkdir()
    command = [sys.executable, str(ROOT / "cli.py"), "intake", "in", "-w", ".", "-o", "out", "--lang", "en"]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*command, "--jobs", str(jobs)],
        cwd=place,
        env={**os.environ, "TMPDIR": str(place / "tmp")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    lines: list[tuple[float, str]] = []
    watch = Thread(target=_noted, args=(process, lines))
    watch.start()
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, largest(process.pid))
        time.sleep(0.5)
    watch.join()
    left = tuple(sorted(path.name for path in (place / "tmp").iterdir()))
    seconds = time.monotonic() - begun
    return Batch(process.returncode, seconds, peak, left, _states(place), _waited(lines, begun))


def _noted(process: subprocess.Popen[str], lines: list[tuple[float, str]]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        lines.append((time.monotonic(), line.rstrip()))


def _states(place: Path) -> dict[str, Counter[str]]:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    orders = place / "out" / "orders.jsonl"
    for line in orders.open(encoding="utf-8") if orders.exists() else ():
        record = json.loads(line)
        codes = [found["code"] for found in record["findings"] if found["severity"] == "error"]
        said[record["source"]["file"].split("/")[1]][f"{record['status']} {codes[0] if codes else ''}".strip()] += 1
    return said


def _waited(lines: Sequence[tuple[float, str]], begun: float) -> dict[str, float]:
    waited: dict[str, float] = defaultdict(float)
    for at, line in lines:
        if "in/" in line:
            waited[line.partition("in/")[2].split("/")[0]] += at - begun
            begun = at
    return waited


def rows(told: dict[str, str], batch: Batch) -> Iterator[str]:
    """Yield a line of a Markdown table for every file."""
    yield "| file | states | seconds |"
    yield "|---|---|---:|"
    for name, what in told.items():
        states = ", ".join(f"{count} × {state}" if count > 1 else state for state, count in batch.states[name].items())
        yield f"| {what} | {states or 'none'} | {batch.waited.get(name, 0.0):.1f} |"


def faults(told: dict[str, str], batch: Batch) -> list[str]:
    """Return everything that is not as it should be."""
    found = [f"{what}: no state" for name, what in told.items() if not batch.states[name]]
    for name, states in batch.states.items():
        bad = sorted({state for state in states if state.startswith(("accepted", "failed"))})
        found += [f"{told.get(name, name)}: {state}" for state in bad]
    found += [f"{told.get(n, n)}: {s:.1f} s" for n, s in batch.waited.items() if s > MOST_SECONDS]
    found += [f"exit code {batch.exit_code}"] if batch.exit_code not in (0, 1) else []
    found += [f"{batch.peak:.2f} GB"] if batch.peak > MOST_GIGABYTES else []
    return found + [f"left behind: {name}" for name in batch.left]


def main() -> int:
    """Print the table, the counts and everything that is not as it should be; return 1 if anything is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        (place := Path(scratch) / "in").mkdir()
        told = laid_out(chosen.folders, place)
        batch = taken_in(Path(scratch), jobs=chosen.jobs)
    counted = Counter[str]()
    for states in batch.states.values():
        for state, count in states.items():
            counted[state.split()[0]] += count
    print("\n".join(rows(told, batch)))
    print(
        f"\n{len(told)} files in {batch.seconds:.0f} s, slowest {max(batch.waited.values(), default=0.0):.1f} s, "
        f"largest process {batch.peak:.2f} GB, exit code {batch.exit_code}: "
        + ", ".join(f"{counted[state]} {state}" for state in STATES)
    )
    wrong = faults(told, batch)
    print("\n".join(wrong) or "all as it should be")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
