"""Supply that is there or on its way, less everything promised before: nothing is given twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from plan.claims import ZERO, Claims, reference_of
from plan.commitments import Commitments
from plan.needs import World


@dataclass
class Pool:
    """One source of an item; `reference` as in Reservation, `free` what is still to give, from `day` on."""

    sku: str
    kind: Literal["stock", "incoming", "planned"]
    reference: str
    day: date
    free: Decimal


class Supply:
    """All pools of all items; `take` gives each unit once."""

    def __init__(self, world: World, commitments: Commitments) -> None:
        claims = Claims(world.masters, commitments, world.today)
        self._pools: dict[str, list[Pool]] = defaultdict(list)
        for pool in (*_stock(world, claims), *_incoming(world, claims), *_planned(world, claims)):
            self._pools[pool.sku].append(pool)
        self._stock_left = {sku: _stock_left(sku, world, claims) for sku in world.masters.stock}

    def take(self, sku: str, quantity: Decimal, latest: date) -> Iterator[tuple[Pool, Decimal]]:
        """Take up to `quantity` that is there by `latest`: stock, then incoming, then planned; safety stock stays."""
        for pool in self._pools[sku]:
            if quantity <= 0 or pool.day > latest:
                continue
            given = min(quantity, pool.free, self._stock_left[sku] if pool.kind == "stock" else quantity)
            if given > 0:
                quantity -= given
                self._give(pool, given)
                yield pool, given

    def _give(self, pool: Pool, quantity: Decimal) -> None:
        pool.free -= quantity
        if pool.kind == "stock":
            self._stock_left[pool.sku] -= quantity


def _stock_left(sku: str, world: World, claims: Claims) -> Decimal:
    """Return what the item's stock can give in all: on hand, less reserved, promised and safety stock."""
    item = world.masters.items.get(sku)
    there = sum((row.on_hand - row.reserved for row in world.masters.stock[sku]), ZERO)
    return there - ((item.safety_stock if item else None) or ZERO) - claims.of_stock(sku)


def _stock(world: World, claims: Claims) -> Iterator[Pool]:
    for sku, rows in sorted(world.masters.stock.items()):
        places: dict[str, Decimal] = defaultdict(Decimal)
        for row in rows:
            places[row.warehouse] += row.on_hand - row.reserved
        for warehouse, there in sorted(places.items()):
            yield Pool(sku, "stock", warehouse, world.today, there - claims.of_warehouse(sku, warehouse))


def _incoming(world: World, claims: Claims) -> Iterator[Pool]:
    """Give the rows of one document together; what is promised of it is taken off the earliest rows."""
    for sku, rows in sorted(world.masters.incoming.items()):
        promised: dict[str, Decimal] = {}
        for row in sorted(rows, key=lambda row: (row.due_date, reference_of(row), row.quantity)):
            reference = reference_of(row)
            left = promised.setdefault(reference, claims.of_incoming(sku, reference))
            promised[reference] = max(left - row.quantity, ZERO)
            yield Pool(sku, "incoming", reference, max(row.due_date, world.today), row.quantity - left)


def _planned(world: World, claims: Claims) -> list[Pool]:
    pools = (
        Pool(line.sku, "planned", reference, line.comes or world.today, claims.free_of(reference))
        for reference, (_, line) in claims.lines.items()
    )
    return sorted(pools, key=lambda pool: (pool.sku, pool.day, pool.reference))
