"""A sheet without a title: do its labels say that it is an order, and nothing on it something else?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.decide import ORDERS
from intake.extract.head.addresses import is_owned
from intake.extract.head.label import Labelled
from intake.extract.listing.kind import only_sheets, priced
from intake.extract.table.table import Table
from intake.extract.words.layout import page_lines, phrases, text_of
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.records import Order

_QUOTED = "quotation"  # an order names the offer it follows
_NUMBER = ("order_id", "order_id_title")


def labelled_order(
    pages: Sequence[Page], tables: Sequence[Table], found: Sequence[Labelled], order: Order, words: Lexicon
) -> bool:
    """Say whether the labels of a sheet show an order: its number and day, who sells (or that the writer buys), prices.

    No label has the number of another kind of paper, and above the items stands nothing but labels with their values,
    names, addresses: an unknown title would.
    """
    if not tables or not only_sheets(pages):
        return False
    names = {item.name for item in found if item.values}
    buys = "seller_name" in names or _buys(text_of(pages), words)
    told = order.order_id is not None and order.issue_date is not None and not names.isdisjoint(_NUMBER)
    owned = [word for item in found if item.values and not item.inside for word in (item.label, *item.values)]
    return (
        buys
        and priced(tables)
        and told
        and not any(_of_another_kind(phrase, words) for phrase in _outside(pages[0], tables))
        and not any(_unexplained(phrase, owned, order, words) for phrase in _above(pages[0], tables))
    )


def _buys(text: str, words: Lexicon) -> bool:
    """Say whether a text speaks of the writer's conditions of purchase."""
    return any(word in compared(text) for word in words.named("sentences", "purchasing"))


def _of_another_kind(phrase: Word, words: Lexicon) -> bool:
    """Say whether a phrase begins as the title or number of another kind of paper; "Invoice to:" is an address."""
    kind, label = words.prefix("document_types", phrase.text), words.label(phrase.text)
    return kind is not None and kind[0] not in (*ORDERS, _QUOTED) and (label is None or label[0] == "ignored")


def _outside(page: Page, tables: Sequence[Table]) -> Iterator[Word]:
    """Yield the phrases of a page outside its tables."""
    own = [table for table in tables if table.page.number == page.number]
    for line in page_lines(page):
        if not any(table.top - 1 < line[0].top < table.bottom for table in own):
            yield from phrases(line, page)


def _above(page: Page, tables: Sequence[Table]) -> Iterator[Word]:
    top = min(table.top for table in tables if table.page.number == page.number or table is tables[0])
    for line in page_lines(page):
        if line[0].top < top - 1:
            yield from phrases(line, page)


def _unexplained(phrase: Word, owned: Sequence[Word], order: Order, words: Lexicon) -> bool:
    """Say whether a phrase may be a title nobody knows: words alone that no label owns and no party is called.

    "Inspection sheet" begins as a label does, but has no value.
    """
    text = phrase.text.strip()
    if text.endswith((":", "：")) or is_owned(phrase, owned) or words.organisation(text) or _buys(text, words):
        return False
    lettered = any(char.isalpha() for char in text) and not any(char.isdigit() for char in text)
    return lettered and compared(text) not in {compared(order.buyer.name or ""), compared(order.seller.name or "")}
