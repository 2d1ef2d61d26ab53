"""An order that changed: what stands and still serves is kept, the rest is added, reduced, cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from orders.documents import CANCELLATION, CHANGE, REDUCTION, SUPPLEMENT, Plan, PlannedDocument, PlannedLine
from orders.masters import Incoming, Masters
from orders.records import OrderRecord
from orders.units import unit_words
from plan import Commitments, replan, split, told
from tests.plan.factory import DUE, TODAY, D, bom, item, line, masters, order

WORDS = unit_words()
WORLD = masters(
    (item("FG", "make"), item("SA", "make"), item("RM"), item("CABLE", unit="米")),
    (bom("FG", "SA", "2"), bom("SA", "RM", "3"), bom("FG", "CABLE", "1.5", unit="米")),
)


def first(*records: OrderRecord, world: Masters = WORLD) -> Plan:
    return split(records, world, Commitments(), TODAY, WORDS)


def again(old: Plan, *records: OrderRecord, changed: Iterable[str] = ("C1/A",), world: Masters = WORLD) -> Plan:
    """Plan the changed orders on the day they come; their reservations have ended, their documents stand."""
    reservations = tuple(one for one in old.reservations if one.order_key not in changed)
    commitments = Commitments(reservations, old.documents)
    return replan(records, set(changed), world, commitments, TODAY, WORDS)


def standing(old: Plan, new: Plan) -> tuple[PlannedDocument, ...]:
    """Return what stands after a plan: new revisions in the place of the old ones."""
    gone = {one.document_id for one in new.documents if one.revision > 1} | new.superseded
    return (*(one for one in old.documents if one.document_id not in gone), *new.documents)


def lines(documents: Iterable[PlannedDocument], kind: str, sku: str) -> list[PlannedLine]:
    return [one for document in documents if document.document_type == kind for one in document.lines if one.sku == sku]


def total(documents: Iterable[PlannedDocument], kind: str, sku: str) -> Decimal:
    return sum((one.quantity for one in lines(documents, kind, sku)), D(0))


def tags(new: Plan, kind: str) -> list[tuple[int, str]]:
    delta = {SUPPLEMENT, REDUCTION, CANCELLATION}
    return [(one.revision, *sorted(delta & set(one.tags))) for one in new.documents if one.document_type == kind]  # type: ignore[misc]


def test_less_reduces_what_is_made_bought_and_shipped() -> None:
    old = first(order("A", line("FG", "10")))
    new = again(old, order("A", line("FG", "6"), revision="B"))
    for kind, sku, quantity in (
        ("production", "FG", 6), ("production", "SA", 12), ("purchase", "RM", 36), ("purchase", "CABLE", 9),
        ("outbound", "FG", 6), ("sales", "FG", 6),
    ):  # fmt: skip
        assert total(standing(old, new), kind, sku) == quantity, (kind, sku)
    assert {
        (one.revision, one.replaces == one.document_id) for one in new.documents if one.document_type != "sales"
    } == {(2, True)}
    (made,) = lines(new.documents, "production", "FG")
    said = {one.name: one.value for one in made.attributes}
    assert (said[CHANGE], said["part SA"], said["part CABLE"]) == ("-4", "12", "9")
    assert "减少 reduction: FG -4 → 6 只" in told(new)


def test_more_adds_only_the_difference() -> None:
    old = first(order("A", line("FG", "10")))
    new = again(old, order("A", line("FG", "14"), revision="B"))
    assert (total(new.documents, "production", "FG"), total(new.documents, "purchase", "RM")) == (D(4), D(24))
    assert (total(new.documents, "outbound", "FG"), total(new.documents, "sales", "FG")) == (D(4), D(14))
    assert {tag for kind in ("production", "purchase", "outbound") for tag in tags(new, kind)} == {(1, SUPPLEMENT)}
    assert new.superseded == {one.document_id for one in old.documents if one.document_type == "sales"}


def test_a_cancelled_order_cancels_everything_of_its_own() -> None:
    old = first(order("A", line("FG", "10")))
    new = again(old)
    assert {tag for one in new.documents for tag in one.tags} == {CANCELLATION}
    assert {line.quantity for one in new.documents for line in one.lines} == {D(0)}
    assert len(new.documents) == len(old.documents)


def test_what_another_order_needs_stays() -> None:
    old = first(order("A", line("RM", "10")), order("B", line("RM", "5")))
    new = again(old)
    assert total(standing(old, new), "purchase", "RM") == 5
    assert total(standing(old, new), "outbound", "RM") == 5
    assert tags(new, "purchase") == [(2, REDUCTION)]


def test_an_unchanged_order_changes_nothing_but_its_sales_document() -> None:
    old = first(order("A", line("FG", "10")))
    new = again(old, order("A", line("FG", "10"), revision="B"))
    assert [one.document_type for one in new.documents] == ["sales"]


def test_another_version_is_cancelled_and_made_anew() -> None:
    old = first(order("A", line("FG", "10")))
    other = masters(tuple(WORLD.items.values()), (bom("FG", "SA", "3", "V2"), bom("SA", "RM", "3")))
    new = again(old, order("A", line("FG", "10")), world=other)
    assert tags(new, "production") == [(1, SUPPLEMENT), (1, SUPPLEMENT), (2, CANCELLATION)]
    assert total(standing(old, new), "production", "SA") == 30
    assert total(standing(old, new), "purchase", "CABLE") == 0


def test_a_lot_keeps_its_multiple_while_any_of_it_is_needed() -> None:
    world = masters([item("RM", order_multiple=D(10))])
    old = first(order("A", line("RM", "18")), world=world)
    new = again(old, order("A", line("RM", "12"), revision="B"), world=world)
    assert tags(new, "purchase") == []
    less = again(old, order("A", line("RM", "8"), revision="B"), world=world)
    assert total(less.documents, "purchase", "RM") == 10


def test_an_earlier_day_is_served_by_nothing_that_comes_later() -> None:
    old = first(order("A", line("RM", "10")))
    new = again(old, order("A", line("RM", "10", day=date(2026, 4, 8)), revision="B"))
    assert sorted(tags(new, "purchase")) == [(1, SUPPLEMENT), (2, CANCELLATION)]


def test_what_comes_for_a_later_need_serves_it_though_a_new_lot_would_have_been_large_enough() -> None:
    """Eight are needed early, two hundred later; planned anew, the lot of the eight would hold them all."""
    world = masters([item("RM", minimum_order_quantity=D(250), order_multiple=D(250))])
    early, late = date(2026, 4, 8), date(2026, 4, 24)
    other = order("X", line("RM", "242", day=early))
    mine = (line("RM", "8", "1", day=early), line("RM", "200", "2", day=late))
    old = first(other, order("A", *mine), world=world)
    assert [one.quantity for one in lines(old.documents, "purchase", "RM")] == [250, 250]
    new = again(old, order("A", *mine, revision="B"), world=world)
    assert [one.document_type for one in new.documents] == ["sales"]


def test_what_is_on_its_way_serves_and_the_rest_is_reduced() -> None:
    old = first(order("A", line("RM", "10")))
    (bought,) = [one.document_id for one in old.documents if one.document_type == "purchase"]
    world = replace(WORLD, incoming={"RM": (Incoming("RM", D(10), DUE, bought),)})
    new = again(old, order("A", line("RM", "6", day=date(2026, 5, 21)), revision="B"), world=world)
    assert tags(new, "purchase") == [(2, REDUCTION)]
    assert total(new.documents, "purchase", "RM") == 6


def test_what_has_arrived_cannot_be_reduced() -> None:
    old = first(order("A", line("RM", "10")))
    late = replan((), {"C1/A"}, WORLD, Commitments((), old.documents), date(2026, 6, 1), WORDS)
    assert not [one for one in late.documents if one.document_type == "purchase"]


amounts = st.integers(0, 40)


@given(amounts, amounts, amounts, amounts, st.booleans())
@settings(max_examples=120, deadline=None)
def test_after_any_change_everything_ordered_is_served_once(
    a: int, b: int, new_a: int, other: int, later: bool
) -> None:
    """Two lines of one order become others, beside another order: what stands is what was ordered, and adds up."""
    sold = [line("FG", str(a), "1"), line("SA", str(b), "2")]
    beside = [order("B", line("FG", str(other)))] if other else []
    old = first(*([order("A", *(x for x in sold if x.quantity))] if a or b else []), *beside)
    day = date(2026, 6, 3) if later else DUE
    record = order("A", line("FG", str(new_a), "1", day=day), revision="B") if new_a else None
    new = again(old, *([record] if record else []))
    stands = standing(old, new)
    assert total(stands, "outbound", "FG") == new_a + other
    assert total(stands, "outbound", "SA") == 0
    assert total(stands, "production", "FG") == new_a + other
    assert total(stands, "production", "SA") == 2 * (new_a + other)
    assert total(stands, "purchase", "RM") == 6 * (new_a + other)
    for document in stands:
        for one in document.lines:
            assert sum((peg.quantity for peg in one.pegs), D(0)) + one.surplus == one.quantity
            assert one.surplus >= 0
