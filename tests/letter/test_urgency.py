"""A letter that calls the order urgent or a replenishment says so in the order, with the sentence as evidence."""

from __future__ import annotations

import pytest

from orders.records import Evidence
from tests.letter.letters import chinese, english, night


@pytest.mark.parametrize(
    ("subject", "body", "shown"),
    [
        ("URGENT: Purchase Order 4500017432", "see attached", "URGENT: Purchase Order 4500017432"),
        ("Purchase order", "This is a rush order. Please confirm.", "This is a rush order."),
        ("【加急】采购订单", "请查收", "【加急】采购订单"),
        ("采购订单", "加急订单，请尽快确认", "加急订单，请尽快确认"),
    ],
)
def test_an_urgent_letter_makes_an_urgent_order(subject: str, body: str, shown: str) -> None:
    record = night(body, {"po.pdf": english()}, subject=subject)["po.pdf"]
    assert record.order is not None
    assert (record.status, record.order.priority, record.order.tags) == ("accepted", "urgent", ())
    assert record.evidence["/order/priority"] == Evidence(shown, "mail")


@pytest.mark.parametrize("body", ["补货订单，请查收", "This is a replenishment of our stock."])
def test_a_replenishment_is_a_tag(body: str) -> None:
    record = night(body, {"po.pdf": chinese()})["po.pdf"]
    assert record.order is not None
    assert (record.status, record.order.priority, record.order.tags) == ("accepted", None, ("replenishment",))
    assert record.evidence["/order/tags"].method == "mail"


@pytest.mark.parametrize(
    "body",
    [
        "不加急，请查收",
        "This is not urgent.",
        "Please confirm, it is urgent for us to hear from you.",
        "ok\n\n> urgent order",
    ],
)
def test_what_is_not_urgent_stays_without_priority(body: str) -> None:
    record = night(body, {"po.pdf": english()}, subject="Re: order")["po.pdf"]
    assert record.order is not None
    assert (record.order.priority, record.order.tags) == (None, ())


def test_urgency_of_one_of_two_orders_is_its_own() -> None:
    found = night("Order 4500017432 is an urgent order.", {"a.pdf": english(), "b.pdf": chinese()})
    assert [record.order.priority for record in found.values() if record.order] == ["urgent", None]
