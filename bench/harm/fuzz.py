"""Spoil healthy files at random and read them: `python -m bench.harm.fuzz --minutes 10 FOLDER…`.

Each file must end in a named state; one that crashes its reader, or is accepted with other values than the healthy
file, is kept in `fuzz-found/` and named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent.parent
BATCH = 60
STATES = ("accepted", "review", "rejected", "failed")


def spoilt(data: bytes, other: bytes, rng: Random) -> bytes:
    """Return a file with one to eight things wrong: bytes changed, cut, doubled, taken from another file, cut off."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at, size = rng.randrange(len(found) + 1), rng.choice((1, 1, 4, 64, 1024))
        kind = rng.randrange(7)
        if kind == 0:
            found[at : at + size] = rng.randbytes(size)
        elif kind == 1:
            del found[at : at + size]
        elif kind == 2:
            found[at:at] = found[at : at + size]
        elif kind == 3:
            start = rng.randrange(len(other) + 1)
            found[at:at] = other[start : start + size]
        elif kind == 4 and at > len(found) // 2:
            del found[at:]
        elif kind == 5:
            digits = [n for n in range(at, min(at + 4096, len(found))) if 48 <= found[n] <= 57]
            for n in digits[:1]:
                found[n] = rng.choice(b"0123456789-")
        elif at < len(found):
            found[at] ^= 1 << rng.randrange(8)
    return bytes(found)


def read(folder: Path, files: Sequence[str], jobs: int) -> dict[str, list[dict[str, Any]]]:
    """Let the product's own command read the files; raise RuntimeError if it does not end as it promises."""
    command = [sys.executable, str(ROOT / "cli.py"), "extract", "--jobs", str(jobs), "-o", "read.jsonl", *files]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1, 4):
        raise RuntimeError(f"ended with {ended.returncode}: {ended.stderr[-2000:]}")
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "read.jsonl").read_text().splitlines():
        record = json.loads(line)
        records[record["source"]["file"].partition("/")[0]].append(record)
    return records


def healthy(folders: Sequence[Path], scratch: Path) -> tuple[list[Path], dict[str, list[Any]]]:
    """Return the files to spoil, and what each says while it is healthy."""
    files = sorted(path for folder in folders for path in folder.iterdir() if path.suffix not in (".json", ".jsonl"))
    for path in files:
        (scratch / path.name).write_bytes(path.read_bytes())
    found = read(scratch, [path.name for path in files], 2)
    return files, {name: [record["order"] for record in records] for name, records in found.items()}


def run(folders: Sequence[Path], *, seconds: float, seed: int = 1, jobs: int = 2) -> int:
    """Spoil and read for so long; print the states; return 1 if a reader crashed or another order was accepted."""
    rng, states, bad = Random(seed), Counter[str](), list[str]()
    with TemporaryDirectory(prefix="fuzz-") as folder:
        scratch = Path(folder)
        files, said = healthy(folders, scratch)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            made = {}
            for number in range(BATCH):
                one, other = rng.choice(files), rng.choice(files)
                name = f"{number:03}-{one.name}"
                (scratch / name).write_bytes(spoilt(one.read_bytes(), other.read_bytes(), rng))
                made[name] = one.name
            for name, records in read(scratch, list(made), jobs).items():
                states.update(record["status"] for record in records)
                if why := _wrong(records, said[made[name]]):
                    bad.append(f"{why}: {_kept(scratch / name, len(bad))}")
    print(", ".join(f"{states[state]} {state}" for state in STATES))
    print("\n".join(bad) or "no reader crashed, nothing else was accepted than what the healthy files say")
    return int(bool(bad))


def _wrong(records: Sequence[dict[str, Any]], said: Sequence[Any]) -> str | None:
    if any(record["status"] == "failed" for record in records):
        return "its reader crashed"
    if any(record["status"] == "accepted" and record["order"] not in said for record in records):
        return "accepted with other values"
    return None if all(record["status"] in STATES for record in records) else "no named state"


def _kept(path: Path, number: int) -> Path:
    folder = Path("fuzz-found")
    folder.mkdir(exist_ok=True)
    kept = folder / f"{number:03}-{path.name}"
    kept.write_bytes(path.read_bytes())
    return kept


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[ROOT / "samples" / "factory" / "inbox"])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    return run(chosen.folders, seconds=60 * chosen.minutes, seed=chosen.seed, jobs=chosen.jobs)


if __name__ == "__main__":
    sys.exit(main())
