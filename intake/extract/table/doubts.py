"""What the layout leaves open: several tables, rows on later pages, struck words, gaps in a column, cancelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.evidence import seen_at
from intake.extract.table.cells import Cells
from intake.extract.table.columns import AMOUNTS, PRICES, doubled_columns
from intake.extract.table.stacked import CODE
from intake.extract.table.struck import strokes, struck, unstruck
from intake.extract.table.table import Table
from intake.extract.table.tables import lost_pages
from intake.extract.words.layout import text_of
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page
from orders.codes import finding, two_columns
from orders.records import Finding, Order
from orders.values import date_readings

_FILLED = ("requested_date", "unit")
_DIGIT = re.compile(r"\d")
_MONEY = re.compile(r"(?<![\w.,])\d[\d.,' ]*[.,]\d{2}(?![\w.,])")


def doubts(
    pages: Sequence[Page], tables: Sequence[Table], rows: Sequence[Cells], order: Order, closes: bool, words: Lexicon
) -> Iterator[Finding]:
    """Report what a careful clerk would ask about; `closes` says that all lines add up to a printed total."""
    yield from doubled_columns(tables, words)
    yield from _several(tables, order, closes)
    said = {word.text for row in rows for word in row.below}  # remarks, if nothing is missing from the sums
    lost = [(w, t.page) for t in tables for w in t.lost if not closes or (_DIGIT.search(w.text) and w.text not in said)]
    for word, page in [*lost, *lost_pages(pages, tables)]:
        yield seen_at(finding("row-unexplained", "/order/lines", seen=word.text), word, page)
    yield from _struck(tables)
    yield from _pictures(tables)
    yield from _gaps(rows)
    yield from _dated(rows, order, words)
    yield from _other_codes(rows)
    yield from _spoken_codes(rows)
    yield from _cancelled(rows, words)
    if not closes:
        yield from _price_base(pages, order, words)
        yield from _no_price(rows)


def _several(tables: Sequence[Table], order: Order, closes: bool) -> Iterator[Finding]:
    """Several tables are one order if their amounts close, or if their line numbers go on under the same headings."""
    if len(tables) < 2 or closes:
        return
    numbers = [line.line_id for line in order.lines]
    counted = all(number and number.isdigit() for number in numbers) and len(set(numbers)) == len(numbers)
    titles = [tuple(compared(column.title) for column in table.columns) for table in tables]
    if not counted or len(set(titles)) > 1:
        yield finding("tables-several", "/order/lines", seen=" / ".join(c.title for c in tables[-1].columns)[:60])


def _struck(tables: Sequence[Table]) -> Iterator[Finding]:
    """A ruling line through the middle of a word strikes it out."""
    for table in tables:
        level = strokes(table.page)
        for word in (w for row in unstruck(table).rows for w in row.cells.values()):
            if struck(word, level):
                yield finding("text-struck", "/order/lines", seen=word.text)


def _pictures(tables: Sequence[Table]) -> Iterator[Finding]:
    """A picture without words among the items may show what no text says."""
    for table in tables:
        bottom = max((row.bottom for row in table.rows), default=table.top)
        for x0, top, _, low in table.page.unread_ink if table.page.method == "text" else ():
            if top < bottom and low > table.top:
                yield finding("row-unexplained", "/order/lines", seen=f"[{x0:.0f}, {top:.0f}]")


def _gaps(rows: Sequence[Cells]) -> Iterator[Finding]:
    """A column that is filled in some rows only: one cell may stand for several, or a value was not read."""
    for role in _FILLED:
        filled = [role in row.roles for row in rows]
        if any(filled) and not all(filled):
            index = filled.index(False)
            yield finding("line-incomplete", f"/order/lines/{index}/{role}", missing=role.replace("_", " "))


def _dated(rows: Sequence[Cells], order: Order, words: Lexicon) -> Iterator[Finding]:
    """No delivery date, and dates in a column whose heading says nothing to us: they may be the delivery's."""
    if order.delivery.requested_date is not None or any("requested_date" in row.roles for row in rows):
        return
    for index, row in enumerate(rows):
        for _, word in row.extra:
            if date_readings(word.text, words.months):
                path = f"/order/lines/{index}/requested_date"
                yield seen_at(finding("date-unreadable", path, seen=word.text), word, row.page)


def _price_base(pages: Sequence[Page], order: Order, words: Lexicon) -> Iterator[Finding]:
    """Prices without amounts, and a sentence that says they are for a hundred: nothing else would show it."""
    bases = words.named("stop", "price_base")
    said = compared(text_of(pages))
    for index, line in enumerate(order.lines):
        bare = line.unit_price is not None and line.line_amount is None and line.price_base_quantity is None
        if bare and (base := next((word for word in bases if word in said), None)):
            yield finding("number-unexplained", f"/order/lines/{index}/unit_price", seen=base)


def _no_price(rows: Sequence[Cells]) -> Iterator[Finding]:
    """Money in a column we cannot name, and no price or no amount in any we can."""
    roles = {role for row in rows for role in row.roles}
    if roles & set(PRICES) and roles & set(AMOUNTS):
        return
    found = [(word, row.page) for row in rows for _, word in row.extra if _MONEY.search(word.text)]
    for word, page in found[:1]:
        yield seen_at(finding("number-unexplained", "/order/lines", seen=word.text), word, page)


def _other_codes(rows: Sequence[Cells]) -> Iterator[Finding]:
    """Codes in a column we cannot name, in every row, and none of the buyer's own: they may be these."""
    if not rows or any("buyer_item_id" in row.roles for row in rows):
        return
    for title in {title for title, _ in rows[0].extra}:
        cells = [word.text.strip() for row in rows for name, word in row.extra if name == title]
        if len(cells) == len(rows) and all(CODE.fullmatch(text) for text in cells):
            yield two_columns("buyer_item_id", "/order/lines", title, title)


def _spoken_codes(rows: Sequence[Cells]) -> Iterator[Finding]:
    """A code of three words and more is a name, or has one behind it."""
    for index, row in enumerate(rows):
        for role in ("buyer_item_id", "seller_item_id"):
            word = row.roles.get(role)
            if word is not None and len(re.findall(r"[^\W\d_]{3,}", word.text)) > 2:
                path = f"/order/lines/{index}/{role}"
                yield seen_at(finding("code-wrapped", path, seen=word.text), word, row.page)


def _cancelled(rows: Sequence[Cells], words: Lexicon) -> Iterator[Finding]:
    """A remark that calls a line cancelled is not read over."""
    stops = words.named("stop", "cancelled")
    for row in rows:
        texts = [*(word.text for word in row.below), *(w.text for role, w in row.roles.items() if role == "note")]
        texts += [word.text for _, word in row.extra]
        for text in texts:
            if any(stop in compared(text) for stop in stops):
                yield finding("text-struck", "/order/lines", seen=text)
