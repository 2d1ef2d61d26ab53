"""A cancellation says whose order it ends and waits for a person; its lines are not checked."""

from dataclasses import replace

from intake.check import check
from orders.records import Party
from tests.check.small_world import ORDER, context, line, record

ACCEPTED = frozenset({("order_cancellation", "/order")})
CANCELLATION = record(line(buyer_item_id="NO-SUCH", unit="坨"), document_type="order_cancellation")
STRANGER = record(replace(ORDER, buyer=Party("Nobody Ltd")), document_type="order_cancellation")


def test_only_whose_order_it_ends_is_said() -> None:
    checked = check(CANCELLATION, context())
    assert checked.order
    assert (checked.status, checked.findings) == ("review", ())
    assert (checked.order.buyer.party_id, checked.order_key) == ("C001", f"C001/{ORDER.order_id}")
    assert [(one.sku, one.unit_code) for one in checked.order.lines] == [(None, None)]
    assert check(checked, context()) == checked


def test_a_person_puts_it_into_effect() -> None:
    checked = check(CANCELLATION, context(settled=ACCEPTED))
    assert (checked.status, checked.order_key) == ("accepted", f"C001/{ORDER.order_id}")


def test_nobodys_cancellation_is_held_whatever_was_accepted() -> None:
    settled = ACCEPTED | {("buyer-unknown", "/order/buyer/party_id")}
    checked = check(STRANGER, context(settled=settled))
    assert ([item.code for item in checked.findings], checked.status) == (["buyer-unknown"], "review")


def test_a_buyer_given_by_a_person_is_no_acceptance_yet() -> None:
    found = context(settled=frozenset({("buyer-unknown", "/order/buyer/party_id")}))
    assert check(CANCELLATION, found).status == "review"
