"""Explosion: needs through all levels of the bills, item by item from the top, net of supply, backward in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from decimal import Decimal

from orders.bills import Bill, levels_below
from orders.documents import Peg, Reservation
from orders.masters import BomLine, Item
from orders.working_days import ahead
from plan.claims import ZERO
from plan.commitments import Commitments
from plan.needs import Need, World, bill_for, due_of, start_of
from plan.quantities import lot_size, round_up, tidy
from plan.sourcing import Offer, is_passed_through, offer_of
from plan.supply import Supply


@dataclass
class Lot:
    """A quantity to make or buy at once (or, a phantom, to pass through): `shares` say for whom, `surplus` is free."""

    item: Item
    level: int
    start: date
    due: date
    clamped: bool
    shares: list[tuple[Need, Decimal]]
    quantity: Decimal
    surplus: Decimal
    bill: Bill | None = None
    offer: Offer | None = None
    parts: list[tuple[BomLine, Decimal]] = field(default_factory=list)
    part_needs: list[Need] = field(default_factory=list)
    ready: date | None = None

    def give(self, need: Need, quantity: Decimal) -> None:
        """Give a part of the surplus to a need."""
        self.shares.append((need, quantity))
        self.surplus = tidy(self.surplus - quantity)

    @property
    def late(self) -> bool:
        return self.ready is not None and self.ready > self.due

    def pegs(self) -> tuple[Peg, ...]:
        """Return one peg for each order line, in order of their rank."""
        sums: dict[tuple[object, ...], tuple[Need, Decimal]] = {}
        for need, quantity in self.shares:
            who = (need.rank, need.order_key, need.line_id, need.schedule_id)
            first, so_far = sums.get(who, (need, Decimal(0)))
            sums[who] = (min(first, need, key=lambda one: one.day), so_far + quantity)
        ordered = sorted(sums.values(), key=lambda one: one[0].rank)
        return tuple(need.peg(tidy(quantity)) for need, quantity in ordered)


class Explosion:
    """The lots and reservations that cover the needs; `ready` says when a need is really met."""

    def __init__(self, needs: Iterable[Need], world: World, commitments: Commitments) -> None:
        self._world = world
        self._supply = Supply(world, commitments)
        self._waiting: dict[str, list[Need]] = defaultdict(list)
        self._sources: dict[Need, list[Lot | date]] = defaultdict(list)
        self._lots: list[Lot] = []
        self._reserved: dict[tuple[object, ...], Reservation] = {}
        self._run(tuple(needs))

    @property
    def lots(self) -> list[Lot]:
        """Return the lots that become documents, in order of making; phantoms are passed through."""
        return [lot for lot in self._lots if not is_passed_through(lot.item)]

    @property
    def reservations(self) -> tuple[Reservation, ...]:
        """Return what was taken from stock, incoming and planned documents."""
        return tuple(self._reserved.values())

    def ready(self, need: Need) -> date:
        """Return the day a need is met: the latest day of all that covers it."""
        days = (one if isinstance(one, date) else self._ready_lot(one) for one in self._sources[need])
        return max(days, default=self._world.today)

    def _run(self, needs: tuple[Need, ...]) -> None:
        levels = levels_below((need.sku for need in needs), self._world.masters)
        self._add(needs)
        while self._waiting:
            sku = min(self._waiting, key=lambda one: (levels[one], one))
            self._cover(self._world.masters.items[sku], self._waiting.pop(sku))
        for lot in self._lots:
            self._ready_lot(lot)

    def _add(self, needs: Sequence[Need]) -> None:
        for need in needs:
            self._waiting[need.sku].append(need)

    def _cover(self, item: Item, needs: list[Need]) -> None:
        """Cover all needs of one item: the earliest first, supply first, then lots, whose parts are needs again."""
        ordered = sorted(needs, key=lambda need: (need.day, need.rank, need.level, need.quantity))
        open_needs = [(need, left) for need in ordered if (left := self._net(item, need)) > 0]
        lots: list[Lot] = []
        for group in _groups(item, open_needs, self._world):
            lots += self._lot(item, group, lots)
        self._lots += lots
        for lot in lots:
            lot.part_needs = list(_part_needs(lot, self._world))
            self._add(lot.part_needs)

    def _net(self, item: Item, need: Need) -> Decimal:
        """Take supply for a need and return what is left; supply may be late where anything new would be later."""
        offer = offer_of(item, self._world.masters)
        soonest = ahead(self._world.today, offer.lead_time, self._world.masters.calendar)
        left = need.quantity
        for pool, given in self._supply.take(item.sku, need.quantity, max(need.day, soonest)):
            left -= given
            self._sources[need].append(pool.day)
            owner = (need.order_key, need.line_id, need.schedule_id)
            self._reserve(Reservation(item.sku, given, pool.kind, pool.reference, *owner, need.day))
        return left

    def _reserve(self, one: Reservation) -> None:
        """Keep one reservation for each order line, source and day."""
        what = astuple(replace(one, quantity=ZERO))
        before = self._reserved.get(what)
        self._reserved[what] = replace(one, quantity=tidy(one.quantity + (before.quantity if before else ZERO)))

    def _lot(self, item: Item, group: list[tuple[Need, Decimal]], earlier: list[Lot]) -> Iterator[Lot]:
        """Give a group the surplus of this night's earlier lots, and make one lot of the rest."""
        rest = [(need, left) for need, quantity in group if (left := self._share(need, quantity, earlier)) > 0]
        if rest:
            lot = _new_lot(item, rest, self._world)
            for need, _ in rest:
                self._sources[need].append(lot)
            yield lot

    def _share(self, need: Need, quantity: Decimal, lots: list[Lot]) -> Decimal:
        for lot in lots:
            given = min(quantity, lot.surplus)
            if given > 0 and lot.due <= need.day:
                lot.give(need, given)
                self._sources[need].append(lot)
                quantity -= given
        return quantity

    def _ready_lot(self, lot: Lot) -> date:
        """Schedule forward where a lot cannot be in time: its start waits for today and for its last part."""
        if lot.ready is None:
            parts = max((self.ready(need) for need in lot.part_needs), default=lot.start)
            lead_time = lot.offer.lead_time if lot.offer else 0
            late = lot.clamped or parts > lot.start
            lot.ready = ahead(max(lot.start, parts), lead_time, self._world.masters.calendar) if late else lot.due
        return lot.ready


def _groups(item: Item, needs: list[tuple[Need, Decimal]], world: World) -> Iterator[list[tuple[Need, Decimal]]]:
    """Put needs together that are bought in one week, or made by one bill for one day."""
    groups: dict[tuple[object, ...], list[tuple[Need, Decimal]]] = defaultdict(list)
    for need, quantity in needs:
        due = need.day if is_passed_through(item) else due_of(need.day, world)
        if item.make_or_buy == "buy":
            groups[due.isocalendar()[:2]].append((need, quantity))
        else:
            bill = bill_for(item, need.day, world, need.bom_version)
            groups[bill[0] if bill else None, due].append((need, quantity))
    yield from groups.values()


def _new_lot(item: Item, group: list[tuple[Need, Decimal]], world: World) -> Lot:
    first = group[0][0]  # the earliest: needs come sorted
    due = first.day if is_passed_through(item) else due_of(first.day, world)
    offer = offer_of(item, world.masters)
    start, clamped = (due, False) if is_passed_through(item) else start_of(due, offer.lead_time, world)
    total = sum((quantity for _, quantity in group), ZERO)
    quantity = tidy(total) if is_passed_through(item) else lot_size(total, item, world.words)
    level = min(need.level for need, _ in group)
    lot = Lot(item, level, start, due, clamped, group, quantity, tidy(quantity - total), offer=offer)
    if item.make_or_buy == "make":
        lot.bill = bill_for(item, first.day, world, first.bom_version)
    return lot


def _part_needs(lot: Lot, world: World) -> Iterator[Need]:
    for row in lot.bill[1] if lot.bill else ():
        part = world.masters.items[row.component_sku]
        times = row.quantity_per * (1 + (row.scrap_rate or ZERO))
        times *= world.factor(row.unit, part) or Decimal(1)
        total = round_up(lot.quantity * times, part, world.words)
        lot.parts.append((row, total))
        yield from _portions(lot, part, times, total, world)


def _portions(lot: Lot, part: Item, times: Decimal, total: Decimal, world: World) -> Iterator[Need]:
    """Portion a lot's part among its order lines in whole steps; the last takes what rounding and surplus add."""
    done = given = ZERO
    for position, (need, quantity) in enumerate(lot.shares, 1):
        done += quantity
        upto = total if position == len(lot.shares) else min(round_up(done * times, part, world.words), total)
        if upto > given:
            owner = (need.order_key, need.line_id, need.schedule_id)
            yield Need(part.sku, tidy(upto - given), lot.start, need.rank, lot.level + 1, *owner)
        given = upto
