"""Three exports of the same lines: how long `reconcile` takes, and how much memory, as they grow.

`python -m bench.exports --rows 10000 100000 1000000 --left 20000 --command`: each size in a process of its own.
`--left` damages that many order numbers beyond what keys repair and reads the same exports again; `--command` runs the
whole command too, with ledger, workbook and page.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

ROWS = 100_000
SEED = 20260304
ROOT = Path(__file__).resolve().parent.parent
HEAD = [
    "order_id",
    "line_id",
    "sku",
    "customer",
    "quantity",
    "unit_price",
    "amount",
    "currency",
    "status",
    "order_date",
    "updated_at",
]
AS_OF = datetime.fromisoformat("2026-03-04T20:00:00+08:00")


TITLE = (
    f"{'rows':>24}{'load':>8}{'match':>8}{'compare':>9}{'together':>10}{'peak':>10}{'exceptions':>12}{'command':>19}"
)


# a column of the table and how wide it is
WIDTHS = {"rows": 24, "load": 8, "match": 8, "compare": 9, "together": 10, "peak": 10, "exceptions": 12, "command": 19}


def run(rows: int = ROWS, seed: int = SEED, *, left: int = 0, command: bool = False) -> None:
    """Print seconds by the clock and peak memory for exports with known faults in one row of a hundred."""
    with tempfile.TemporaryDirectory() as folder:
        files, _ = write_exports(Path(folder), rows, seed, left)
        told = in_process(_reconcile, files)
        steps = {step: f"{told[step]:.1f}" for step in ("load", "match", "compare")}
        sums = {"together": f"{sum(told[step] for step in steps):.1f} s", "peak": f"{told['peak']:.0f} MB"}
        whole = {"command": _command(Path(folder), files)} if command else {}
        name = f"3 x {rows:,}" + (f", {left:,} left" if left else "")
        _print({"rows": name, **steps, **sums, "exceptions": f"{told['exceptions']:,}", **whole})


def _print(cells: dict[str, str]) -> None:
    print("".join(f"{cells.get(name, ''):>{width}}" for name, width in WIDTHS.items()), flush=True)


def in_process(call: Callable[[Any, Any], None], given: Any) -> Any:
    """Call in a process of its own and return what it tells; its memory is not mixed with another's."""
    spawned = multiprocessing.get_context("spawn")
    mine, theirs = spawned.Pipe()
    process = spawned.Process(target=call, args=(given, theirs))
    process.start()
    theirs.close()
    told = mine.recv()
    process.join()
    return told


def _reconcile(files: dict[str, tuple[Path, ...]], told: Any) -> None:
    from orders.mapping import mappings
    from reconcile.compare.records import make_reconciliation
    from reconcile.match.sides import match_sides
    from reconcile.pipeline import load_sides

    owners, exports = mappings("owners")[0], mappings("export")
    moments = [time.perf_counter()]
    sides = load_sides(files, exports, AS_OF)
    moments.append(time.perf_counter())
    matched = match_sides(sides)
    moments.append(time.perf_counter())
    result = make_reconciliation(matched, AS_OF, owners.data, {}, frozenset())
    moments.append(time.perf_counter())
    steps = {name: moments[n + 1] - moments[n] for n, name in enumerate(("load", "match", "compare"))}
    told.send({**steps, "peak": peak_megabytes(), "exceptions": len(result.exceptions)})


def _command(folder: Path, files: dict[str, tuple[Path, ...]]) -> str:
    """Run the whole command in a new workspace; return seconds by the clock and the memory of its largest process."""
    orderloom = [sys.executable, "-m", "cli"]
    workspace = folder / "workspace"
    subprocess.run([*orderloom, "init", str(workspace)], cwd=ROOT, check=True, capture_output=True)
    given = [word for system, (file,) in files.items() for word in (f"--{system}", str(file))]
    start = time.perf_counter()
    at = ["--as-of", AS_OF.strftime("%Y-%m-%dT%H:%M"), "-w", str(workspace), "-q"]
    ended = subprocess.run([*orderloom, "reconcile", *given, *at], cwd=ROOT, check=False, capture_output=True)
    seconds = time.perf_counter() - start
    if ended.returncode not in (0, 1):
        raise SystemExit(ended.stderr.decode())
    return f"{seconds:.1f} s {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB"


def peak_megabytes() -> float:
    """Return the process's own peak; getrusage would count what the parent held before."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def write_exports(
    folder: Path, rows: int, seed: int, left: int = 0
) -> tuple[dict[str, tuple[Path, ...]], frozenset[int]]:
    """Write the exports; `left` of the warehouse's order numbers are typed wrong in two places.

    Beside each export lies SYSTEM.lines: for each of its rows the line it was made of. Returns the files by system and
    the lines that are typed wrong.
    """
    chance = random.Random(seed)
    wrong = frozenset(random.Random(seed + 1).sample(range(rows), left))
    lines = list(_lines(rows, chance))
    files: dict[str, tuple[Path, ...]] = {}
    for system in ("crm", "erp", "wms"):
        files[system] = (folder / f"{system}.csv",)
        with files[system][0].open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(HEAD)
            marked = wrong if system == "wms" else frozenset()
            kept = [n for n in range(rows) if chance.random() > 0.002]
            writer.writerows(_written(lines[n], chance, mistyped=n in marked) for n in kept)
        (folder / f"{system}.lines").write_text("\n".join(map(str, kept)), encoding="ascii")
    return files, wrong


def _lines(rows: int, chance: random.Random) -> Iterator[list[str]]:
    for number in range(rows):
        quantity, price = chance.randint(1, 400), chance.randint(100, 99_999)
        order, day = number // 4, 1 + number % 27
        what = [f"CX-{chance.randint(1, 3000):05d}", f"Customer {order % 700}"]
        money = [str(quantity), f"{price / 100:.2f}", f"{quantity * price / 100:.2f}", "CNY"]
        number_of = [f"SO-2026-{order:07d}", str(1 + number % 4)]
        yield [*number_of, *what, *money, "shipped", f"2026-02-{day:02d}", "2026-03-04 08:00:00"]


def _written(line: list[str], chance: random.Random, *, mistyped: bool) -> list[str]:
    """Change the quantity of one row in two hundred, and a character of the number of one in five hundred.

    A mistyped number has two pairs of neighbours exchanged: no other order has it, and no key repairs it.
    """
    if mistyped:
        number = line[0]
        return [f"{number[:3]}{number[4]}{number[3]}{number[5:-3]}{number[-2]}K{number[-1]}", *line[1:]]
    if chance.random() < 0.005:
        return [*line[:4], str(int(line[4]) + 1), *line[5:]]
    if chance.random() < 0.002:
        return [line[0][:-1] + "X", *line[1:]]
    return line


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[ROWS], help="rows of each export")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--left", type=int, default=0, help="numbers that no key finds, beside the same without them")
    parser.add_argument("--command", action="store_true", help="run the whole command too")
    chosen = parser.parse_args()
    _print({name: name for name in WIDTHS})
    for rows in chosen.rows:
        for left in dict.fromkeys((0, chosen.left)):
            run(rows, chosen.seed, left=left, command=chosen.command)
    return 0


if __name__ == "__main__":
    sys.exit(main())
