"""EDIFACT orders: what they say, what their counts and sums prove, and what is held."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from tests.intake.messages.edi import (
    FIRST,
    HEAD,
    ORDERS,
    SECOND,
    TAIL,
    codes,
    interchange,
    message,
    quantities,
    read_one,
    records,
)

SCHEDULED = """LIN+1'
PIA+5+A-100:BP'
QTY+21:100:PCE'
MOA+203:1250.00'
PRI+AAA:12.50'
SCC+1'
QTY+21:60:PCE'
DTM+2:20260120:102'
SCC+1'
QTY+21:40:PCE'
DTM+2:20260220:102'
"""


def changed(*pairs: tuple[str, str]) -> str:
    """The order with texts replaced, in an interchange whose counts are right."""
    body = ORDERS
    for old, new in pairs:
        assert old in body
        body = body.replace(old, new)
    return interchange(message(body))


def test_an_order_says_everything_once() -> None:
    found = read_one(interchange(message()))
    order = found.order
    assert (found.document_type, found.status, found.findings) == ("purchase_order", "accepted", ())
    assert order is not None
    assert (order.order_id, order.issue_date, order.currency) == ("4500017432", date(2026, 1, 8), "EUR")
    assert (order.buyer.name, order.buyer.tax_id) == ("Nordwind Automation GmbH", "DE123456789")
    assert (order.buyer.contact, order.buyer.email) == ("Anna Weber", "anna@nordwind.example")
    assert order.seller.name == "Chenxin Sensing Co., Ltd."
    assert (order.delivery.requested_date, order.delivery.terms) == (date(2026, 1, 20), "DAP")
    assert order.delivery.address == "Nordwind Werk 2, Kai 7, Hamburg, 20457, DE"
    assert (order.totals.line_total, order.totals.payable_total) == (D("1450.00"), D("1450.00"))
    first, second = order.lines
    assert (first.buyer_item_id, first.seller_item_id, first.description) == ("A-100", "SN-24G", "Pressure transmitter")
    assert [(one.name, one.value) for one in first.attributes] == [("GTIN", "4000862141404")]
    assert (first.quantity, first.unit, first.unit_code, first.unit_price) == (D(100), "PCE", "H87", D("12.50"))
    assert (first.requested_date, second.requested_date) == (date(2026, 1, 21), None)
    assert (second.unit_code, second.price_base_quantity, second.line_amount) == ("MTR", D(100), D("200.00"))


def test_every_value_has_its_segment_as_its_place() -> None:
    evidence = read_one(interchange(message())).evidence["/order/lines/1/quantity"]
    assert (evidence.text, evidence.method, evidence.sheet, evidence.cell) == (
        "250",
        "structured",
        "ORDERS 1",
        "QTY 23",
    )


def test_a_comma_in_una_is_the_decimal_sign_and_the_only_one() -> None:
    body = ORDERS.replace("1250.00", "1250,00").replace("12.50", "12,50").replace("200.00", "200,00")
    body = body.replace("80.00", "80,00").replace("1450.00", "1450,00")
    found = read_one(interchange(message(body), una="UNA:+,? '"))
    assert found.status == "accepted"
    assert found.order is not None
    assert found.order.lines[0].unit_price == D("12.50")
    held = read_one(interchange(message(), una="UNA:+,? '"))
    assert "structured-invalid" in codes(held)


def test_service_characters_may_be_any_and_released() -> None:
    named = read_one(changed(("Nordwind Automation GmbH", "O?'Neill ?+ Sons?: ??"))).order
    assert named is not None
    assert named.buyer.name == "O'Neill + Sons: ?"
    other = interchange(message()).translate(str.maketrans("+:'", "*>~"))
    assert read_one("UNA>*.? ~" + other).status == "accepted"


def test_several_deliveries_are_lines_of_one_number() -> None:
    body = HEAD + SCHEDULED + SECOND + TAIL
    found = read_one(interchange(message(body)))
    assert found.status == "accepted"
    assert quantities(found) == [("1", "1", "60"), ("1", "2", "40"), ("2", None, "250")]
    assert found.order is not None
    assert [line.line_amount for line in found.order.lines] == [D("750.00"), D("500.00"), D("200.00")]
    assert [line.requested_date for line in found.order.lines[:2]] == [date(2026, 1, 20), date(2026, 2, 20)]
    lost = read_one(interchange(message(body.replace("QTY+21:40:", "QTY+21:30:"))))
    assert "structured-sum-disagrees" in codes(lost)


@pytest.mark.parametrize(
    ("letters", "codec"), [("UNOC:3", "latin-1"), ("UNOY:4", "utf-8"), ("UNOD:3", "iso8859-2"), ("UNOW:4", "utf-8")]
)
def test_the_syntax_identifier_names_the_letters(letters: str, codec: str) -> None:
    text = interchange(
        message(ORDERS.replace("Hafenstr. 1", "Hafenstraße 1").replace("GmbH", "Künßel")), letters=letters
    )
    found = read_one(text.encode(codec))
    assert found.status == "accepted"
    assert found.order is not None
    assert found.order.buyer.name == "Nordwind Automation Künßel"


def test_letters_that_are_not_of_the_named_set_hold() -> None:
    text = interchange(message(ORDERS.replace("GmbH", "Künßel")))
    assert "structured-invalid" in codes(read_one(text.encode("utf-8")))
    assert "structured-invalid" in codes(read_one(text.replace("UNOC", "UNOA").encode("latin-1")))


def test_several_messages_are_several_records() -> None:
    second = message(ORDERS.replace("4500017432", "4500017433"), number="2")
    found = records(interchange(message(), second))
    assert [one.order.order_id for one in found if one.order] == ["4500017432", "4500017433"]
    assert [one.status for one in found] == ["accepted", "accepted"]
    assert found[1].evidence["/order/order_id"].sheet == "ORDERS 2"


@pytest.mark.parametrize(
    "text",
    [
        interchange(message(count=20)),
        interchange(message(), count=2),
        interchange(message()).replace("UNT+31+1'", "UNT+31+2'"),
        interchange(message()).replace("UNZ+1+77", "UNZ+1+78"),
        changed(("CNT+2:2", "CNT+2:3")),
        changed(("CNT+1:350", "CNT+1:351")),
        interchange("UNG+ORDERS+A+B+260108:1200+5+UN+D:96A'\n", message(), "UNE+2+5'\n", count=1),
        interchange("UNG+ORDERS+A+B+260108:1200+5+UN+D:96A'\n", message(), "UNE+1+6'\n", count=1),
        interchange("UNG+ORDERS+A+B+260108:1200+5+UN+D:96A'\n", message(), count=1),
        interchange(
            "UNG+ORDERS+A+B+260108:1200+5+UN+D:96A'\nUNG+ORDERS+A+B+260108:1200+5+UN+D:96A'\n",
            message(),
            "UNE+1+5'\n",
            count=2,
        ),
    ],
    ids=[
        "UNT count",
        "UNZ count",
        "UNT reference",
        "UNZ reference",
        "CNT lines",
        "CNT quantity",
        "UNE count",
        "UNE name",
        "UNE left out",
        "UNE left out of the first group",
    ],
)
def test_a_wrong_control_holds(text: str) -> None:
    assert set(codes(read_one(text))) == {"control-count-wrong"}


def test_a_group_is_counted_instead_of_its_messages() -> None:
    second = message(number="2")
    text = interchange("UNG+ORDERS+A+B+260108:1200+5+UN+D:96A'\n", message(), second, "UNE+2+5'\n", count=1)
    assert [one.status for one in records(text)] == ["accepted", "accepted"]


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("MOA+203:1250.00", "MOA+203:1251.00"), "line-amount-disagrees"),
        (("MOA+86:1450.00", "MOA+86:1500.00"), "total-disagrees"),
        (("MOA+79:1450.00", "MOA+79:1400.00"), "structured-sum-disagrees"),
        (("QTY+21:100:PCE", "QTY+21:100:ZQZ"), "unit-unknown"),
        (("QTY+21:100:PCE", "QTY+192:100:PCE"), "structured-unread"),
        (("PRI+AAA:12.50:::1:PCE", "PRI+AAA:12.50:::1:KGM"), "structured-unread"),
        (("PIA+5+A-100:BP", "PIA+3+A-100:BP"), "structured-unread"),
        (("LIN+1++", "LIN+1+2+"), "structured-unread"),
        (("BGM+220+", "BGM+221+"), "structured-unread"),
        (("+4500017432+9'", "+4500017432+7'"), "structured-unread"),
        (("BGM+220+4500017432", "BGM+220+"), "order-number-missing"),
        (("DTM+137:20260108:102'\n", ""), "structured-invalid"),
        (("DTM+2:20260120:102", "DTM+2:202604:616"), "date-unreadable"),
        (("DTM+2:20260120:102'\n", "DTM+64:20260110:102'\nDTM+63:20260120:102'\n"), "date-ambiguous"),
        (("DTM+2:20260120:102", "DTM+64:20260120:102"), "structured-unread"),
        (("CUX+2:EUR:9", "CUX+2:EURO:9"), "currency-unknown"),
        (("CUX+2:EUR:9", "CUX+3:EUR:9"), "structured-unread"),
        (("PIA+5+A-100", "PIB+5+A-100"), "structured-unread"),
        (("PIA+5+A-100", "PIA+5+A-\r\n100"), "structured-invalid"),
        (("PIA+5+A-100", "PIA+5+A-1\x0000"), "structured-invalid"),
        (("PIA+5+A-200:BP", "PIA+5+A-200:BP+:SA"), "structured-unread"),
        (("FTX+AAI", "RFF+ON:4711'\nFTX+AAI"), "field-ambiguous"),
        (("MOA+203:200.00", "MOA+203:200.00:USD"), "currency-unknown"),
        (("PIA+5+A-200:BP", "PIA+5+A-200:BP+A-201:BP"), "field-ambiguous"),
        (("UNS+S", "SCC+1'\nDTM+2:20260130:102'\nTAX+7+VAT+++:::19'\nTAX+7+VAT+++:::7'\nUNS+S"), "field-ambiguous"),
        (("LIN+2'", "LIN+1'"), "structured-invalid"),
        (("QTY+21:250:MTR", "QTY+21:2.50,0:MTR"), "structured-invalid"),
        (("PIA+5+A-200:BP'\n", ""), "line-incomplete"),
        (("PRI+AAA:12.50", "NAD+DP+++Elsewhere'\nPRI+AAA:12.50"), "structured-unread"),
    ],
)
def test_what_a_message_leaves_in_doubt_is_held(pair: tuple[str, str], code: str) -> None:
    found = read_one(changed(pair))
    assert found.status == "review"
    assert code in codes(found)


def test_a_test_is_no_order_to_deliver() -> None:
    assert codes(read_one(interchange(message(), test="1"))) == ["message-is-test"]


def test_charges_of_the_order_close_its_total() -> None:
    freight = "ALC+C+++1+FC:::Freight'\nMOA+23:50.00'\n"
    found = read_one(changed(("TOD+3++DAP'\n", "TOD+3++DAP'\n" + freight), ("MOA+86:1450.00", "MOA+86:1500.00")))
    assert found.status == "accepted"
    assert found.order is not None
    (charge,) = found.order.allowance_charges
    assert (charge.charge, charge.reason, charge.amount) == (True, "Freight", D("50.00"))
    share = read_one(changed(("TOD+3++DAP'\n", "TOD+3++DAP'\nALC+A'\nPCD+3:5'\n")))
    assert "structured-unread" in codes(share)


@pytest.mark.parametrize(
    ("kind", "begins", "type_", "status"),
    [
        ("ORDCHG:D:96A:UN", "BGM+230+77+4'\nRFF+ON:4500017432'\n", "order_change", "review"),
        ("ORDERS:D:01B:UN", "BGM+220+4500017432+1'\n", "order_cancellation", "review"),
        ("ORDRSP:D:96A:UN", "BGM+231+4500017432+29'\n", "order_response", "rejected"),
        ("INVOIC:D:96A:UN", "BGM+380+4500017432+9'\n", "invoice", "rejected"),
        ("DESADV:D:96A:UN", "BGM+351+4500017432+9'\n", "despatch_advice", "rejected"),
        ("QUOTES:D:96A:UN", "BGM+310+4500017432+9'\n", "quotation", "rejected"),
        ("CONTRL:D:3:UN", "UCI+1+A+B+7'\n", "other", "rejected"),
        ("DELFOR:D:96A:UN", "BGM+241+4500017432+9'\n", "other", "review"),
    ],
)
def test_a_message_is_what_it_says_it_is(kind: str, begins: str, type_: str, status: str) -> None:
    found = read_one(interchange(message(begins + ORDERS.partition("\n")[2], kind)))
    assert (found.document_type, found.status) == (type_, status)
    assert found.order is None or found.order.order_id == "4500017432"


def test_a_rush_order_is_urgent() -> None:
    found = read_one(changed(("BGM+220+", "BGM+224+")))
    assert found.status == "accepted"
    assert found.order is not None
    assert found.order.priority == "urgent"


def test_a_gtin_alone_is_the_code_of_the_item() -> None:
    body = HEAD + FIRST.replace("PIA+5+A-100:BP+SN-24G:SA'\n", "") + SECOND + TAIL
    found = read_one(interchange(message(body)))
    assert found.status == "accepted"
    assert found.order is not None
    assert found.order.lines[0].buyer_item_id == "4000862141404"


@pytest.mark.parametrize("end", [-8, -60, 90, 40])
def test_an_interchange_that_is_cut_off_is_held_as_damaged(end: int) -> None:
    found = read_one(interchange(message())[:end].rstrip())
    assert (found.order, codes(found)) == (None, ["document-damaged"])


def test_pydifact_writes_what_we_read() -> None:
    from pydifact.segmentcollection import Interchange, Message
    from pydifact.segments import Segment

    whole = Interchange("4012345000009", "4098765000003", "77", ("UNOC", 3))
    made = Message("1", ("ORDERS", "D", "96A", "UN"))
    for line in (HEAD + FIRST + SECOND + TAIL).replace("'\n", "\n").splitlines():
        tag, *elements = line.split("+")
        made.add_segment(Segment(tag, *(item.split(":") if ":" in item else item for item in elements)))
    whole.add_message(made)
    found = read_one(whole.serialize())
    assert (found.status, found.findings) == ("accepted", ())
    assert quantities(found) == [("1", None, "100"), ("2", None, "250")]
