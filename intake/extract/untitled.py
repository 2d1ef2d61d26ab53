"""A sheet without a title: do its labels say that it is an order, and nothing on it something else?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.extract.head.addresses import is_owned
from intake.extract.head.label import Labelled
from intake.extract.table.table import Table
from intake.extract.words.layout import page_lines, phrases, text_of
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.printed import is_label
from intake.read.document import Page, Word
from orders.records import Order

_PRICED = ("unit_price", "line_amount")
_OTHERS = ("invoice", "despatch_advice", "order_response", "quotation")
_NUMBER = ("order_id", "order_id_title")


def labelled_order(
    pages: Sequence[Page], tables: Sequence[Table], found: Sequence[Labelled], order: Order, words: Lexicon
) -> bool:
    """Say whether the labels of a sheet show an order: its number and day, who sells (or that the writer buys), prices.

    No label has the number of another kind of paper, and above the items stands nothing but labels with their values,
    names, addresses: an unknown title would.
    """
    if not tables or any(page.sheet is None or page.method != "sheet" for page in pages):
        return False
    names = {item.name for item in found if item.values}
    buys = "seller_name" in names or _buys(pages, words)
    roles = {column.role for table in tables for column in table.columns}
    priced = all(any(role.startswith(name) for role in roles) for name in _PRICED)
    told = order.order_id is not None and order.issue_date is not None and not names.isdisjoint(_NUMBER)
    if not (buys and priced and told) or any(_of_another_kind(item, words) for item in found):
        return False
    owned = [word for item in found for word in (item.label, *item.values)]
    return not any(_unexplained(phrase, owned, order, words) for phrase in _above(pages[0], tables))


def _buys(pages: Sequence[Page], words: Lexicon) -> bool:
    """Say whether a sentence speaks of the writer's conditions of purchase."""
    said = compared(text_of(pages))
    return any(word in said for word in words.named("sentences", "purchasing"))


def _of_another_kind(item: Labelled, words: Lexicon) -> bool:
    """Say whether a label that is none of ours has the number or day of an invoice, a quotation, a delivery note."""
    kind = words.prefix("document_types", item.label.text)
    return item.name == "ignored" and kind is not None and kind[0] in _OTHERS


def _above(page: Page, tables: Sequence[Table]) -> Iterator[Word]:
    top = min(table.top for table in tables if table.page.number == page.number or table is tables[0])
    for line in page_lines(page):
        if line[0].top < top - 1:
            yield from phrases(line, page)


def _unexplained(phrase: Word, owned: Sequence[Word], order: Order, words: Lexicon) -> bool:
    """Say whether a phrase may be a title nobody knows: words alone that no label owns and no party is called."""
    text = phrase.text.strip()
    if is_label(phrase, words) or is_owned(phrase, owned) or words.organisation(text):
        return False
    lettered = any(char.isalpha() for char in text) and not any(char.isdigit() for char in text)
    return lettered and compared(text) not in {compared(order.buyer.name or ""), compared(order.seller.name or "")}
