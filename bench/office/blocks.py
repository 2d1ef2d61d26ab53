"""Workbooks whose sheets hold more than one order, or more than the order."""

from __future__ import annotations

from decimal import Decimal

from bench.layouts.paper import Paper, Pen
from bench.office.book import Book, form, heads, item, language, notes, pairs, sums, title, told, whole
from bench.office.shape import Shape


def stacked(pen: Pen) -> Paper:
    """Two or three orders below each other on one sheet."""
    tongue, book, ones = language(pen), Book(), []
    for _ in range(pen.rng.randint(2, 3)):
        ones.append(form(pen, tongue, rows=(1, 5)))
        whole(book, ones[-1])
        book.next(pen.rng.randint(2, 4))
    return pen.paper(book.content(), *(told(one) for one in ones))


def one_a_sheet(pen: Pen) -> Paper:
    """Each sheet is an order of its own."""
    tongue, ones = language(pen), []
    book = Book("PO1")
    for at in range(pen.rng.randint(2, 3)):
        if at:
            book.begin(f"PO{at + 1}")
        ones.append(form(pen, tongue, rows=(1, 6)))
        whole(book, ones[-1])
    return pen.paper(book.content(), *(told(one) for one in ones))


TERMS = {
    "zh": (
        "采购条款",
        "一、质量要求：按图纸及国家标准执行。",
        "二、验收：到货后7个工作日内验收。",
        "三、违约：逾期每日0.5%。",
    ),
    "en": (
        "Terms and conditions",
        "1. Goods must conform to the drawing.",
        "2. Inspection within 7 days.",
        "3. Late delivery: 0.5 % a week.",
    ),
}


def with_terms(pen: Pen) -> Paper:
    """The conditions on a second sheet, beside an empty third."""
    one, book = form(pen, language(pen)), Book("订单")
    whole(book, one)
    book.begin("条款" if one.words.language == "zh" else "Terms")
    for text in TERMS[one.words.language]:
        book.put(0, text)
        book.next()
    book.begin("Sheet3")
    return pen.paper(book.content(), told(one))


def merged_downwards(pen: Pen) -> Paper:
    """Rows of one delivery date share a cell merged downwards; so do the groups of goods in front of them."""
    one, book = form(pen, language(pen), dated=True, rows=(3, 8)), Book()
    split = pen.rng.randint(1, len(one.order.rows) - 1)
    runs = [one.order.rows[:split], one.order.rows[split:]]
    title(book, one)
    pairs(book, one)
    heads(book, one)
    at = one.kinds.index("row_due")
    lines = []
    for run in runs:
        first = book.row
        for row in run:
            item(book, one, row, row_due="")
            lines.append({"requested_date": run[0].due.isoformat()})
        last, book.row = book.row, first
        one.put_day(book, at, run[0].due, down=len(run))
        book.row = last
    sums(book, one)
    notes(book, one)
    said_ = told(one)
    said_["lines"] = [{**line, **own} for line, own in zip(said_["lines"], lines, strict=True)]
    return pen.paper(book.content(), said_)


LIST = {"zh": ("价格表", "料号", "标准价"), "en": ("Price list", "Part No.", "List price")}


def beside_prices(pen: Pen) -> Paper:
    """A price list to the right of the order: it is none of its lines."""
    one, book = form(pen, language(pen)), Book()
    whole(book, one)
    start, (name, code, price) = one.width + 2, LIST[one.words.language]
    book.row = 3
    for values in ((name, ""), (code, price), *((row.code, row.price + Decimal("0.5")) for row in one.order.rows)):
        book.put(start, values[0])
        book.put(start + 1, values[1], form="0.00")
        book.next()
    return pen.paper(book.content(), told(one))


def priced_elsewhere(pen: Pen) -> Paper:
    """A price list on a sheet of its own."""
    one, book = form(pen, language(pen)), Book("PO")
    whole(book, one)
    name, code, price = LIST[one.words.language]
    book.begin(name)
    for values in ((code, price), *((row.code, row.price) for row in one.order.rows)):
        book.put(0, values[0])
        book.put(1, values[1], form="0.00")
        book.next()
    return pen.paper(book.content(), told(one))


REMARKS = {
    "zh": ("急", "按图纸 Rev B", "每箱50只", "同上次", "含检验报告", ""),
    "en": ("urgent", "drawing Rev B", "50 per box", "as last time", "with certificate", ""),
}


def remarked(pen: Pen) -> Paper:
    """A column of remarks, a filter on the heads, frozen rows."""
    one, book = form(pen, language(pen)), Book()
    one.kinds += ("remark",)
    title(book, one)
    pairs(book, one)
    top = book.row
    heads(book, one)
    for row in one.order.rows:
        item(book, one, row, remark=pen.rng.choice(REMARKS[one.words.language]))
    book.sheet.autofilter(top, 0, book.row - 1, one.width - 1)
    book.sheet.freeze_panes(top + 1, 0)
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one))


def commented(pen: Pen) -> Paper:
    """Somebody pinned a note to a quantity: a person must read it."""
    one, book = form(pen, language(pen)), Book()
    whole(book, one)
    said_ = "改为 200" if one.words.language == "zh" else "make it 200 please"
    book.sheet.write_comment(6, one.kinds.index("quantity"), said_)
    return pen.paper(book.content(), told(one), expect="hold")


WRITTEN = {"zh": ("取消", "改为200", "先不发"), "en": ("cancelled", "make it 200", "on hold")}


def margined(pen: Pen) -> Paper:
    """Somebody wrote beside a line, under no heading."""
    one, book = form(pen, language(pen), rows=(2, 6)), Book()
    title(book, one)
    pairs(book, one)
    heads(book, one)
    at = pen.rng.randrange(len(one.order.rows))
    for number, row in enumerate(one.order.rows):
        if number == at:
            words = (
                ("取消", "改为200", "先不发") if one.words.language == "zh" else ("cancelled", "make it 200", "on hold")
            )
            book.put(one.width + pen.rng.randint(0, 2), pen.rng.choice(words))
        item(book, one, row)
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one), expect="hold")


def drawn_on(pen: Pen) -> Paper:
    """A text box lies on the sheet: its words are in no cell."""
    one, book = form(pen, language(pen)), Book()
    whole(book, one)
    said_ = "本单作废，以新单为准" if one.words.language == "zh" else "cancelled, see the new order"
    book.sheet.insert_textbox(2, 1, said_)
    return pen.paper(book.content(), told(one), expect="hold")


def sorted_out(pen: Pen) -> Paper:
    """A filter hides some rows: what is hidden is not read, so the total no longer follows."""
    one, book = form(pen, language(pen), rows=(3, 8)), Book()
    title(book, one)
    pairs(book, one)
    heads(book, one)
    for at, row in enumerate(one.order.rows):
        if at == 1:
            book.sheet.set_row(book.row, None, None, {"hidden": True})
        item(book, one, row)
    sums(book, one)
    notes(book, one)
    return pen.paper(book.content(), told(one), expect="hold")


SHAPES: tuple[Shape, ...] = (
    Shape("xlsx-stacked-orders", "xlsxwriter", ".xlsx", stacked),
    Shape("xlsx-order-a-sheet", "xlsxwriter", ".xlsx", one_a_sheet),
    Shape("xlsx-terms-sheet", "xlsxwriter", ".xlsx", with_terms),
    Shape("xlsx-merged-downwards", "xlsxwriter", ".xlsx", merged_downwards),
    Shape("xlsx-price-list-beside", "xlsxwriter", ".xlsx", beside_prices),
    Shape("xlsx-price-list-sheet", "xlsxwriter", ".xlsx", priced_elsewhere),
    Shape("xlsx-remarks-filter", "xlsxwriter", ".xlsx", remarked),
    Shape("xlsx-cell-comment", "xlsxwriter", ".xlsx", commented, faults=False),
    Shape("xlsx-margin-note", "xlsxwriter", ".xlsx", margined, faults=False),
    Shape("xlsx-text-box", "xlsxwriter", ".xlsx", drawn_on, faults=False),
    Shape("xlsx-rows-filtered-out", "xlsxwriter", ".xlsx", sorted_out, faults=False),
)
