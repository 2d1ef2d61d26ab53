"""Check drawn orders against large masters: `python -m bench.checks [--items N] [--orders N…] [--folder DIR]`.

Says how long the masters take to load (csv, xlsx, again from the cache), how long the orders take to check, how much
memory that needs, and how many planted faults were held. Ends 1 if a faulty order was accepted or a sound one held.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.checks.factory import TODAY, Size, orders, write
from intake.check import Context, Seen, check
from orders.master_cache import cached_masters
from orders.masters import Masters
from orders.records import OrderRecord
from orders.workspace import Company
from orders.worth import order_amount

SECONDS, MOST = 60.0, 10_000  # what so many orders may take
RIGHT = {
    "code": "item-unknown",
    "look-alike": "item-look-alike",
    "price": "price-disagrees",
    "unit": "unit-unknown",
    "bom": "bom-version-outdated",
    "name": "item-description-disagrees",
    "date": "date-in-past",
}


@dataclass
class Night:
    """What came before, kept in memory: the ledger's own time is not the checks'."""

    seen: dict[str, list[Seen]] = field(default_factory=dict)
    bytes: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, dict[str, Decimal]] = field(default_factory=dict)

    def same_bytes(self, sha256: str) -> str | None:
        return self.bytes.get(sha256)

    def orders(self, order_key: str) -> tuple[Seen, ...]:
        return tuple(self.seen.get(order_key, ()))

    def open_amounts(self, customer_id: str, *, besides: str | None) -> Mapping[str | None, Decimal]:
        found = [amount for key, amount in self.amounts.get(customer_id, {}).items() if key != besides]
        return {"CNY": sum(found, Decimal(0))}

    def note(self, record: OrderRecord) -> None:
        self.seen.setdefault(record.order_key or "", []).append(Seen(record, record.source.file, None, record.status))
        self.bytes[record.source.sha256] = record.source.file
        if record.status == "accepted" and record.order and record.order.buyer.party_id:
            mine = self.amounts.setdefault(record.order.buyer.party_id, {})
            mine[record.order_key or ""] = order_amount(record.order) or Decimal(0)


def loaded(folder: Path, cache: Path) -> tuple[Masters, float]:
    """Load the masters and return them with the seconds that took."""
    start = time.perf_counter()
    masters = cached_masters(folder, cache=cache)
    return masters, time.perf_counter() - start


def checked(masters: Masters, count: int, size: Size) -> list[str]:
    """Check orders one after the other, say how long that took, and return those that were not judged as planted."""
    night, wrong, counted = Night(), [], Counter[str]()
    context = replace(Context(masters, Company(), TODAY), history=night)
    drawn = list(orders(count, size))
    start = time.perf_counter()
    first = 0.0
    for record, fault in drawn:
        found = check(record, context)
        night.note(found)
        first = first or time.perf_counter() - start
        codes = {item.code for item in found.findings if item.severity == "error"}
        wanted = {RIGHT[fault]} if fault else set()
        counted["held" if codes else "accepted"] += 1
        wrong += [f"{record.source.file}: {fault}: {sorted(codes)}"] if codes != wanted else []
    took = time.perf_counter() - start
    lines = sum(len(record.order.lines) for record, _ in drawn if record.order)
    allowed = f", {took / SECONDS:.0%} of {SECONDS:.0f} s" if count == MOST else ""
    print(
        f"{count:>7} orders, {lines} lines: {took:6.1f} s (first {first:.1f} s), {dict(counted)}{allowed}", flush=True
    )
    return wrong


def peak() -> int:
    """Return the largest memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(arguments: list[str]) -> int:
    """Draw, load and check; return 1 if a fault got through or a sound order was held."""
    parser = argparse.ArgumentParser(prog="python -m bench.checks")
    parser.add_argument("--items", type=int, default=200_000)
    parser.add_argument("--orders", type=int, nargs="+", default=[1_000, 3_000, 10_000])
    parser.add_argument("--folder", type=Path, help="keep the drawn files here, and use them again")
    parser.add_argument("--load", choices=["csv", "xlsx"], help=argparse.SUPPRESS)
    parser.add_argument("--again", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        return _check(given, folder) if given.load else _all(given, folder)


def _size(items: int) -> Size:
    share = items / Size.items
    return Size(items, int(Size.sold * share), int(Size.assemblies * share), references=int(Size.references * share))


def _all(given: argparse.Namespace, folder: Path) -> int:
    """Load each kind of file in a process of its own, so that its memory is its own."""
    for suffix in (".csv", ".xlsx"):
        place = folder / suffix[1:]
        if not place.exists():
            write(place, _size(given.items), suffix)
        for cache in folder.glob("cache/*"):
            cache.unlink()
        for again in (False, True):
            counts = given.orders if again and suffix == ".csv" else [0]
            asked = ["--orders", *map(str, counts), *(["--again"] if again else [])]
            options = ["--items", str(given.items), "--folder", str(folder), *asked]
            command = [sys.executable, "-m", "bench.checks", "--load", suffix[1:], *options]
            if done := subprocess.run(command, check=False).returncode:
                return done
    return 0


def _check(given: argparse.Namespace, folder: Path) -> int:
    masters, seconds = loaded(folder / given.load, folder / "cache")
    rows = sum(map(len, masters.bom.values()))
    kind = f"{given.load}, from the cache" if given.again else given.load
    print(f"── {kind}: {len(masters.items)} items, {rows} rows of bills, {len(masters.cross_reference)} references")
    print(f"  loaded in {seconds:.1f} s, peak {peak() / 1024**3:.2f} GB", flush=True)
    wrong: list[str] = []
    for count in filter(None, given.orders):
        wrong += checked(masters, count, _size(given.items))
    if any(given.orders):
        print(f"  peak {peak() / 1024**3:.2f} GB; {len(wrong)} orders not as planted", flush=True)
    print("\n".join(wrong[:10]), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
