"""An order in several files of one mail: read as one where they prove it, held where not, never made of two orders."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from intake.collect.mail import read_mail
from intake.pipeline import process
from intake.together import Found, put_together
from orders.codes import record_json
from orders.records import OrderRecord
from tests.intake.papers.goods import (
    BARE_COLUMNS,
    BARE_HEAD,
    BARE_ROWS,
    COLUMNS,
    COLUMNS_ZH,
    HEAD,
    TITLE,
    bare,
    errors,
    facts,
    goods,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, head, new_page, parts, text, title, totals
from tests.intake.papers.mailed import mail, pages_of, records_of, scanned
from tests.intake.papers.paged import LONG, LONG_ZH, MANY, MANY_ZH, TERMS, again

TOTAL = totals(("Total EUR", "1,950.00"))
NONE = parts()
DRAWING = Paper((title("Drawing A-1001"), text("PO Number: 4500017432", "Scale 1:2", "Material: 1.4301")))
LISTED = text("Items as per attached list.")
LIST = title("Item list")
# lines counted and named, but without prices: nothing adds up
COUNTED = [row[:5] for row in MANY]
COUNTED_COLUMNS = COLUMNS[:5]
BARE_LONG = {
    **LONG,
    "currency": None,
    "payable_total": None,
    "lines": tuple(item._replace(unit_price=None, line_amount=None) for item in LONG["lines"]),
}


def mark(words: str) -> Part:
    return text(words, x=420)


def first(words: str = "", **special: Any) -> Paper:
    """Page 1: the head and seven of twelve lines."""
    return order(mark(words), **{"items": goods(MANY[:7]), "total": NONE, **special})


def second(words: str = "", *, number: str = HEAD[0][1], total: Part = TOTAL) -> Paper:
    """Page 2 with its own headings and a line that names the order."""
    return Paper((mark(words), again(number), goods(MANY[7:]), total))


def counted(words: str = "", *before: Part, start: int = 0, end: int = 12) -> Paper:
    return Paper((*before, mark(words), goods(COUNTED[start:end], COUNTED_COLUMNS)))


CUT = pages_of(order(items=goods(MANY, breaks=(7,)), total=TOTAL))
CUT_IN_THREE = pages_of(order(items=goods(MANY, style="half", breaks=(4, 8)), total=TOTAL))
WITHOUT_PRICES = (TITLE, head(BARE_HEAD))
JOINED: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Paper | bytes]]] = {
    "numbered pages": (LONG, {"page1.pdf": first("Page 1 of 2"), "page2.pdf": second("Page 2 of 2")}),
    "attached the wrong way round": (LONG, {"a.pdf": second("Page 2 of 2"), "b.pdf": first("Page 1 of 2")}),
    "the number alone ties them, and the total": (LONG, {"PO_p1of2.pdf": first(), "PO_p2of2.pdf": second()}),
    "no headings on page 2": (LONG, dict(zip(("page1.pdf", "page2.pdf"), CUT, strict=True))),
    "no headings, the wrong way round": (LONG, dict(zip(("page 2.pdf", "page 1.pdf"), CUT[::-1], strict=True))),
    "three pages, names that say nothing": (LONG, dict(zip(("x.pdf", "c.pdf", "d.pdf"), CUT_IN_THREE, strict=True))),
    "the total alone on page 2": (LONG, {"1.pdf": first(items=goods(MANY)), "2.pdf": Paper((TOTAL,))}),
    "a form with the total and its list": (
        LONG,
        {
            "order.pdf": order(items=LISTED, total=TOTAL),
            "list.pdf": Paper((LIST, text("for Purchase Order No. 4500017432"), goods(MANY))),
        },
    ),
    "a form and a list with the total that names it": (
        LONG,
        {
            "order.pdf": order(items=LISTED, total=NONE),
            "list.pdf": Paper((LIST, text("PO Number: 4500017432"), goods(MANY), TOTAL)),
        },
    ),
    "Chinese pages": (
        LONG_ZH,
        {
            "采购订单1.pdf": order_zh(items=goods(MANY_ZH[:7], COLUMNS_ZH), total=NONE),
            "采购订单2.pdf": Paper(
                (
                    text("采购订单    订单编号：CG-2026-0117"),
                    goods(MANY_ZH[7:], COLUMNS_ZH),
                    totals(("合计", "1950.00")),
                )
            ),
        },
    ),
    "no prices, numbered names": (
        BARE_LONG,
        {
            "PO4500017432_p2of2.pdf": counted("", again(), start=7),
            "PO4500017432_p1of2.pdf": counted("", *WITHOUT_PRICES, end=7),
        },
    ),
    "no prices, numbered pages, counted lines": (
        BARE_LONG,
        {
            "1.pdf": counted("Page 1 of 2", *WITHOUT_PRICES, end=7),
            "2.pdf": counted("Page 2 of 2", start=7),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("truth", "files"), [pytest.param(*one, id=name) for name, one in JOINED.items()])
def test_files_that_prove_to_be_pages_of_one_order_are_one_order(
    truth: Mapping[str, Any], files: Mapping[str, Paper | bytes]
) -> None:
    (found,) = records_of(files)
    assert [(item.code, item.facts) for item in found.findings if item.severity == "error"] == []
    assert facts(found) == truth
    assert found.status == "accepted"
    assert {part.file for part in found.source.parts} == {f"mail.eml/{name}" for name in files}


ANOTHER = Paper((TITLE, head((("PO Number", "4500017999"), *HEAD[1:])), goods(MANY[:7])))
HELD: Mapping[str, Mapping[str, Paper | bytes]] = {
    "page 2 is missing": {"1.pdf": first("Page 1 of 3"), "3.pdf": second("Page 3 of 3")},
    "the middle is missing": {"1.pdf": CUT_IN_THREE[0], "3.pdf": CUT_IN_THREE[2]},
    "page 2 names another order": {"1.pdf": first(), "2.pdf": second(number="4500017999")},
    "page 2 of one of two orders": {"1.pdf": first(), "2.pdf": ANOTHER, "3.pdf": CUT[1]},
    "the total is another": {"1.pdf": first(), "2.pdf": second(total=totals(("Total EUR", "1,970.00")))},
    "no total and no page numbers": {"1.pdf": first(), "2.pdf": second(total=NONE)},
    "two revisions": {
        "1.pdf": first(head=head((*HEAD, ("Revision", "A")))),
        "2.pdf": Paper((again(), text("Revision: B"), goods(MANY[7:]), TOTAL)),
    },
    "a name says that there is a third": {
        "p1of3.pdf": counted("", *WITHOUT_PRICES, end=7),
        "p2of3.pdf": counted("", again(), start=7),
    },
    "a name says that there is a second": {"PO_p1of2.pdf": order(total=NONE)},
    "a name says that it is a page": {"PO 4500017432 page 1.pdf": order(total=NONE)},
    "a Chinese name says that it is a page": {"采购订单第2页.pdf": order_zh(total=NONE)},
    "a page that cannot be read": {"1.pdf": first(), "2.pdf": CUT[1][: len(CUT[1]) // 2]},
    "no prices, the pages not numbered": {
        "1.pdf": counted("", *WITHOUT_PRICES, end=7),
        "2.pdf": counted("", again(), start=7),
    },
    "no prices and no line numbers": {
        "1.pdf": bare(items=goods(BARE_ROWS[:2], BARE_COLUMNS)),
        "2.pdf": Paper((goods(BARE_ROWS[2:], BARE_COLUMNS),)),
    },
    "page 2 of another paper": {"1.pdf": first("Page 1 of 2"), "2.pdf": Paper((*TERMS, mark("Page 2 of 2")))},
}


@pytest.mark.parametrize("files", [pytest.param(files, id=name) for name, files in HELD.items()])
def test_files_that_do_not_prove_to_be_one_whole_order_are_held_one_by_one(files: Mapping[str, Paper | bytes]) -> None:
    found = records_of(files)
    assert len(found) == len(files)
    assert "accepted" not in {record.status for record in found}
    assert all(record.source.parts == () for record in found)


@pytest.mark.parametrize("name", ["order 3 of 5.pdf", "page 1.pdf"])
def test_an_order_whose_total_closes_is_whole_whatever_its_file_is_called(name: str) -> None:
    (found,) = records_of({name: order()})
    assert found.status == "accepted"


def test_a_file_of_all_pages_is_whole_without_a_total() -> None:
    (found,) = records_of({"PO page 1-2.pdf": order(total=NONE)})
    assert found.status == "accepted"


def test_two_whole_orders_stay_two() -> None:
    other = order(head=head((("PO Number", "4500017999"), *HEAD[1:])))
    found = records_of({"1.pdf": order(), "2.pdf": other})
    assert [(record.status, record.order.order_id) for record in found if record.order] == [
        ("accepted", "4500017432"),
        ("accepted", "4500017999"),
    ]


def test_an_order_and_the_pages_of_another_are_two_orders() -> None:
    other = order(head=head((("PO Number", "4500017999"), *HEAD[1:])))
    found = records_of({"1.pdf": first(), "2.pdf": other, "3.pdf": second()})
    assert [(record.status, record.order.order_id) for record in found if record.order] == [
        ("accepted", "4500017432"),
        ("accepted", "4500017999"),
    ]
    assert facts(found[0]) == LONG


def test_pages_without_a_number_belong_to_the_order_whose_total_they_close() -> None:
    last = Paper((goods(MANY[7:]), TOTAL))
    less = [(str(n), *row[1:]) for n, row in enumerate((row for row in MANY if row[0] != "3"), 1)]
    rest = Paper((goods(less[5:]), totals(("Total EUR", "1,875.00"))))
    other = order(head=head((("PO Number", "4500017999"), *HEAD[1:])), items=goods(less[:5]), total=NONE)
    one, two = records_of({"a.pdf": rest, "b.pdf": first(), "c.pdf": last, "d.pdf": other})
    assert {part.file for part in one.source.parts} == {"mail.eml/a.pdf", "mail.eml/d.pdf"}
    assert one.order is not None
    assert (one.status, one.order.order_id, len(one.order.lines)) == ("accepted", "4500017999", 11)
    assert one.order.totals.payable_total == Decimal(1875)
    assert (two.status, facts(two)) == ("accepted", LONG)


def test_pages_that_close_the_totals_of_two_orders_are_nobodys() -> None:
    other = order(head=head((("PO Number", "4500017999"), *HEAD[1:])), items=goods(MANY[:7]), total=NONE)
    found = records_of({"a.pdf": first(), "b.pdf": other, "c.pdf": Paper((goods(MANY[7:]), TOTAL))})
    assert [record.status for record in found] == ["review"] * 3


def test_a_drawing_beside_an_order_is_no_page_of_it() -> None:
    whole, drawing = records_of({"order.pdf": order(), "A-1001.pdf": DRAWING})
    assert (whole.status, whole.source.parts, drawing.status) == ("accepted", (), "rejected")


def test_a_drawing_and_terms_beside_pages_are_no_pages() -> None:
    pages, *others = records_of(
        {"page1.pdf": first(), "A-1001.pdf": DRAWING, "terms.pdf": Paper(TERMS), "page2.pdf": second()}
    )
    assert facts(pages) == LONG
    assert [part.file for part in pages.source.parts] == ["mail.eml/page1.pdf", "mail.eml/page2.pdf"]
    assert [record.status for record in others] == ["rejected", "rejected"]


@pytest.mark.parametrize("number", [True, False])
def test_a_drawing_between_pages_without_headings_is_left_out(number: bool) -> None:
    lines = ("PO Number: 4500017432", "Scale 1:2") if number else ("Scale 1:2", "Material: 1.4301")
    drawing = Paper((title("Drawing A-1001"), text(*lines)))
    pages, other = records_of({"p1.pdf": CUT[0], "d.pdf": drawing, "p2.pdf": CUT[1]})
    assert (pages.status, facts(pages), other.source.parts) == ("accepted", LONG, ())


def test_a_drawing_beside_a_form_and_its_list_is_left_out() -> None:
    listed = Paper((LIST, text("PO Number: 4500017432"), goods(MANY)))
    pages, drawing = records_of({"order.pdf": order(items=LISTED, total=TOTAL), "d.pdf": DRAWING, "list.pdf": listed})
    assert (pages.status, facts(pages)) == ("accepted", LONG)
    assert drawing.source.parts == ()


def test_the_same_order_twice_is_not_doubled() -> None:
    found = records_of({"order.pdf": order(), "copy.pdf": order(text("Copy"))})
    assert [facts(record) for record in found] == [facts(records_of({"order.pdf": order()})[0])] * 2


def test_an_order_without_sums_and_its_copy_are_not_pages_of_one_another() -> None:
    found = records_of({"order.pdf": bare(), "copy.pdf": bare(text("Copy"))})
    assert [(record.status, facts(record)["lines"]) for record in found] == [("accepted", facts(found[0])["lines"])] * 2
    assert len(facts(found[0])["lines"]) == len(BARE_ROWS)


def test_a_whole_order_of_numbered_pages_and_its_copy_page_by_page_are_not_doubled() -> None:
    whole = Paper((*_whole_of_two(), TOTAL))
    copy = {f"{n}.pdf": page for n, page in enumerate(pages_of(whole), 1)}
    found = records_of({"order.pdf": whole, **copy})
    assert [(record.status, facts(record)) for record in found] == [("accepted", LONG)] * 2


def _whole_of_two() -> tuple[Part, ...]:
    one = (TITLE, head(HEAD), goods(MANY[:7]), mark("Page 1 of 2"))
    return (*one, new_page, again(), goods(MANY[7:]), mark("Page 2 of 2"))


def test_the_record_says_which_page_of_which_file_a_value_is_on() -> None:
    (found,) = records_of({"a.pdf": second("Page 2 of 2"), "b.pdf": first("Page 1 of 2")})
    source = record_json(found)["source"]
    assert isinstance(source, dict)
    assert (source["file"], source["pages"]) == ("mail.eml/b.pdf", [1, 2])
    assert [(part["file"], part["pages"]) for part in source["parts"]] == [
        ("mail.eml/b.pdf", [1]),
        ("mail.eml/a.pdf", [2]),
    ]
    assert _file_of(found, "/order/lines/0/quantity") == ("mail.eml/b.pdf", 1)
    assert _file_of(found, "/order/lines/11/quantity") == ("mail.eml/a.pdf", 1)
    assert _file_of(found, "/order/totals/payable_total") == ("mail.eml/a.pdf", 1)


def _file_of(record: OrderRecord, path: str) -> tuple[str, int]:
    page = record.evidence[path].page
    assert page is not None
    part, own = record.source.part_of(page)
    return part.file, own


def test_a_document_in_one_file_has_no_parts() -> None:
    (found,) = records_of({"order.pdf": order()})
    source = record_json(found)["source"]
    assert isinstance(source, dict)
    assert "parts" not in source


def test_an_order_that_may_go_on_elsewhere_is_held_when_reading_together_fails() -> None:
    message = read_mail(mail({"1.pdf": first(), "2.pdf": Paper((TOTAL,))}), "mail.eml")
    read = [(item, process(item, message)) for item in message.attachments]

    def broken(_: Any) -> Found:
        raise TimeoutError

    (_, (page,)), (_, (total,)) = put_together(read, broken)
    assert (page.status, errors(page), total.status) == ("review", {"pages-incomplete"}, "rejected")


@pytest.mark.slow
def test_scanned_pages_are_one_order() -> None:
    one, two = (scanned(page) for page in CUT)
    (found,) = records_of({"page 1.jpg": one, "page 2.jpg": two})
    assert found.order is not None
    assert [line.buyer_item_id for line in found.order.lines] == [row[1] for row in MANY]
    assert {part.file for part in found.source.parts} == {"mail.eml/page 1.jpg", "mail.eml/page 2.jpg"}
    assert found.status != "accepted" or facts(found) == LONG
