"""Three exports of 100,000 rows each: the whole `reconcile`, time and peak memory in a process of its own."""

from __future__ import annotations

import csv
import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

ROWS = 100_000
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


def run(rows: int = ROWS, seed: int = 20260304) -> None:
    """Print seconds and peak memory for exports with known faults in one row of a hundred."""
    with tempfile.TemporaryDirectory() as folder:
        files = _write(Path(folder), rows, seed)
        process = multiprocessing.get_context("spawn").Process(target=_reconcile, args=(files,))
        process.start()
        process.join()


def _reconcile(files: dict[str, tuple[Path, ...]]) -> None:
    from orders.mapping import mappings
    from reconcile import reconcile

    owners = mappings("owners")[0]
    start = time.perf_counter()
    result = reconcile(files, mappings("export"), owners, AS_OF)
    seconds = time.perf_counter() - start
    megabytes = _peak() / 1024
    given = " + ".join(str(count.given) for count in result.rows.values())
    print(f"{given} rows: {seconds:.1f} s by the clock, peak {megabytes:.0f} MB, {len(result.exceptions)} exceptions")


def _peak() -> int:
    """Return the process's own peak in KiB; getrusage would count what the parent held before."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def _write(folder: Path, rows: int, seed: int) -> dict[str, tuple[Path, ...]]:
    chance = random.Random(seed)
    lines = list(_lines(rows, chance))
    files: dict[str, tuple[Path, ...]] = {}
    for system in ("crm", "erp", "wms"):
        files[system] = (folder / f"{system}.csv",)
        with files[system][0].open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(HEAD)
            writer.writerows(_faulty(line, chance) for line in lines if chance.random() > 0.002)
    return files


def _lines(rows: int, chance: random.Random) -> Iterator[list[str]]:
    for number in range(rows):
        quantity, price = chance.randint(1, 400), chance.randint(100, 99_999)
        order, day = number // 4, 1 + number % 27
        what = [f"CX-{chance.randint(1, 3000):05d}", f"Customer {order % 700}"]
        money = [str(quantity), f"{price / 100:.2f}", f"{quantity * price / 100:.2f}", "CNY"]
        number_of = [f"SO-2026-{order:07d}", str(1 + number % 4)]
        yield [*number_of, *what, *money, "shipped", f"2026-02-{day:02d}", "2026-03-04 08:00:00"]


def _faulty(line: list[str], chance: random.Random) -> list[str]:
    """Change the quantity of one row in two hundred, and a character of the number of one in five hundred."""
    if chance.random() < 0.005:
        return [*line[:4], str(int(line[4]) + 1), *line[5:]]
    if chance.random() < 0.002:
        return [line[0][:-1] + "X", *line[1:]]
    return line
