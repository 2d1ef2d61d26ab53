"""Held orders out to a workbook, a person's decisions back in, and what they do to the orders."""

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from intake.check import check
from intake.check.pointer import value_at
from intake.review import (
    COLUMNS,
    Decision,
    Entry,
    apply,
    read_review,
    refusal,
    review_key,
    sort_out,
    write_review,
)
from intake.review.rows import rows
from orders.codes import finding, message
from orders.problems import UnusableError
from orders.records import Evidence, OrderRecord, Source
from tests.check.small_world import ORDER, context, line, record

PRICE = "/order/lines/0/unit_price"
SKU = "/order/lines/0/sku"


def png(width: int = 600, height: int = 120, dpi: int = 110) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(b"".join(b"\0" + b"\xee" * width for _ in range(height)))
    dots = round(dpi / 0.0254)
    parts = [
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join([*parts, chunk(b"IDAT", rows), chunk(b"IEND", b"")])


def held(*, code: str = "SN-1O0", price: str = "120.00") -> OrderRecord:
    """Return an order with two open questions: an item code that looks like ours and a price that is not the list's."""
    order = line(buyer_item_id=None, seller_item_id=code, unit_price=Decimal(price))
    made = record(order)
    places = {
        "/order/order_id": Evidence("CG-0018", "text", 1, (10.0, 10.0, 60.0, 20.0)),
        "/order/lines/0/seller_item_id": Evidence(code, "text", 1, (10.0, 100.0, 60.0, 110.0)),
        PRICE: Evidence(price, "text", 1, (200.0, 100.0, 240.0, 110.0)),
    }
    return check(replace(made, evidence={**made.evidence, **places}), context())


UNREAD = OrderRecord(
    Source("x.eml/=cmd|' /C calc'!A0.pdf", "99" * 32, "application/pdf"),
    "other",
    "review",
    findings=(finding("document-encrypted"),),
)
HELD = held()
KEY = review_key(HELD, 0)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "run" / "review.xlsx"
    entries = [Entry(HELD, 0, lambda page, box: png()), Entry(UNREAD), Entry(check(record(), context()))]
    assert write_review(path, entries, "zh") == 2
    return path


def decided(path: Path, *rows: Mapping[str, Any]) -> Path:
    """Fill in rows of a written workbook as a person would."""
    book = openpyxl.load_workbook(path)
    sheet = book["review"]
    for number, cells in enumerate(rows, 2):
        for name, value in cells.items():
            sheet.cell(number, COLUMNS.index(name) + 1).value = value
    book.save(path)
    return path


def problems(path: Path) -> list[tuple[str | None, str]]:
    with pytest.raises(UnusableError) as caught:
        read_review(path)
    return [(problem.place, problem.code) for problem in caught.value.problems]


def test_the_workbook_has_the_contracts_columns_and_a_row_a_question(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["review"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    first = dict(zip(COLUMNS, rows[1], strict=True))
    assert first["key"] == KEY
    assert (first["code"], first["path"], first["proposed"], first["value"]) == (
        "item-look-alike",
        SKU,
        "SN-100",
        "SN-1O0",
    )
    assert (first["customer"], first["order_id"], first["line_id"], first["page"]) == (
        "C001 杭州云海自动化设备有限公司", "CG-0018", "1", "1",
    )  # fmt: skip
    assert "SN-1O0" in str(first["message"])
    assert rows[2][COLUMNS.index("code")] == "document-encrypted"
    assert len(rows) == 3


def test_every_cell_is_text_and_none_is_a_formula(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["review"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet.cell(3, 2).value == "x.eml/=cmd|' /C calc'!A0.pdf"


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@SUM(A1)", "000123", "1E5"])
def test_dangerous_and_numeric_texts_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    one = replace(UNREAD, source=replace(UNREAD.source, file=text))
    write_review(tmp_path / "review.xlsx", [Entry(one)])
    cell = openpyxl.load_workbook(tmp_path / "review.xlsx")["review"]["B2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_the_picture_stands_in_its_row_and_fits(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["review"]
    (image,) = sheet._images
    column = COLUMNS.index("picture")
    assert (image.anchor._from.row, image.anchor._from.col) == (1, column)
    assert (image.anchor.to.row, image.anchor.to.col) == (1, column)
    assert sheet.row_dimensions[2].height >= 30


@pytest.mark.parametrize("size", [(600, 120), (60, 20), (3000, 60), (400, 2400)])
def test_any_picture_fits_its_cell(tmp_path: Path, size: tuple[int, int]) -> None:
    write_review(tmp_path / "review.xlsx", [Entry(HELD, 0, lambda page, box: png(*size))])
    (image,) = openpyxl.load_workbook(tmp_path / "review.xlsx")["review"]._images
    assert (image.anchor.to.row, image.anchor.to.col) == (1, COLUMNS.index("picture"))


def test_the_picture_of_a_missing_value_shows_what_was_printed() -> None:
    asked: list[Any] = []
    entry = Entry(HELD, 0, lambda page, box: asked.append((page, box)))
    list(rows(entry, "en"))
    assert asked == [(1, (0.0, 86.0, 150.0, 124.0))]


def test_what_a_person_needs_is_there(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    sheet = book["review"]
    assert sheet.freeze_panes == "A2"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"accept,correct,reject,not-an-order"'
    assert "N2" in rule.sqref
    help_text = " ".join(str(cell) for row in book["说明 help"].iter_rows(values_only=True) for cell in row)
    for word in ("accept", "correct", "reject", "not-an-order", "review apply"):
        assert word in help_text
    assert sheet.column_dimensions["J"].width > 30
    assert sheet["J2"].alignment.wrap_text


def test_a_record_held_for_its_kind_alone_gets_a_row(tmp_path: Path) -> None:
    cancelled = record(document_type="order_cancellation", status="review")
    path = tmp_path / "review.xlsx"
    assert write_review(path, [Entry(cancelled)]) == 1
    (made,) = read_review(decided(path, {"decision": "accept", "by": "李"}))
    gone_on, settled = apply(cancelled, [made])
    assert settled == {("order_cancellation", "/order")}
    assert check(gone_on, context(settled=settled)).status == "accepted"


def test_round_trip(written: Path) -> None:
    filled = decided(
        written,
        {"decision": "correct", "new_value": "SN-100", "note": "电话确认", "by": "李"},
        {"decision": " Not an order ", "by": "李"},
    )
    first, second = read_review(filled)
    assert first == Decision(
        KEY, SKU, "item-look-alike", "correct", "SN-100", "电话确认", "李", 2, "a.eml/po.pdf", "CG-0018"
    )
    assert (second.decision, second.line) == ("not-an-order", 3)


def test_undecided_rows_are_left_out(written: Path) -> None:
    assert read_review(written) == ()


def test_moved_columns_rows_above_and_hidden_rows_do_not_matter(written: Path) -> None:
    filled = decided(written, {"decision": "accept", "by": "李"})
    book = openpyxl.load_workbook(filled)
    rows = [tuple(reversed(row)) for row in book["review"].iter_rows(values_only=True)]
    other = openpyxl.Workbook()
    sheet = other.active
    assert sheet is not None
    sheet.title = "Sheet1"
    sheet.append(["checked by", "李"])
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    other.save(filled)
    (made,) = read_review(filled)
    assert (made.key, made.decision, made.by, made.line) == (KEY, "accept", "李", 3)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"decision": "acept"}, ("review!N2", "decision-unknown")),
        ({"decision": "correct"}, ("review!O2", "new-value-missing")),
        ({"decision": "accept", "new_value": "SN-200"}, ("review!O2", "new-value-unused")),
        ({"decision": "accept", "proposed": None}, ("review!N2", "nothing-proposed")),
        ({"decision": "correct", "new_value": "abc", "path": PRICE}, ("review!O2", "new-value-unusable")),
        ({"decision": "correct", "new_value": "x", "path": "/order"}, ("review!O2", "new-value-unusable")),
        ({"decision": "accept", "key": None}, ("review!A2", "key-missing")),
        ({"decision": "accept", "by": None}, ("review!Q2", "by-missing")),
        ({"new_value": "SN-200"}, ("review!N2", "decision-missing")),
    ],
)
def test_wrong_decisions_are_named_with_their_cell(
    written: Path, cells: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert problems(decided(written, {"by": "李", **cells})) == [problem]


def test_an_unknown_decision_says_which_words_are_allowed(written: Path) -> None:
    with pytest.raises(UnusableError, match="did you mean `accept`"):
        read_review(decided(written, {"decision": "acept"}))


def test_two_corrections_of_one_value_must_agree(tmp_path: Path) -> None:
    twice = replace(HELD, findings=(*HELD.findings, replace(HELD.findings[0], code="ocr-unconfirmed")))
    write_review(tmp_path / "review.xlsx", [Entry(twice)])
    first, second = ({"decision": "correct", "new_value": text, "by": "李"} for text in ("SN-100", "SN-200"))
    assert problems(decided(tmp_path / "review.xlsx", first, second)) == [("review!O3", "new-value-contradicts")]


@pytest.mark.parametrize(
    "spoil", [lambda p: p.write_bytes(b""), lambda p: p.unlink(), lambda p: p.write_bytes(b"PK\3\4junk")]
)
def test_an_unreadable_workbook_is_unusable(written: Path, spoil: Callable[[Path], object]) -> None:
    spoil(written)
    assert problems(written) == [(None, "workbook-unreadable")]


def test_a_workbook_without_our_columns_is_unusable(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert problems(tmp_path / "other.xlsx") == [(None, "sheet-missing")]


@pytest.mark.parametrize(
    ("path", "typed_in", "value"),
    [
        ("/order/lines/0/quantity", 120, Decimal("120")),
        ("/order/lines/0/quantity", "1,200.50", Decimal("1200.50")),
        (PRICE, 12.5, Decimal("12.5")),
        ("/order/issue_date", datetime(2026, 1, 20), date(2026, 1, 20)),
        ("/order/issue_date", "2026年1月20日", date(2026, 1, 20)),
        ("/order/prices_include_tax", "否", False),
        ("/order/order_id", 17432, "17432"),
        (SKU, "000123", "000123"),
    ],
)
def test_new_values_get_the_type_of_their_place(written: Path, path: str, typed_in: object, value: object) -> None:
    (made,) = read_review(decided(written, {"decision": "correct", "new_value": typed_in, "path": path, "by": "李"}))
    mended, settled = apply(HELD, [made])
    assert value_at(mended, path) == value
    assert type(value_at(mended, path)) is type(value)
    assert (mended.evidence[path].method, mended.evidence[path].text) == ("person", made.new_value)
    assert settled == {("item-look-alike", path)}


def test_accepting_the_proposal_mends_the_order(written: Path) -> None:
    decisions = read_review(decided(written, {"decision": "accept", "by": "李"}))
    mended, settled = apply(HELD, decisions)
    assert mended.evidence[SKU].bbox == (10.0, 100.0, 60.0, 110.0)
    again = check(mended, context(settled=settled))
    assert [item.code for item in again.findings] == ["price-disagrees"]
    assert again.findings[0].proposed == "113.00"
    last = Decision(review_key(again, 0), PRICE, "price-disagrees", "accept")
    mended, settled = apply(again, [last])
    assert mended.order
    assert mended.order.lines[0].unit_price == Decimal("113.00")
    # the paper closed with 10 × 120.00, so the amount and the total follow the price a person took
    assert mended.order.lines[0].line_amount == Decimal("1130.00")
    assert mended.order.totals.payable_total == Decimal("1130.00")
    assert mended.evidence["/order/lines/0/line_amount"].method == "derived"
    assert check(mended, context(settled=settled)).status == "accepted"


def test_a_price_that_is_right_as_printed_is_corrected_to_itself() -> None:
    priced = held(code="SN-100")
    made = Decision(review_key(priced, 0), PRICE, "price-disagrees", "correct", "120.00")
    mended, settled = apply(priced, [made])
    assert check(mended, context(settled=settled)).status == "accepted"


def test_one_answer_does_not_settle_two_questions() -> None:
    twice = replace(HELD, findings=(*HELD.findings, HELD.findings[0]))
    one = Decision(KEY, SKU, "item-look-alike", "accept")
    assert apply(twice, [one])[1] == frozenset()
    assert apply(twice, [one, one])[1] == {("item-look-alike", SKU)}


def test_reject_and_not_an_order_end_it() -> None:
    accept = Decision(KEY, SKU, "item-look-alike", "accept")
    rejected, _ = apply(HELD, [accept, replace(accept, decision="reject")])
    assert (rejected.status, rejected.document_type) == ("rejected", "purchase_order")
    assert check(rejected, context()) is rejected
    other, _ = apply(HELD, [replace(accept, decision="not-an-order", note="报价", by="王")])
    assert (other.status, other.document_type) == ("rejected", "other")
    assert message(other.findings[0], "zh") == "不是订单：王 已判定不是订单（报价）"
    assert message(other.findings[0], "en") == "no order: 王 said it is no order: 报价"


@pytest.mark.parametrize("path", ["/order", "/order/lines", "/order/buyer", "/order/lines/0", "/order/totals"])
def test_a_value_is_never_the_source_text_of_a_record(path: str) -> None:
    revised = replace(HELD, findings=(finding("order-revised", path, order="CG-0018", changes="—"),))
    (row,) = rows(Entry(revised), "zh")
    assert "(" not in row.cells["value"]


def test_a_row_whose_order_changed_is_refused_by_name() -> None:
    stale = Decision(KEY, SKU, "item-look-alike", "accept", line=7, file="a.eml/po.pdf", order_id="CG-0018")
    changed = held(price="121.00")
    assert review_key(changed, 0) != KEY
    taken, refused = sort_out([stale], [review_key(changed, 0)])
    assert (taken, refused) == ({}, (stale,))
    assert refusal(stale).startswith("review!7: order CG-0018 has changed")
    assert "CG-0018" in refusal(stale, language="zh")
    taken, refused = sort_out([stale], [KEY])
    assert (taken, refused) == ({KEY: (stale,)}, ())


def test_the_key_names_document_place_and_state() -> None:
    assert KEY.startswith("abababababababab-0-")
    assert len({review_key(record(ORDER), 0), review_key(record(ORDER), 1), review_key(HELD, 0)}) == 3
