"""Columns that say of each row what a paper's head says: date, parties, currency, terms; of a list of order lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.extract.evidence import Draft
from intake.extract.head.currency import put_currency
from intake.extract.head.header import put_fields
from intake.extract.head.label import Labelled
from intake.extract.table.cells import Cells
from intake.extract.words.lexicon import Lexicon, field_heading
from intake.read.document import Word
from orders.records import Finding
from orders.values import DateOrder, key

HEADS = frozenset(
    {
        *("issue_date", "issue_date_weak", "buyer_name", "buyer_name_weak", "seller_name", "currency"),
        *("payment_terms", "payment_terms_weak", "delivery_terms", "delivery_address"),
    }
)
Heads = tuple[tuple[Labelled, ...], ...]  # of each row
_ID = "/order/order_id"


def without_heads(rows: Sequence[Cells], words: Lexicon) -> tuple[tuple[Cells, ...], Heads]:
    """Take the columns of the head out of a list's rows; a supplier's number beside his name is no code of an item."""
    heads = tuple(tuple(_heads(row, words)) for row in rows)
    sold = any(item.name == "seller_name" for head in heads for item in head)
    return tuple(_bare(row, words, sold=sold) for row in rows), heads


def _heads(row: Cells, words: Lexicon) -> Iterator[Labelled]:
    for title, cell in row.extra:
        if (name := field_heading(title, words)) in HEADS and name is not None:
            yield Labelled(name, replace(cell, text=title), (cell,), row.page)


def _bare(row: Cells, words: Lexicon, *, sold: bool) -> Cells:
    extra = tuple(pair for pair in row.extra if field_heading(pair[0], words) not in HEADS)
    title = row.titles.get("seller_item_id", "")
    own = {"seller_item_id"} if sold and field_heading(title, words) == "ignored" else set()
    return replace(row, extra=extra, roles={role: word for role, word in row.roles.items() if role not in own})


def told(heads: Heads) -> list[Labelled]:
    """Return what the rows of an order say of it, each thing once; the cells below a name may be left blank."""
    found: dict[tuple[str, str], Labelled] = {}
    for item in (item for head in heads for item in head):
        found.setdefault((item.name, key(item.values[0].text)), item)
    return list(found.values())


def common(heads: Heads, numbers: Sequence[Word]) -> list[Labelled]:
    """Return what each of the rows says alike of its order, or some say of the only one."""
    found = told(heads)
    names = [item.name for item in found]
    full = {name for name in names if all(any(item.name == name for item in head) for head in heads)}
    one = len({key(number.text) for number in numbers}) == 1
    return [item for item in found if one or (names.count(item.name) == 1 and item.name in full)]


def put_heads(found: Sequence[Labelled], order: DateOrder | None, words: Lexicon) -> tuple[Draft, list[Finding]]:
    """Read what the rows of one of several orders say of it alone."""
    draft, cells = Draft(), [item.values[0] for item in found]
    findings = [one for one in put_fields(draft, found, (), order, words, rows=cells) if one.path != _ID]
    if any(item.name == "currency" for item in found):
        findings += put_currency(draft, found, (), (), (), words)
    return draft, findings
