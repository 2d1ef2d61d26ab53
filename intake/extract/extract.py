"""Document → order records, stateless: classify, read, assemble, prove, decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from intake.check.amounts import arithmetic
from intake.decide import ORDERS, decide
from intake.extract.assemble import order_from
from intake.extract.classify import document_type
from intake.extract.columns import rows_of
from intake.extract.dates import looks_dated, order_of, put_date, unreadable
from intake.extract.evidence import Draft
from intake.extract.fields import Labelled, date_in, id_in, labelled
from intake.extract.lexicon import Lexicon, lexicon
from intake.extract.money import check_words, includes_tax, put_currency, put_totals
from intake.extract.order_lines import basis_of, pair_of, put_line, style_of, unexplained
from intake.extract.parties import read_parties
from intake.extract.proof import Hints, prove
from intake.extract.tables import Table, find_tables
from intake.extract.totals import printed_amounts
from intake.read.document import Document, Page, Word, display_box, display_size
from orders.codes import finding, no_order
from orders.records import Evidence, Finding, OrderRecord, Source

_NO_HINTS = Hints()


def extract(
    document: Document, source: Source, hints: Hints = _NO_HINTS, site: tuple[str, ...] = ()
) -> tuple[OrderRecord, ...]:
    """Read every business document in `document`; `site` are folders with label mappings that come first.

    An unreadable document gives one record in review with `order` None and the reader's findings.
    """
    if not document.pages:
        return (decide(OrderRecord(source, "other", "review", findings=document.findings)),)
    words = lexicon(site)
    return tuple(
        _record(replace(document, pages=pages), _part(source, pages), hints, words)
        for pages in _orders_apart(document.pages, words)
    )


def _part(source: Source, pages: Sequence[Page]) -> Source:
    return replace(
        source,
        pages=tuple(page.number for page in pages),
        page_sizes=tuple(
            (round(width, 1), round(height, 1)) for p in pages if p.sheet is None for width, height in [display_size(p)]
        ),
    )


def _orders_apart(pages: Sequence[Page], words: Lexicon) -> list[tuple[Page, ...]]:
    """Part a file with several orders: a page that names another order number begins a new one."""
    if len(pages) == 1:
        return [tuple(pages)]
    groups: list[list[Page]] = []
    current: str | None = None
    for page in pages:
        found = labelled([page], find_tables([page], words), words)
        number = _first_id(found, words)
        if groups and (number is None or number == current):
            groups[-1].append(page)
        else:
            groups.append([page])
        current = number or current
    return [tuple(group) for group in groups]


def _first_id(found: Sequence[Labelled], words: Lexicon) -> str | None:
    ids = [word.text for item in found if item.name == "order_id" and (word := _id_of(item, words)) is not None]
    return ids[0] if ids else None


def _id_of(item: Labelled, words: Lexicon) -> Word | None:
    """Take the nearest candidate that is an id; a title names one only right behind it."""
    values = item.values if item.name != "order_id_title" else item.values[:1]
    return next((word for value in values if (word := id_in(value, words)) is not None), None)


def _record(document: Document, source: Source, hints: Hints, words: Lexicon) -> OrderRecord:
    kind = document_type(document.pages, words)
    tables = find_tables(document.pages, words)
    if kind not in ORDERS and not (kind == "other" and tables):
        return decide(OrderRecord(source, kind, "rejected", findings=(*document.findings, no_order(kind))))
    draft, findings = _read(document, tables, words)
    if kind == "other":
        if "/order/order_id" not in draft.values:
            return decide(OrderRecord(source, kind, "rejected", findings=(*document.findings, no_order(kind))))
        kind = "purchase_order"
    record = OrderRecord(source, kind, "review", order_from(draft.values), None, draft.evidence, tuple(findings))
    findings = [*document.findings, *findings, *arithmetic(record.order)] if record.order else findings
    record = replace(record, findings=tuple(findings))
    proved = replace(record, findings=(*record.findings, *prove(record, document, hints, words)))
    return decide(replace(proved, evidence=_displayed(proved.evidence, document.pages)))


def _displayed(evidence: Mapping[str, Evidence], pages: Sequence[Page]) -> dict[str, Evidence]:
    """Turn boxes of straightened pages into boxes of the pages as displayed."""
    turned = {page.number: page for page in pages if page.to_display is not None}
    return {path: _turned(item, turned.get(item.page or 0)) for path, item in evidence.items()}


def _turned(item: Evidence, page: Page | None) -> Evidence:
    if page is None or item.bbox is None:
        return item
    x0, top, x1, bottom = display_box(page, item.bbox)
    return replace(item, bbox=(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))


def _read(document: Document, tables: Sequence[Table], words: Lexicon) -> tuple[Draft, list[Finding]]:
    draft, pages = Draft(), document.pages
    found = labelled(pages, tables, words)
    findings = _put_fields(draft, found, pages, words)
    rows = rows_of(tables)
    amounts = printed_amounts(pages, tables, words)
    style = style_of(rows, [item.number.text for item in amounts])
    pair = pair_of(rows, style)
    order = order_of(pages, words)
    for index, row in enumerate(rows):
        findings += put_line(draft, index, row, style, pair)
        if word := row.roles.get("requested_date"):
            findings += put_date(draft, f"/order/lines/{index}/requested_date", word, row.page, order, words)
    draft.values["/order/lines"] = len(rows)
    findings += put_totals(draft, amounts, style)
    findings += put_currency(draft, found, tables, pages, words)
    findings += check_words(draft, pages)
    findings += unexplained(tables)
    basis = includes_tax(order_from(draft.values), basis_of(pair, rows), pages, words)
    draft.put("/order/prices_include_tax", basis, None, pages[0])
    return draft, findings


def _put_fields(draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    findings: list[Finding] = []
    for name in ("order_id", "order_id_title", "order_id_weak"):
        findings += _put_order_id(draft, [item for item in found if item.name == name], words)
    if "/order/order_id" not in draft.values:
        findings.append(finding("order-number-missing", "/order/order_id"))
    order = order_of(pages, words)
    for name, path in (("issue_date", "/order/issue_date"), ("requested_date", "/order/delivery/requested_date")):
        for item in found:
            dated = [(value, date_in(value, words)) for value in item.values] if item.name == name else []
            word = next((w for _, w in dated if w is not None), None)
            if word is not None:
                findings += put_date(draft, path, word, item.page, order, words)
                break
            findings += [unreadable(path, value) for value, _ in dated[:1] if looks_dated(value)]
    _put_texts(draft, found)
    read_parties(draft, found, pages, words)
    return findings


def _put_order_id(draft: Draft, found: Sequence[Labelled], words: Lexicon) -> list[Finding]:
    ids = [(word, item.page) for item in found if (word := _id_of(item, words)) is not None]
    if not ids or "/order/order_id" in draft.values:
        return []
    word, page = ids[0]
    draft.put("/order/order_id", word.text.strip("()（）[]"), word, page)
    others = {w.text for w, _ in ids} - {word.text}
    return [
        finding("readings-differ", "/order/order_id", first=word.text, second=other) for other in sorted(others)[:1]
    ]


_TEXTS: dict[str, str] = {
    "revision": "/order/revision",
    "delivery_address": "/order/delivery/address",
    "delivery_terms": "/order/delivery/terms",
    "payment_terms": "/order/payment_terms",
}


def _put_texts(draft: Draft, found: Sequence[Labelled]) -> None:
    for item in found:
        path: Any = _TEXTS.get(item.name)
        if path and not item.inside and item.values and (text := item.values[0].text.strip()):
            draft.put(path, text, item.values[0], item.page)
