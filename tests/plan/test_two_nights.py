"""Nothing is promised twice: what earlier nights took is gone, wherever the goods are by now."""

from dataclasses import replace
from datetime import date, timedelta

from orders.documents import Plan, Reservation
from orders.masters import Incoming, Masters, Stock
from plan import Commitments, split
from tests.plan.factory import DUE, TODAY, D, after, bom, item, line, made, masters, of_type, order, quantity_of, taken

TOMORROW = TODAY + timedelta(1)
RM = masters([item("RM", minimum_order_quantity=D(100))])


def night_one(world: Masters = RM, quantity: str = "70") -> Plan:
    return split([order("A", line("RM", quantity))], world, Commitments(), TODAY)


def test_the_second_night_uses_the_surplus_before_it_buys() -> None:
    first = night_one()
    second = split([order("B", line("RM", "20"))], RM, after(first), TOMORROW)
    assert (quantity_of(second, "RM"), taken(second, "planned", "RM")) == (D(0), D(20))
    (bought,) = of_type(first, "purchase")
    assert second.reservations == (
        Reservation("RM", D(20), "planned", f"{bought.document_id}/1", "C1/B", "1", None, DUE),
    )
    third = split([order("C", line("RM", "20"))], RM, after(first, second), TOMORROW)
    assert (taken(third, "planned", "RM"), quantity_of(third, "RM")) == (D(10), D(100))


def test_another_need_of_the_same_week_is_another_document() -> None:
    first = night_one(quantity="100")
    second = split([order("B", line("RM", "100"))], RM, after(first), TOMORROW)
    assert of_type(first, "purchase")[0].document_id != of_type(second, "purchase")[0].document_id


def test_the_same_input_gives_the_same_ids_on_any_day() -> None:
    ids = {tuple(x.document_id for x in split([order("A", line("RM", "7"))], RM, Commitments(), day).documents)
           for day in (TODAY, TOMORROW)}  # fmt: skip
    assert len(ids) == 1


def test_a_revised_order_never_gets_the_id_of_the_old_document() -> None:
    old, new = order("A", line("RM", "7")), order("A", line("RM", "7"), revision="B")
    ids = [{x.document_id for x in split([one], RM, Commitments(), TODAY).documents} for one in (old, new)]
    assert not ids[0] & ids[1]


def test_stock_is_given_once() -> None:
    world = masters([item("RM")], stock=[Stock("RM", "W1", D(10)), Stock("RM", "W2", D(5))])
    first = split([order("A", line("RM", "12"))], world, Commitments(), TODAY)
    second = split([order("B", line("RM", "12"))], world, after(first), TOMORROW)
    assert (taken(first, "stock", "RM"), taken(second, "stock", "RM")) == (D(12), D(3))
    assert quantity_of(second, "RM") == D(9)


def incoming(first: Plan, quantity: str) -> Masters:
    document_id = of_type(first, "purchase")[0].document_id
    return replace(RM, incoming={"RM": (Incoming("RM", D(quantity), DUE, document_id),)})


def test_a_purchase_an_export_shows_counts_there_and_only_there() -> None:
    first = night_one()
    second = split([order("B", line("RM", "50"))], incoming(first, "100"), after(first), TOMORROW)
    assert (taken(second, "incoming", "RM"), taken(second, "planned", "RM")) == (D(30), D(0))
    third = split([order("C", line("RM", "5"))], incoming(first, "100"), after(first, second), TOMORROW)
    assert taken(third, "incoming", "RM") == D(0)


def test_what_was_borrowed_before_the_export_showed_it_stays_borrowed() -> None:
    first = night_one()
    second = split([order("B", line("RM", "20"))], RM, after(first), TOMORROW)
    third = split([order("C", line("RM", "50"))], incoming(first, "100"), after(first, second), TOMORROW)
    assert taken(third, "incoming", "RM") == D(10)


def test_a_part_that_has_arrived_is_still_promised() -> None:
    first = night_one()
    world = replace(incoming(first, "40"), stock={"RM": (Stock("RM", "W1", D(60)),)})
    second = split([order("B", line("RM", "100"))], world, after(first), TOMORROW)
    assert (taken(second, "stock", "RM"), taken(second, "incoming", "RM")) == (D(30), D(0))


def test_all_that_has_arrived_is_in_stock_once_and_still_promised() -> None:
    first = night_one()
    document_id = of_type(first, "purchase")[0].document_id
    world = replace(RM, stock={"RM": (Stock("RM", "W1", D(100)),)})
    seen = replace(after(first), shown=frozenset({document_id}))
    second = split([order("B", line("RM", "100"))], world, seen, TOMORROW)
    assert (taken(second, "stock", "RM"), taken(second, "planned", "RM")) == (D(30), D(0))
    overdue = split([order("B", line("RM", "100"))], world, after(first), DUE + timedelta(1))
    assert (taken(overdue, "stock", "RM"), taken(overdue, "planned", "RM")) == (D(30), D(0))


def test_an_ended_order_promises_nothing_any_more() -> None:
    first = night_one()
    world = replace(RM, stock={"RM": (Stock("RM", "W1", D(100)),)})
    ended = Commitments((), first.documents, frozenset({of_type(first, "purchase")[0].document_id}))
    second = split([order("B", line("RM", "100"))], world, ended, TOMORROW)
    assert taken(second, "stock", "RM") == D(100)


def test_a_cancelled_document_gives_nothing() -> None:
    first = night_one()
    documents = tuple(replace(one, state="cancelled") for one in first.documents)
    second = split([order("B", line("RM", "20"))], RM, Commitments((), documents), TOMORROW)
    assert taken(second, "planned", "RM") == D(0)


def test_surplus_of_a_make_item_is_used_too_and_spares_its_parts() -> None:
    world = masters((item("SA", "make", order_multiple=D(10)), item("RM")), [bom("SA", "RM", "3")])
    first = split([order("A", line("SA", "12"))], world, Commitments(), TODAY)
    assert (quantity_of(first, "SA"), quantity_of(first, "RM")) == (D(20), D(60))
    second = split([order("B", line("SA", "9"))], world, after(first), TOMORROW)
    assert (quantity_of(second, "SA"), quantity_of(second, "RM")) == (D(10), D(30))
    assert made(second, "SA")[0].surplus == D(9)


def test_a_late_purchase_is_expected_on_its_real_day() -> None:
    world = masters([item("RM", lead_time=20, minimum_order_quantity=D(100))])
    first = split([order("A", line("RM", "70", day=date(2026, 3, 6)))], world, Commitments(), TODAY)
    second = split([order("B", line("RM", "10", day=date(2026, 3, 27)))], world, after(first), TOMORROW)
    assert taken(second, "planned", "RM") == D(10)  # expected 2026-04-01, and buying anew takes until the 2nd
    assert "late" in of_type(second, "sales")[0].tags
