"""Stock that rules lock for held orders: nobody else gets it, nothing is promised twice, accepted ones go first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from orders.documents import Reservation
from orders.masters import Stock
from orders.records import Called, Firing, OrderRecord
from orders.units import unit_words
from plan import Commitments, split, stock_locks
from tests.plan.factory import TODAY, D, item, line, masters, order

WORDS = unit_words()
WORLD = masters([item("A")], stock=[Stock("A", "成品库", D(10), D(2))])


def locking(record: OrderRecord, path: str = "/order") -> OrderRecord:
    return replace(record, firings=(Firing("锁", "1", path, "", (Called("reserve", did="asked"),)),))


def locks(
    *records: OrderRecord, commitments: Commitments | None = None
) -> tuple[tuple[Reservation, ...], frozenset[str]]:
    return stock_locks(records, WORLD, commitments or Commitments(), TODAY, WORDS)


def test_a_held_order_gets_what_is_free() -> None:
    made, whole = locks(locking(order("1", line("A", "5"))))
    assert [(one.sku, one.quantity, one.kind, one.reference, one.order_key) for one in made] == [
        ("A", D(5), "stock", "成品库", "C1/1")
    ]
    assert whole == {"C1/1"}


def test_more_than_is_there_is_short() -> None:
    made, whole = locks(locking(order("1", line("A", "9"))))
    assert ([one.quantity for one in made], whole) == ([D(8)], frozenset())


def test_an_order_no_rule_locks_for_gets_nothing() -> None:
    assert locks(order("1", line("A", "5"))) == ((), frozenset())


def test_a_rule_of_one_line_locks_that_line() -> None:
    made, _ = locks(locking(order("1", line("A", "1"), line("A", "2", "2")), "/order/lines/1"))
    assert [(one.line_id, one.quantity) for one in made] == [("2", D(2))]


def test_a_revision_of_an_order_with_reservations_locks_nothing_twice() -> None:
    taken = Commitments((Reservation("A", D(3), "stock", "成品库", "C1/1", "1", None),))
    assert locks(locking(order("1", line("A", "5"))), commitments=taken)[0] == ()


def test_what_is_locked_is_nobody_else_s() -> None:
    made, _ = locks(locking(order("1", line("A", "5"))))
    plan = split([order("2", line("A", "8"))], WORLD, Commitments(made), TODAY, WORDS)
    assert sum(one.quantity for one in plan.reservations if one.kind == "stock") == D(3)


def test_an_accepted_order_with_a_lock_goes_before_earlier_ones() -> None:
    late = locking(order("2", line("A", "8"), hour=9))
    plan = split([order("1", line("A", "8"), hour=8), late], WORLD, Commitments(), TODAY, WORDS)
    assert {one.order_key for one in plan.reservations if one.kind == "stock"} == {"C1/2"}


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_no_more_is_locked_than_there_is(quantities: list[int]) -> None:
    held = [locking(order(str(place), line("A", str(quantity)))) for place, quantity in enumerate(quantities)]
    made, whole = locks(*held)
    assert sum((one.quantity for one in made), Decimal(0)) <= D(8)
    for place, quantity in enumerate(quantities):
        got = sum((one.quantity for one in made if one.order_key == f"C1/{place}"), Decimal(0))
        assert (got == quantity) is (f"C1/{place}" in whole)
