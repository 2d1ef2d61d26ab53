"""A seed and a profile → files on disk and the truth about them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.reconcile.books import SYSTEMS, Books, Row, books_of
from bench.reconcile.exports import write
from bench.reconcile.factory import Order, orders_of
from bench.reconcile.harmless import Planting
from bench.reconcile.planter import Expected, Planter
from bench.reconcile.profiles import Profile

OFTEN = 0.008  # of a factory's orders, how many get one kind of fault of weight 1


@dataclass(frozen=True)
class World:
    """A factory with its faults; `healthy_parts` are the rows of unspoilt lines that have several in the warehouse."""

    profile: Profile
    orders: Sequence[Order]
    books: Books
    expected: Sequence[Expected]
    unprovable: frozenset[Row]
    healthy_parts: frozenset[Row]

    def rows(self) -> list[Row]:
        return [row for system in SYSTEMS for row in self.books.all(system)]

    def pairs(self) -> set[tuple[Row, Row]]:
        """Return the true links between rows of two systems that a person could find; CRM before ERP before WMS."""
        found: set[tuple[Row, Row]] = set()
        for order in self.orders:
            for line in order.lines:
                sides = [
                    [row for row in self.books.rows(system, line) if row not in self.unprovable] for system in SYSTEMS
                ]
                for at, mine in enumerate(sides):
                    for theirs in sides[at + 1 :]:
                        found.update((one, other) for one in mine for other in theirs)
        return found


def make(profile: Profile, seed: int, count: int) -> World:
    """Draw the factory of a profile and spoil it."""
    rng = Random(f"{seed}/{profile.name}")
    habits = profile.habits(rng)
    orders = orders_of(habits, rng, count)
    books = books_of(orders, rng, erp_step=profile.erp_step)
    planter = Planter(books, rng, orders, habits.items)
    _spoil(planter, profile.faults, count)
    parts = [row for line in planter.healthy() for row in books.everywhere([line]) if _several(books, row)]
    return World(profile, orders, books, planter.expected, frozenset(planter.unprovable), frozenset(parts))


def _spoil(planter: Planter, faults: Sequence[tuple[Planting, float]], count: int) -> None:
    """Plant the faults in turn, so that none takes all the lines that another needs."""
    wanted = [(fault, max(2, round(count * OFTEN * weight))) for fault, weight in faults]
    for at in range(max(often for _, often in wanted)):
        for planter.fault, fault in [(fault.__name__, fault) for fault, often in wanted if at < often]:
            with suppress(LookupError):
                fault(planter)


def _several(books: Books, row: Row) -> bool:
    merged = sum(1 for line in row.line.order.lines if line.group == row.line.group) > 1
    return merged or len(books.rows("wms", row.line)) > 1


def export(world: World, seed: int, folder: Path) -> dict[str, list[Path]]:
    """Write a world's files and mappings; return the files by system."""
    return write(world.books, world.profile.dialects, folder, Random(f"{seed}/{world.profile.name}/files"))
