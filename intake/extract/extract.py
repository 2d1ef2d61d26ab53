"""Document → order records, stateless: classify, read, assemble, prove, decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.check.amounts import arithmetic
from intake.decide import ORDERS, decide
from intake.extract.assemble import order_from
from intake.extract.changes.against import ALTERING, against, put_number
from intake.extract.changes.put import put_changes, without_noise
from intake.extract.classify import contradicted, document_type
from intake.extract.evidence import Draft
from intake.extract.head.accounts import accounts
from intake.extract.head.currency import put_currency
from intake.extract.head.dates import order_of
from intake.extract.head.header import dated_words, first_id, put_fields
from intake.extract.head.known import put_known
from intake.extract.head.notes import with_note
from intake.extract.head.ordered import by_pattern
from intake.extract.head.tags import put_tags
from intake.extract.head.undated import undated
from intake.extract.head.yearless import put_due
from intake.extract.hints import Hints
from intake.extract.listing.heads import common, without_heads
from intake.extract.listing.kind import lists_orders
from intake.extract.pages import Part, fields_of, missing_by_name, missing_pages, parted, together
from intake.extract.proof.prove import prove
from intake.extract.skipped import missed, sorted_out
from intake.extract.structured import from_messages
from intake.extract.structured.accounts import stated_accounts
from intake.extract.sums.money import check_words, includes_tax, put_totals
from intake.extract.sums.totals import printed_sums
from intake.extract.table.apart import Listed, apart, without_numbers
from intake.extract.table.columns import rows_of
from intake.extract.table.discounts import taken_off
from intake.extract.table.doubts import doubts
from intake.extract.table.mistaken import mistaken
from intake.extract.table.order_lines import basis_of, pair_of, put_line, style_of, unexplained
from intake.extract.table.schedules import scheduled, with_deliveries
from intake.extract.table.table import Table
from intake.extract.table.tables import find_tables
from intake.extract.table.weighed import weighed
from intake.extract.table.written import owe_numbers
from intake.extract.unclear import unclear
from intake.extract.untitled import labelled_order
from intake.extract.words.customer import denied, with_customer, words_for
from intake.extract.words.lexicon import Lexicon, lexicon
from intake.read.document import Document, Page, display_box, display_size
from orders.codes import finding, no_order
from orders.records import Evidence, Finding, Order, OrderRecord, Source

_NO_HINTS = Hints()
_DATES = ("/order/issue_date", "/order/delivery/requested_date")


def extract(
    document: Document, source: Source, hints: Hints = _NO_HINTS, site: tuple[str, ...] = ()
) -> tuple[OrderRecord, ...]:
    """Read every business document in `document`; `site` are folders with mappings that come first.

    An unreadable document gives one record in review with `order` None and the reader's findings. Structured messages
    go before the pages they lie beside. Bank accounts count for every record, wherever in the document they stand.
    """
    found, words = _extracted(document, source, hints, site), lexicon(site)
    stated = (one for message in document.messages for one in stated_accounts(message, site, words))
    printed = tuple(dict.fromkeys((*stated, *accounts(document.pages, words))))
    return tuple(replace(record, accounts=printed) for record in found)


def _extracted(document: Document, source: Source, hints: Hints, site: tuple[str, ...]) -> tuple[OrderRecord, ...]:
    if document.messages:
        papers = _papers(document, source, hints, site) if document.pages else ()
        return from_messages(document, _part(source, document.pages), papers, site)
    if not document.pages:
        return (decide(OrderRecord(source, "other", "review", findings=document.findings)),)
    return _papers(document, source, hints, site)


def _papers(document: Document, source: Source, hints: Hints, site: tuple[str, ...]) -> tuple[OrderRecord, ...]:
    """Read every business document that the pages show."""
    words, noted = words_for(document.pages, source, site)
    found = _records(document, source, hints, words)
    if denied(found, words):
        words, noted = lexicon(site), ()
        found = _records(document, source, hints, words)
    return tuple(replace(with_customer(one, words), findings=(*one.findings, *noted)) for one in found)


def _records(document: Document, source: Source, hints: Hints, words: Lexicon) -> list[OrderRecord]:
    pages, skipped = sorted_out(document.pages, words)
    parts = parted(pages, words)
    read = [_record(part, document, _part(source, part.pages), hints, words) for part in parts]
    found: list[OrderRecord] = []
    known = (missed(one, skipped, words) for one in together([one for one, _ in read], parts))
    for part, (_, listed), record in zip(parts, read, known, strict=True):
        numbered = {page.number for page in part.main}  # a sheet with several orders is proved as a whole
        own = replace(document, pages=tuple(page for page in document.pages if page.number in numbered))
        tables = find_tables(part.main, words)
        fields = fields_of(part, tables, words) if record.order is not None else ()
        named = first_id(fields, words) if listed.numbers else None
        proved = (_proved(one, own, hints, words) for one in apart(record, listed, named, words))
        noted = (with_note(one, fields, tables, words) for one in proved)
        found += [decide(_displayed(one, own.pages)) for one in noted]
    return found


def _part(source: Source, pages: Sequence[Page]) -> Source:
    return replace(
        source,
        pages=tuple(page.number for page in pages),
        page_sizes=tuple(
            (round(width, 1), round(height, 1)) for p in pages if p.sheet is None for width, height in [display_size(p)]
        ),
    )


def _record(part: Part, document: Document, source: Source, hints: Hints, words: Lexicon) -> tuple[OrderRecord, Listed]:
    """Read one document of the file as one order, and what each row says of its order if it is a list of several."""
    kind, tables = document_type(part.main, words), find_tables(part.main, words)
    if kind not in ORDERS and (kind is not None or not tables):
        asked = unclear(part.main, hints.subject, words, inline=hints.inline) if kind is None else []
        found = (*document.findings, *asked) if kind is None else ()
        verdict = found or (no_order(kind or "other"),)
        return OrderRecord(source, kind or "other", "rejected", findings=verdict), Listed()
    draft, findings, listed = _read(part, tables, kind, words)
    findings += missing_pages(part, document.pages, words)
    order = order_from(draft.values)
    told = kind is not None or _told_untitled(part, tables, listed, order, words)
    if not told or contradicted(part.main, words):
        findings.append(finding("document-type-unproved"))
    findings = without_noise([*findings, *missing_by_name(order, findings, hints.file, words)], kind)
    record = OrderRecord(source, kind or "purchase_order", "review", order, None, draft.evidence)
    return replace(record, findings=(*document.findings, *findings)), listed


def _told_untitled(part: Part, tables: Sequence[Table], listed: Listed, order: Order, words: Lexicon) -> bool:
    """Say whether a paper without a title shows that it is an order: a list by its headings, a form by its labels."""
    if listed.numbers:
        return lists_orders(part.main, tables, words)
    return labelled_order(part.main, tables, fields_of(part, tables, words), order, words)


def _proved(record: OrderRecord, document: Document, hints: Hints, words: Lexicon) -> OrderRecord:
    if record.order is None:
        return record
    return replace(record, findings=(*record.findings, *prove(record, document, hints, words)))


def _displayed(record: OrderRecord, pages: Sequence[Page]) -> OrderRecord:
    """Turn boxes of straightened pages into boxes of the pages as displayed."""
    turned = {page.number: page for page in pages if page.to_display is not None}
    places = {path: _turned(item, turned.get(item.page or 0)) for path, item in record.evidence.items()}
    seen = (
        replace(f, evidence=_turned(f.evidence, turned.get(f.evidence.page or 0))) if f.evidence else f
        for f in record.findings
    )
    return replace(record, evidence=places, findings=tuple(seen))


def _turned(item: Evidence, page: Page | None) -> Evidence:
    if page is None or item.bbox is None:
        return item
    x0, top, x1, bottom = display_box(page, item.bbox)
    return replace(item, bbox=(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))


def _read(part: Part, tables: Sequence[Table], kind: str | None, words: Lexicon) -> tuple[Draft, list[Finding], Listed]:
    draft, pages = Draft(), part.main
    found = against(fields_of(part, tables, words), kind, words)
    rows, numbers = without_numbers(weighed(with_deliveries(rows_of(tables, words), words), tables, words), words)
    rows, heads = without_heads(rows, words) if numbers else (rows, ())
    found = (*found, *common(heads, [word for word, _ in numbers]))
    sums = printed_sums(pages, tables, words)
    cells = [row.roles["requested_date"] for row in rows if "requested_date" in row.roles]
    cells += [day for row in rows for day, _ in row.deliveries]
    said = [item for head in heads for item in head]
    dates = order_of([*dated_words([*found, *said], words), *cells], pages, words)
    findings = put_fields(draft, found, pages, dates, words, rows=cells, count=len(part.pages))
    findings = put_number(draft, findings, pages, words) if kind in ALTERING else findings
    findings += put_currency(draft, found, tables, sums, pages, words)
    totals = [one.number.text for one in sums if one.group]
    findings += put_tags(draft, found, pages, tables, words)
    style, open_numbers = style_of(rows, totals, draft.values.get("/order/currency"), words)
    rows = taken_off(rows, style)
    pair = pair_of(rows, style, words)
    findings += open_numbers
    rows = scheduled(rows, style)
    for index, row in enumerate(rows):
        findings += put_line(draft, index, row, style, pair, words)
        if word := row.roles.get("requested_date"):
            findings += put_due(draft, f"/order/lines/{index}/requested_date", word, row.page, dates, words)
    draft.values["/order/lines"] = len(rows)
    owe_numbers(draft, style, words)
    if kind not in ALTERING and not any(item.path in _DATES for item in findings):
        findings += undated(draft, [*found, *said], pages, words)
    findings = by_pattern(draft, findings, pages, words)
    findings += put_totals(draft, sums, rows, style, words)
    findings += put_changes(draft, rows, pages, kind, words)
    findings += [*check_words(draft, pages, words), *unexplained(tables, draft, words)]
    basis = includes_tax(order_from(draft.values), basis_of(pair, rows), tables, sums, words)
    draft.put("/order/prices_include_tax", basis, None, pages[0])
    put_known(draft, "prices_include_tax", words)
    order = order_from(draft.values)
    findings += mistaken(order, words)
    listed = Listed(numbers, heads, dates)
    open_sums = arithmetic(order)
    closes = not open_sums and order.totals.payable_total is not None and all(line.line_amount for line in order.lines)
    return draft, [*findings, *open_sums, *doubts(part.pages, tables, rows, order, closes, words)], listed
