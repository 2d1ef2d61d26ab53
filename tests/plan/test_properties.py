"""Whatever the masters and orders: quantities add up, supply is given once, and the order of records says nothing."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.documents import Plan, Reservation
from orders.masters import Incoming, Masters, Stock
from orders.records import OrderRecord
from plan import Commitments, split
from tests.plan.factory import TODAY, D, bom, item, line, masters, of_type, order

SKUS = [f"I{n}" for n in range(6)]  # an item is made only of later ones, so there is no circle
small = st.integers(1, 40)


@st.composite
def worlds(draw: st.DrawFn) -> Masters:
    items, boms, stock, incoming = [], [], [], []
    for place, sku in enumerate(SKUS):
        below = draw(st.lists(st.sampled_from(SKUS[place + 1 :]), unique=True, max_size=3)) if place < 5 else []
        more = {
            "minimum_order_quantity": draw(st.sampled_from([None, D(25)])),
            "order_multiple": draw(st.sampled_from([None, D(7)])),
            "safety_stock": draw(st.sampled_from([None, D(3)])),
            "unit": draw(st.sampled_from(["只", "米"])),
            "phantom": bool(below) and draw(st.integers(0, 4)) == 0,
        }
        items.append(item(sku, "make" if below else "buy", draw(st.integers(0, 15)), **more))
        scrap = draw(st.sampled_from([None, D("0.03")]))
        for part in below:
            boms.append((sku, part, draw(st.sampled_from(["1", "2", "0.35"])), scrap))
        if draw(st.booleans()):
            stock += [Stock(sku, "W1", D(draw(small)), D(draw(st.integers(0, 5)))), Stock(sku, "W2", D(draw(small)))]
        for number in range(draw(st.integers(0, 2))):
            incoming.append(Incoming(sku, D(draw(small)), TODAY + timedelta(draw(st.integers(-3, 60))), f"X{number}"))
    units = {one.sku: one.unit for one in items}
    rows = [bom(parent, part, per, unit=units[part], scrap_rate=scrap) for parent, part, per, scrap in boms]
    return masters(items, rows, stock=stock, incoming=incoming)


@st.composite
def order_books(draw: st.DrawFn, world: Masters, names: str) -> list[OrderRecord]:
    book = []
    for name in names:
        asked = draw(st.lists(st.tuples(st.sampled_from(SKUS), small, st.integers(1, 90)), min_size=1, max_size=3))
        lines = [
            line(sku, str(quantity), str(number), TODAY + timedelta(days), unit=world.items[sku].unit)
            for number, (sku, quantity, days) in enumerate(asked, 1)
        ]
        book.append(order(name, *lines, hour=draw(st.integers(0, 23))))
    return book


def check_sums(plan: Plan) -> None:
    for document in plan.documents:
        for row in document.lines:
            assert sum((peg.quantity for peg in row.pegs), D(0)) + row.surplus == row.quantity > 0
            assert row.surplus >= 0
            assert all(peg.quantity > 0 for peg in row.pegs)
            exponent = row.quantity.as_tuple().exponent
            assert isinstance(exponent, int)
            assert exponent >= -4
            if row.unit == "只":
                assert row.quantity == row.quantity.to_integral_value()


def check_covered(plan: Plan, book: list[OrderRecord], world: Masters) -> None:
    """Every sold quantity is reserved somewhere or pegged to something made or bought; phantoms are their parts."""
    covered: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for one in plan.reservations:
        covered[one.order_key, one.line_id, one.sku] += one.quantity
    for record in book:
        for number, row in enumerate(record.order.lines if record.order else (), 1):
            assert row.sku
            assert row.quantity
            if not world.items[row.sku].phantom:
                assert covered[record.order_key or "", row.line_id or str(number), row.sku] >= row.quantity


def check_supply(reservations: tuple[Reservation, ...], plans: list[Plan], world: Masters) -> None:
    taken: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for one in reservations:
        assert one.quantity > 0
        taken[one.kind, one.sku, one.reference] += one.quantity
    for sku, rows in world.stock.items():
        for row in rows:
            assert taken["stock", sku, row.warehouse] <= max(row.on_hand - row.reserved, D(0))
        given = sum((q for (kind, one, _), q in taken.items() if kind == "stock" and one == sku), D(0))
        kept = world.items[sku].safety_stock or D(0)
        assert given <= max(sum((row.on_hand - row.reserved for row in rows), D(0)) - kept, D(0))
    for sku, coming in world.incoming.items():
        for document_id in {row.document_id or "" for row in coming}:
            there = sum((row.quantity for row in coming if row.document_id == document_id), D(0))
            assert taken["incoming", sku, document_id] <= there
    for plan in plans:
        for document in plan.documents:
            for made in document.lines:
                assert taken["planned", made.sku, f"{document.document_id}/{made.line_id}"] <= made.quantity


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_two_nights_add_up_and_promise_nothing_twice(data: st.DataObject) -> None:
    world = data.draw(worlds())
    first_book, second_book = data.draw(order_books(world, "AB")), data.draw(order_books(world, "CD"))
    first = split(first_book, world, Commitments(), TODAY)
    second = split(second_book, world, Commitments(first.reservations, first.documents), TODAY + timedelta(1))
    for plan, book in ((first, first_book), (second, second_book)):
        check_sums(plan)
        check_covered(plan, book, world)
        assert len(of_type(plan, "sales")) == 2
    check_supply((*first.reservations, *second.reservations), [first, second], world)
    ids = [one.document_id for plan in (first, second) for one in plan.documents]
    assert len(ids) == len(set(ids))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), st.integers(0, 1000))
def test_the_order_of_records_and_masters_says_nothing(data: st.DataObject, seed: int) -> None:
    world = data.draw(worlds())
    book = data.draw(order_books(world, "ABC"))
    mixed = random.Random(seed).sample(book, len(book))
    turned = replace(
        world,
        items=dict(reversed(list(world.items.items()))),
        bom={sku: tuple(reversed(rows)) for sku, rows in world.bom.items()},
        stock={sku: tuple(reversed(rows)) for sku, rows in reversed(list(world.stock.items()))},
        incoming={sku: tuple(reversed(rows)) for sku, rows in reversed(list(world.incoming.items()))},
    )
    same = split(book, world, Commitments(), TODAY) == split(mixed, turned, Commitments(), TODAY)
    assert same, seed
