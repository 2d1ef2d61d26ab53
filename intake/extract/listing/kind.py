"""A list without a title that we know: do its headings say that its rows are lines of purchase orders?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.decide import ORDERS
from intake.extract.listing.heads import HEADS
from intake.extract.table.spoken import Column
from intake.extract.table.table import Table
from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared, field_heading
from intake.read.document import Page, Word

_OWN = frozenset({"order_id", "order_id_title", "order_id_weak", *HEADS})
_KNOWN = _OWN | {"ignored", "contact", "phone", "email", "note"}
_NEEDED = ("order_id", "issue_date", "seller_name")
_PRICED = ("unit_price", "line_amount")


def lists_orders(pages: Sequence[Page], tables: Sequence[Table], words: Lexicon) -> bool:
    """Say whether the one table of a sheet lists the lines of purchase orders and nothing else.

    It names order, day, supplier, prices and amounts; no heading is unknown or counts other pieces than those ordered
    (received, open, invoiced); no state but one in force, no other kind of paper is named in it or above it.
    """
    if len(tables) != 1 or not only_sheets(pages):
        return False
    table = tables[0]
    named = {field.removesuffix("_weak").removesuffix("_title") for field in _fields(table, words)}
    return (
        all(name in named for name in _NEEDED)
        and priced(tables)
        and _called_orders(table, words)
        and not any(_strange(index, table, words) for index in range(len(table.columns)))
        and all(_plain(word, words) for page in pages for word in _above(page, table))
    )


def only_sheets(pages: Sequence[Page]) -> bool:
    """Say whether all pages are sheets of a workbook or a table of values."""
    return all(page.sheet is not None and page.method == "sheet" for page in pages)


def priced(tables: Sequence[Table]) -> bool:
    """Say whether tables have columns of prices and of amounts."""
    roles = {column.role for table in tables for column in table.columns}
    return all(any(role.startswith(name) for role in roles) for name in _PRICED)


def _fields(table: Table, words: Lexicon) -> Iterator[str]:
    yield from (field for column in table.columns if (field := _field(column, words)))


def _field(column: Column, words: Lexicon) -> str | None:
    return field_heading(column.title, words) if column.role in ("unknown", "attribute") else None


def _called_orders(table: Table, words: Lexicon) -> bool:
    """Say whether the numbers are headed as those of orders, or the sheet is called so where they are any paper's."""
    kind = words.prefix("document_types", table.page.sheet or "")
    sure = any(field in ("order_id", "order_id_title") for field in _fields(table, words))
    return sure or (kind is not None and kind[0] == "purchase_order")


def _strange(index: int, table: Table, words: Lexicon) -> bool:
    """Say whether a column with cells has a heading nobody knows, or says what an order's lines do not say."""
    column = table.columns[index]
    cells = [row.cells[index] for row in table.rows if index in row.cells]
    if not cells or column.role not in ("unknown", "attribute"):
        return False
    field, state = _field(column, words), _said(column.title, "state", words)
    if column.role == "unknown" and field not in _KNOWN and not state:
        return True
    if field not in _OWN and _other_kind(column.title, words) and not _said(column.title, "source", words):
        return True
    counted = field not in _OWN and any(word in compared(column.title) for word in _counting(words))
    ended = state and not all(_said(cell.text, "in_force", words) for cell in cells)
    return counted or ended or any(_other_kind(cell.text, words) for cell in cells)


def _said(text: str, name: str, words: Lexicon) -> bool:
    return words.said(text.replace("_", " ")) == frozenset({name})


def _counting(words: Lexicon) -> tuple[str, ...]:
    return tuple(word for word in words.named("columns", "quantity", "quantity_weak") if len(word) > 1)


def _other_kind(text: str, words: Lexicon) -> bool:
    found = words.prefix("document_types", text.replace("_", " "))
    return found is not None and found[0] not in ORDERS


def _above(page: Page, table: Table) -> Iterator[Word]:
    for line in page_lines(page):
        if line[0].bottom <= table.top + 1:
            yield from phrases(line, page)


def _plain(phrase: Word, words: Lexicon) -> bool:
    """Say whether a phrase above the table is a label, a company, a day, or begins as an order's title."""
    kind = words.prefix("document_types", phrase.text)
    return (
        (kind is not None and kind[0] in ORDERS)
        or (words.label(phrase.text) is not None and ":" in phrase.text.replace("：", ":"))
        or words.organisation(phrase.text)
    )
