"""A resend, a revision, another order under the same number; and what persons and policy decide."""

from dataclasses import replace
from decimal import Decimal

import pytest

from intake.check import Context, Seen, check
from orders.codes import finding, message
from orders.records import Drawing, Evidence, Order, OrderLine, OrderRecord, Source
from tests.check.small_world import NORDWIND, ORDER, D, Earlier, codes, context, errors, found, line, record

FIRST = check(record(), context())
SECOND_FILE = Source("b.eml/po.pdf", "cd" * 32, "application/pdf", (1,))
ONLY = finding("changes-only", "/order/lines")
MORE = replace(line(quantity=D("20")), revision="B")


def after(*seen: Seen, **files: str) -> Context:
    return context(history=Earlier(*seen, files=files))


ONCE = after(Seen(FIRST, "a.eml/po.pdf"))


def test_the_same_bytes_are_a_resend() -> None:
    checked = check(record(), after(**{"ab" * 32: "old.eml/po.pdf"}))
    assert (checked.status, checked.findings[-1].facts["file"]) == ("rejected", "old.eml/po.pdf")


def test_the_same_content_in_another_file_is_a_resend() -> None:
    checked = check(record(source=SECOND_FILE), ONCE)
    assert (checked.status, [item.code for item in checked.findings]) == ("rejected", ["duplicate-order"])


def test_a_document_is_no_resend_of_itself() -> None:
    assert check(record(), ONCE).status == "accepted"


def test_a_rejected_order_is_no_rival() -> None:
    assert codes(MORE, after(Seen(FIRST, "a", state="rejected")), source=SECOND_FILE) == ["order-revised"]
    assert codes(ORDER, after(Seen(FIRST, "a", state="rejected")), source=SECOND_FILE) == []


def test_a_printed_revision_says_line_by_line_what_changed() -> None:
    item = found(MORE, "order-revised", ONCE, source=SECOND_FILE)
    assert item.proposed == item.facts["changes"]
    assert "行 line 1: 数量 quantity 10 → 20" in item.facts["changes"]
    assert "金额 amount 1130.00 → 2260.00" in message(item, "zh")
    assert check(record(MORE, source=SECOND_FILE), ONCE).status == "review"


def test_an_order_change_is_a_revision_without_a_mark() -> None:
    changed = record(replace(MORE, revision=None), source=SECOND_FILE, document_type="order_change")
    assert errors(check(changed, ONCE)) == ["order-revised"]


def test_lines_added_and_gone_are_named() -> None:
    second = OrderLine(
        "2", buyer_item_id="000123", quantity=D("5"), unit="只", unit_price=D("56.50"), line_amount=D("282.50")
    )
    order = replace(ORDER, revision="B", lines=(replace(second, line_id="3"),))
    text = found(order, "order-revised", ONCE, source=SECOND_FILE).facts["changes"]
    assert "+ 行 line 3: 000123 5 只" in text
    assert "− 行 line 1: YH-3001 10 只" in text


def test_other_content_without_a_revision_is_a_conflict() -> None:
    assert "order-conflict" in codes(line(quantity=D("20")), ONCE, source=SECOND_FILE)


def test_a_late_copy_of_an_older_version_is_a_resend() -> None:
    both = after(Seen(FIRST, "a.eml/po.pdf"), Seen(check(record(MORE, source=SECOND_FILE), ONCE), "b.eml/po.pdf"))
    assert codes(ORDER, both, source=replace(SECOND_FILE, sha256="ef" * 32)) == ["duplicate-order"]


def test_another_customers_order_of_that_number_is_another_order() -> None:
    assert codes(NORDWIND, ONCE, source=SECOND_FILE) == []


def test_a_resend_of_a_mended_order_is_a_resend() -> None:
    mended = {"/order/lines/0/unit": Evidence("只", "person")}
    said = record(line(unit="坨"))
    seen = Seen(replace(FIRST, evidence={**FIRST.evidence, **mended}), "a.eml/po.pdf", said=said)
    assert codes(line(unit="坨"), after(seen), source=SECOND_FILE)[-1] == "duplicate-order"


def test_an_amount_derived_after_mending_is_compared_as_it_was_printed() -> None:
    place = "/order/totals/payable_total"
    printed = {place: Evidence("1,130.00", "text")}
    mended = replace(FIRST, order=line(unit_price=D("114.00")), evidence={place: Evidence("1,130.00", "derived")})
    price = {"/order/lines/0/unit_price": Evidence("114.00", "person")}
    amount = {"/order/lines/0/line_amount": Evidence("1130.00", "derived")}
    seen = Seen(replace(mended, evidence={**mended.evidence, **price, **amount}), "a.eml/po.pdf", said=record())
    resent = record(source=SECOND_FILE, evidence={**printed, "/order/lines/0/line_amount": Evidence("1130.00", "text")})
    assert [item.code for item in check(resent, after(seen)).findings] == ["duplicate-order"]
    dearer = replace(ORDER, totals=replace(ORDER.totals, payable_total=D("1140.00")))
    other = record(dearer, source=SECOND_FILE, evidence={place: Evidence("1,140.00", "text")})
    assert [item.code for item in check(other, after(seen)).findings] == ["total-disagrees", "order-conflict"]


def test_a_paper_that_says_neither_what_was_printed_nor_what_a_person_made_of_it_is_no_resend() -> None:
    place = "/order/lines/0/quantity"
    mended = replace(check(record(line(quantity=D("12"))), context()), evidence={place: Evidence("12", "person")})
    seen = after(Seen(mended, "a.eml/po.pdf", said=record()))
    assert codes(ORDER, seen, source=SECOND_FILE) == ["duplicate-order"]
    assert codes(line(quantity=D("12")), seen, source=SECOND_FILE) == ["duplicate-order"]
    assert codes(line(quantity=D("15")), seen, source=SECOND_FILE) == ["order-conflict"]


def test_what_a_person_makes_of_a_later_paper_is_compared() -> None:
    place = "/order/lines/0/quantity"
    mended = record(line(quantity=D("15")), source=SECOND_FILE, evidence={place: Evidence("15", "person")})
    seen = Seen(FIRST, "a.eml/po.pdf", said=record())
    assert errors(check(mended, after(seen))) == ["order-conflict"]


@pytest.mark.parametrize(
    ("revision", "held"), [("A", False), ("0", False), ("Rev. 1", False), ("B", True), ("变更2", True)]
)
def test_a_later_revision_of_an_order_that_never_came_is_held(revision: str, held: bool) -> None:
    assert ("order-revised" in codes(replace(ORDER, revision=revision))) is held


def test_what_a_person_settled_stays_settled() -> None:
    priced = line(unit_price=Decimal("120.00"))
    place = "/order/lines/0/unit_price"
    assert codes(priced) == ["price-disagrees"]
    assert codes(priced, context(settled=frozenset({("price-disagrees", place)}))) == []
    assert codes(priced, context(settled=frozenset({("price-disagrees", "/order/lines/1/unit_price")}))) == [
        "price-disagrees"
    ]


def test_a_nod_does_not_replace_a_missing_value() -> None:
    settled = frozenset({("item-unknown", "/order/lines/0/sku")})
    assert "item-unknown" in codes(line(buyer_item_id="ZZZZZZZ"), context(settled=settled))


def test_a_nod_does_not_make_a_unit_convertible() -> None:
    settled = frozenset({("unit-disagrees", "/order/lines/0/unit_code")})
    assert "unit-disagrees" in codes(line(unit="箱"), context(settled=settled))


def by_person(order: Order, path: str, value: str) -> OrderRecord:
    return record(order, evidence={path: Evidence(value, "person")})


def test_what_a_person_gave_is_used() -> None:
    order = line(buyer_item_id="ZZZZZZZ")
    order = replace(order, lines=(replace(order.lines[0], sku="SN-100"),))
    assert check(by_person(order, "/order/lines/0/sku", "SN-100"), context()).findings == ()
    order = line(unit="坨")
    order = replace(order, lines=(replace(order.lines[0], unit_code="只"),))
    checked = check(by_person(order, "/order/lines/0/unit_code", "只"), context())
    assert checked.order
    assert (checked.findings, checked.order.lines[0].unit_code) == ((), "H87")


def test_a_factor_written_beside_a_unit_code_is_not_silently_lost() -> None:
    order = line(unit="坨", quantity=D(2), unit_price=D("2260.00"))
    order = replace(order, lines=(replace(order.lines[0], unit_code="箱(20只)"),))
    checked = check(by_person(order, "/order/lines/0/unit_code", "箱(20只)"), context())
    assert errors(checked) == ["unit-disagrees"]


def test_an_accepted_change_goes_on() -> None:
    changed = record(MORE, source=SECOND_FILE, document_type="order_change")
    settled = frozenset({("order-revised", "/order")})
    checked = check(changed, replace(ONCE, settled=settled))
    assert (checked.status, checked.findings) == ("accepted", ())


def test_policy() -> None:
    priced = line(unit_price=Decimal("120.00"))
    assert codes(priced, context(policy={"price-disagrees": "off"})) == []
    warned = check(record(priced), context(policy={"price-disagrees": "warning"}))
    assert (warned.status, warned.findings[0].severity) == ("accepted", "warning")
    unknown = check(record(line(buyer_item_id="ZZZZZZZ")), context(policy={"item-unknown": "off"}))
    assert unknown.status == "review"


def test_checking_twice_is_the_same_as_once() -> None:
    for order in (ORDER, NORDWIND, MORE, line(unit="坨"), line(buyer_item_id="YH-3OO1")):
        once = check(record(order), context())
        assert check(once, context()) == once


def test_other_documents_pass_through() -> None:
    invoice = record(document_type="invoice", status="rejected")
    assert check(invoice, context()) is invoice
    unread = replace(invoice, order=None, status="review", findings=(finding("document-encrypted"),))
    assert check(unread, context()) is unread


def test_a_paper_of_changes_only_is_compared_in_what_it_says() -> None:
    second = OrderLine("2", buyer_item_id="000123", quantity=D("5"), unit="只", unit_price=D("56.50"))
    both = check(record(replace(ORDER, lines=(*ORDER.lines, second))), context())
    only = Order(order_id=ORDER.order_id, buyer=ORDER.buyer, lines=(OrderLine("2", quantity=D("8")),))
    told = record(
        only, source=SECOND_FILE, document_type="order_change", findings=(finding("changes-only", "/order/lines"),)
    )
    checked = check(told, after(Seen(both, "a.eml/po.pdf")))
    revised = [item.facts["changes"] for item in checked.findings if item.code == "order-revised"]
    assert revised == ["行 line 2: 数量 quantity 5 → 8"]
    assert checked.status == "review"


def test_a_change_that_says_nothing_we_can_read_is_no_resend_and_no_nod_puts_it_in_force() -> None:
    nothing = Order(order_id=ORDER.order_id, buyer=ORDER.buyer)
    told = record(
        nothing, source=SECOND_FILE, document_type="order_change", findings=(finding("changes-only", "/order/lines"),)
    )
    nodded = frozenset(
        {("order-revised", "/order"), ("changes-only", "/order/lines"), ("lines-missing", "/order/lines")}
    )
    checked = check(told, replace(ONCE, settled=nodded))
    assert checked.status == "review"
    assert "changes-only" in {item.code for item in checked.findings}


def test_a_resend_with_a_new_drawing_is_no_resend() -> None:
    drawn = Drawing("b.eml/B-2002.dwg", "12" * 32)
    checked = check(replace(record(source=SECOND_FILE), drawings=(drawn,)), ONCE)
    assert (checked.status, codes_of(checked)) == ("review", ["order-revised"])
    assert "b.eml/B-2002.dwg" in checked.findings[0].facts["changes"]
    before = after(Seen(replace(FIRST, drawings=(drawn,)), "a.eml/po.pdf"))
    assert check(replace(record(source=SECOND_FILE), drawings=(drawn,)), before).status == "rejected"


def test_a_resend_whose_letter_changes_the_order_is_held() -> None:
    changed = finding("order-changed-in-mail", "/order", seen="Please cancel line 2.")
    checked = check(replace(record(source=SECOND_FILE), findings=(changed,)), ONCE)
    assert (checked.status, codes_of(checked)) == ("review", ["order-changed-in-mail", "duplicate-order"])
    settled = after(Seen(FIRST, "a.eml/po.pdf"))
    nodded = replace(settled, settled=frozenset({("order-changed-in-mail", "/order")}))
    assert check(replace(record(source=SECOND_FILE), findings=(changed,)), nodded).status == "rejected"


def codes_of(checked: OrderRecord) -> list[str]:
    return [item.code for item in checked.findings]


EXTRA = replace(line(buyer_item_id="000123", description=None, unit_price=D("56.50")).lines[0], line_id="2")
SUPPLEMENT = replace(ORDER, lines=(EXTRA,), totals=replace(ORDER.totals, payable_total=EXTRA.line_amount))
NODDED = frozenset({("order-supplement", "/order")})


def test_lines_that_go_on_behind_the_earlier_ones_are_a_supplement() -> None:
    item = found(SUPPLEMENT, "order-supplement", ONCE, source=SECOND_FILE)
    assert "+ 行 line 2: 000123 10 只" in item.facts["lines"]
    accepted = check(record(SUPPLEMENT, source=SECOND_FILE), replace(ONCE, settled=NODDED))
    assert (accepted.status, accepted.order_key) == ("accepted", "C001/CG-0018+1")
    assert check(accepted, replace(ONCE, settled=NODDED)) == accepted


def test_a_supplement_that_comes_twice_is_a_resend() -> None:
    accepted = check(record(SUPPLEMENT, source=SECOND_FILE), replace(ONCE, settled=NODDED))
    both = after(Seen(FIRST, "a.eml/po.pdf"), Seen(accepted, "b.eml/po.pdf"))
    again = replace(SECOND_FILE, file="c.eml/po.pdf", sha256="ef" * 32)
    resent = check(record(SUPPLEMENT, source=again), both)
    assert (resent.status, resent.findings[-1].code) == ("rejected", "duplicate-order")
    third = replace(SUPPLEMENT, lines=(replace(EXTRA, line_id="3", quantity=D(4), line_amount=D("226.00")),))
    third = replace(third, totals=replace(third.totals, payable_total=D("226.00")))
    checked = check(record(third, source=again), replace(both, settled=NODDED))
    assert (checked.status, checked.order_key) == ("accepted", "C001/CG-0018+2")


@pytest.mark.parametrize(
    "changed",
    [
        replace(SUPPLEMENT, lines=(replace(EXTRA, line_id="1"),)),
        replace(SUPPLEMENT, lines=(replace(EXTRA, line_id=None),)),
        replace(ORDER, lines=(replace(ORDER.lines[0], line_id="2"),)),
    ],
)
def test_what_may_replace_a_line_is_no_supplement(changed: Order) -> None:
    assert "order-conflict" in codes(changed, ONCE, source=SECOND_FILE)


def test_an_order_that_comes_again_after_its_cancellation_is_asked_about() -> None:
    gone = replace(FIRST, document_type="order_cancellation", source=replace(SECOND_FILE, sha256="99" * 32))
    night = after(Seen(FIRST, "a.eml/po.pdf", state="superseded"), Seen(gone, "b.eml/stop.pdf", state="cancelled"))
    item = found(ORDER, "order-conflict", night, source=SECOND_FILE)
    assert "after its cancellation" in item.facts["changes"]


# ── numbers with a revision mark glued to them ───────────────────────────────────────────────────────────────────

TWENTY = line(quantity=D("20"))


def numbered(number: str, order: Order = TWENTY) -> Order:
    return replace(order, order_id=number)


@pytest.mark.parametrize("mark", ["-B", "B", " REV.2", "/R1", "_V2", "改1", "(修订2)"])
def test_a_number_with_a_revision_mark_is_asked_about(mark: str) -> None:
    item = found(numbered(f"{ORDER.order_id}{mark}"), "order-conflict", ONCE, source=SECOND_FILE)
    assert str(ORDER.order_id) in item.facts["changes"]
    assert "数量 quantity 10 → 20" in item.facts["changes"]


@pytest.mark.parametrize("end", ["-1", "-02", "0", "1"])
def test_numbers_of_a_series_are_orders_of_their_own(end: str) -> None:
    assert codes(numbered(f"{ORDER.order_id}{end}"), ONCE, source=SECOND_FILE) == []


def test_a_mark_behind_a_number_of_other_things_is_none() -> None:
    other = check(record(numbered("PO-7", line(buyer_item_id="000123", unit_price=D("56.50")))), context())
    assert codes(numbered("PO-7-B"), after(Seen(other, "a.eml/po.pdf")), source=SECOND_FILE) == []


def test_a_mark_behind_the_number_of_a_cancelled_order_is_none() -> None:
    gone = after(Seen(FIRST, "a.eml/po.pdf", state="cancelled"))
    assert codes(numbered(f"{ORDER.order_id}-B"), gone, source=SECOND_FILE) == []
