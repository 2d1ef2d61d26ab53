"""X12 purchase orders: what they say, what their counts and sums prove, and what is held."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal as D

import pytest

from tests.intake.messages.edi import (
    HEAD_850,
    LINES_850,
    SET_850,
    TAIL_850,
    codes,
    quantities,
    read_one,
    records,
    transaction,
    x12,
)


def changed(*pairs: tuple[str, str]) -> str:
    """The order with texts replaced, its counts right."""
    body = SET_850
    for old, new in pairs:
        assert old in body
        body = body.replace(old, new)
    return x12(transaction(body))


def test_an_order_says_everything_once() -> None:
    found = read_one(x12(transaction()))
    order = found.order
    assert (found.document_type, found.status, found.findings) == ("purchase_order", "accepted", ())
    assert order is not None
    assert (order.order_id, order.issue_date, order.currency) == ("4500017432", date(2026, 1, 8), "USD")
    assert (order.buyer.name, order.buyer.party_id) == ("Northwind Automation Inc.", "7711")
    assert (order.delivery.requested_date, order.delivery.terms) == (date(2026, 1, 20), "DAP")
    assert order.delivery.address == "Northwind Plant 2, 7 Quay Street, Dayton, OH, 45402, US"
    assert (order.payment_terms, order.totals.payable_total) == ("30 days net", D(1450))
    first, second = order.lines
    assert (first.buyer_item_id, first.seller_item_id, first.description) == ("A-100", "SN-24G", "Pressure transmitter")
    assert (first.quantity, first.unit, first.unit_code, first.unit_price) == (D(100), "EA", "H87", D("12.5"))
    assert (second.unit, second.unit_code, second.price_base_quantity) == ("MR", "MTR", D(100))
    assert found.evidence["/order/lines/1/quantity"].cell == "PO1 15"


def test_the_separators_are_those_of_isa() -> None:
    other = x12(transaction()).translate(str.maketrans("*>~", "|^\x1c"))
    assert read_one(other).status == "accepted"
    assert read_one(other.replace("\n", "")).status == "accepted"


def test_deliveries_are_lines_of_one_number() -> None:
    schedule = "SCH*60*EA***002*20260120~\nSCH*40*EA***002*20260220~\n"
    found = read_one(changed(("PID*F", schedule + "PID*F")))
    assert found.status == "accepted"
    assert quantities(found) == [("1", "1", "60"), ("1", "2", "40"), ("2", None, "250")]
    lost = read_one(changed(("PID*F", schedule.replace("*40*", "*30*") + "PID*F")))
    assert "structured-sum-disagrees" in codes(lost)


def test_the_hash_total_may_be_a_sum_or_leave_the_points_out() -> None:
    half = ("PO1*2*250*MR", "PO1*2*250.5*MR"), ("AMT*TT*1450", "AMT*TT*1450.40")
    assert read_one(changed(*half, ("CTT*2*350", "CTT*2*350.5"))).status == "accepted"
    assert read_one(changed(*half, ("CTT*2*350", "CTT*2*2605"))).status == "accepted"
    assert codes(read_one(changed(*half, ("CTT*2*350", "CTT*2*3505")))) == ["control-count-wrong"]


@pytest.mark.parametrize(
    "text",
    [
        x12(transaction(count=17)),
        x12(transaction()).replace("SE*18*0001", "SE*18*0002"),
        x12(transaction(), sets_said=2),
        x12(transaction()).replace("GE*1*1~", "GE*1*2~"),
        x12(transaction(), groups_said=2),
        x12(transaction(), number="000000002"),
        changed(("CTT*2*", "CTT*3*")),
        changed(("CTT*2*350", "CTT*2*351")),
    ],
    ids=["SE count", "SE number", "GE count", "GE number", "IEA count", "IEA number", "CTT lines", "CTT hash"],
)
def test_a_wrong_control_holds(text: str) -> None:
    assert set(codes(read_one(text))) == {"control-count-wrong"}


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("AMT*TT*1450", "AMT*TT*1500"), "total-disagrees"),
        (("*100*EA*", "*100*CA*"), "structured-unread"),  # a price of each, ordered by the case
        (("*HP*", "*PP*"), "structured-unread"),
        (("*250*MR*", "*250*Z9*"), "unit-unknown"),
        (("BEG*00*NE", "BEG*00*BK"), "structured-unread"),
        (("BEG*00*NE", "BEG*07*NE"), "structured-unread"),
        (("4500017432**", "4500017432*7*"), "structured-unread"),
        (("CUR*BY*USD", "CUR*BY*USD~\nCUR*SE*EUR"), "field-ambiguous"),
        (("DTM*002*20260120", "DTM*064*20260110~\nDTM*063*20260120"), "date-ambiguous"),
        (("DTM*002*20260120", "DTM*002*20261320"), "date-unreadable"),
        (("PID*F", "SDQ*EA*92*01*40*02*60~\nPID*F"), "structured-unread"),
        (("PID*F", "SLN*1**I*2*EA~\nPID*F"), "structured-unread"),
        (("PID*F", "SAC*C*D240***5000~\nPID*F"), "structured-unread"),
        (("N1*BY", "SAC*C*D240****3*5~\nN1*BY"), "structured-unread"),
        (("*BP*A-200", "*YP*A-200"), "structured-unread"),
        (("PO1*2*250", "PO1*2*2,50"), "structured-invalid"),
        (("PO1*2*", "PO1*1*"), "structured-invalid"),
        (("*4500017432*", "**"), "order-number-missing"),
        (("*250*MR*80*HP*", "*250*MR***"), "structured-sum-disagrees"),
        (("CUR*BY", "CVR*BY"), "structured-unread"),
        (("A-100*VP", "A-100\0*VP"), "structured-invalid"),
        (("A-100*VP*", "A-100*"), "structured-unread"),
        (("*A-100*", "*A-\n100*"), "structured-invalid"),
    ],
)
def test_what_a_message_leaves_in_doubt_is_held(pair: tuple[str, str], code: str) -> None:
    found = read_one(changed(pair))
    assert found.status == "review"
    assert code in codes(found)


def test_charges_are_in_cents() -> None:
    freight = ("N1*BY", "SAC*C*D240***5000**********Freight~\nN1*BY")
    found = read_one(changed(freight, ("AMT*TT*1450", "AMT*TT*1500")))
    assert found.status == "accepted"
    assert found.order is not None
    (charge,) = found.order.allowance_charges
    assert (charge.charge, charge.reason, charge.amount) == (True, "Freight", D("50.00"))


def test_a_set_is_no_piece_though_its_code_is_a_word_for_one() -> None:
    found = read_one(changed(("*100*EA*12.5*PE", "*100*ST*12.5*UM")))
    assert found.status == "accepted"
    assert found.order is not None
    assert (found.order.lines[0].unit, found.order.lines[0].unit_code) == ("ST", "SET")


def test_a_test_is_no_order_to_deliver() -> None:
    assert codes(read_one(x12(transaction(), usage="T"))) == ["message-is-test"]


@pytest.mark.parametrize(
    ("kind", "begins", "type_", "status"),
    [
        ("860", "BCH*04*NE*4500017432**1*20260108~\n", "order_change", "review"),
        ("850", "BEG*01*NE*4500017432**20260108~\n", "order_cancellation", "review"),
        ("855", "BAK*00*AC*4500017432*20260108~\n", "order_response", "rejected"),
        ("810", "BIG*20260108*1**4500017432~\n", "invoice", "rejected"),
        ("856", "BSN*00*1*20260108*1200~\n", "despatch_advice", "rejected"),
        ("843", "BQR*00*1*20260108~\n", "quotation", "rejected"),
        ("997", "AK1*PO*1~\n", "other", "rejected"),
        ("830", "BFR*05**4500017432*DL*A*20260108*20260208~\n", "other", "review"),
    ],
)
def test_a_message_is_what_it_says_it_is(kind: str, begins: str, type_: str, status: str) -> None:
    found = read_one(x12(transaction(begins + SET_850.partition("\n")[2], kind)))
    assert (found.document_type, found.status) == (type_, status)
    assert found.order is None or found.order.order_id == "4500017432"


def test_lines_of_a_change_say_what_is_to_be_done_with_them() -> None:
    lines = LINES_850.replace("PO1*1*100*EA*", "POC*1*PQ*100**EA*").replace("PO1*2*250*MR*", "POC*2*DI*250**MR*")
    found = read_one(x12(transaction("BCH*04*NE*4500017432**2*20260108~\n" + lines + TAIL_850, "860")))
    assert found.order is not None
    assert (found.order.revision, quantities(found)[0]) == ("2", ("1", None, "100"))
    assert codes(found) == ["structured-unread"]
    assert found.findings[0].facts["seen"].startswith("POC+2+DI")


def test_several_sets_are_several_records() -> None:
    second = transaction(SET_850.replace("4500017432", "4500017433"), number="0002")
    found = records(x12(transaction(), second))
    assert [one.order.order_id for one in found if one.order] == ["4500017432", "4500017433"]
    assert [one.status for one in found] == ["accepted", "accepted"]


@pytest.mark.parametrize("end", [-8, -40, 200, 106])
def test_an_interchange_that_is_cut_off_is_held_as_damaged(end: int) -> None:
    found = read_one(x12(transaction())[:end].rstrip())
    assert (found.order, codes(found)) == (None, ["document-damaged"])


def test_pyx12_sees_the_same_segments() -> None:
    import pyx12.rawx12file

    from intake.read import read

    text = x12(transaction(HEAD_850 + LINES_850 + TAIL_850))
    theirs = [str(one) for one in pyx12.rawx12file.RawX12File(io.StringIO(text))]
    ours = [one.tag for one in read(text.encode(), "order").messages[0].segments]
    inner = theirs[next(at for at, one in enumerate(theirs) if one.startswith("ST")) :]
    assert [one.partition("*")[0] for one in inner if one[:2] not in ("SE", "GE") and one[:3] != "IEA"] == ours
