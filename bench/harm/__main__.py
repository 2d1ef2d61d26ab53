"""What becomes of files that mean harm: `python -m bench.harm` prints a table of states, seconds and peak memory.

With folders it takes their files instead: `python -m bench.harm ../shared/corpus/hostile`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.harm.every import harms
from bench.harm.peaks import largest

ROOT = Path(__file__).parent.parent.parent
LIMITS = "60 s, 1.5 GB"


@dataclass(frozen=True)
class Ended:
    """What became of a file: exit code, its states, seconds, and the peak of the largest process in GB."""

    exit_code: int
    states: tuple[str, ...]
    seconds: float
    peak: float

    @property
    def good(self) -> bool:
        return self.exit_code in (0, 1) and "accepted" not in self.states and self.seconds < 60 and self.peak < 1.5


def tried(file: Path) -> Ended:
    """Let `orderloom intake` take one file in, in an empty workspace."""
    with TemporaryDirectory() as folder:
        begun = time.monotonic()
        command = [sys.executable, str(ROOT / "cli.py"), "intake", str(file), "-w", folder, "-o", f"{folder}/out", "-q"]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, largest(process.pid))
            time.sleep(0.05)
        orders = Path(folder) / "out" / "orders.jsonl"
        lines = orders.read_text().splitlines() if orders.exists() else []
        states = tuple(sorted({json.loads(line)["status"] for line in lines}))
        return Ended(process.returncode, states, time.monotonic() - begun, peak)


def files(folders: Sequence[str], scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of the folders, or those of the list as they are written one after the other."""
    if folders:
        yield from (
            (path.name, path) for folder in folders for path in sorted(Path(folder).rglob("*")) if path.is_file()
        )
        return
    for what, name, data in harms():
        path = scratch / name
        path.write_bytes(data)
        yield what, path
        path.unlink()


def main(folders: Sequence[str]) -> int:
    """Print one row a file and the worst of all; return 1 if one was accepted, crashed or broke a limit."""
    print("| file | exit code | states | seconds | GB |\n|---|---:|---|---:|---:|")
    every: list[Ended] = []
    with TemporaryDirectory() as scratch:
        for what, path in files(folders, Path(scratch)):
            ended = tried(path)
            every.append(ended)
            states = ", ".join(ended.states) or "none"
            print(f"| {what} | {ended.exit_code} | {states} | {ended.seconds:.1f} | {ended.peak:.2f} |", flush=True)
    bad = sum(not ended.good for ended in every)
    print(
        f"\n{len(every)} files, {bad} beyond the limits ({LIMITS}); slowest {max(e.seconds for e in every):.1f} s, "
        f"largest {max(e.peak for e in every):.2f} GB"
    )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
