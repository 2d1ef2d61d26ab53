"""The currency of an order: its label, the headings, the amounts themselves, a sentence about prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.evidence import Draft
from intake.extract.head.dates import place_of
from intake.extract.head.known import put_known
from intake.extract.head.label import Labelled
from intake.extract.sums.currencies import YUAN, named_in
from intake.extract.sums.in_words import amounts_in_words
from intake.extract.sums.totals import LOOSE, Printed
from intake.extract.table.table import Table
from intake.extract.words.layout import join, page_lines, phrases
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.codes import finding
from orders.records import Finding
from orders.values import capital_span, normal

_BARE = re.compile(r"[$¥￥]")
_PRICED = ("unit_price", "line_amount")


def put_currency(
    draft: Draft,
    found: Sequence[Labelled],
    tables: Sequence[Table],
    printed: Sequence[Printed],
    pages: Sequence[Page],
    words: Lexicon,
) -> list[Finding]:
    """Put the currency of the amounts: its label, the headings, the amounts themselves, else what the page says.

    A bare sign needs the country of the page's addresses as proof, or a sentence that names its currency.
    """
    near = _money_texts(tables, printed)
    stated = {column.heading.currency for table in tables for column in table.columns}
    stated |= {one.currency for one in printed} | _bracketed(tables, words)
    spoken = amounts_in_words(pages, words)
    stated |= {one.currency for one in spoken}
    named = {code for code in stated if code} | named_in(near, words)
    signs = {sign for text in near for sign in _BARE.findall(text)}
    labels = [item for item in found if item.name == "currency" and item.values]
    for item in [one for one in labels if not one.inside or words.currency(one.values[0].text)][:1]:
        value = next((v for v in item.values if words.currency(v.text)), item.values[0])  # beside it, or below
        code = words.currency(value.text) or _only(named_in([value.text], words))
        other = sorted(named - {code}) + [sign for sign in sorted(signs) if code not in _of_sign(sign, words)]
        if code is None or other:
            seen = "/".join([value.text, *other])
            return [finding("currency-unknown", "/order/currency", seen=seen)]
        draft.put("/order/currency", code, value, item.page)
        return []
    in_hanzi = any(capital_span(one.text) for one in spoken)
    named |= {"CNY"} if in_hanzi and not (len(named) == 1 and named < YUAN) else set()
    named = named or named_in(_said(pages, words), words)
    code = _only(named)
    if code and all(code in _of_sign(sign, words) for sign in signs):
        draft.put("/order/currency", code, None, pages[0])
        return []
    if not named and put_known(draft, "currency", words, fits=all(_known_in(sign, words) for sign in signs)):
        return []
    return [_unknown("/".join(sorted({*named, *signs})))] if named else _from_sign(draft, signs, pages, words)


def _known_in(sign: str, words: Lexicon) -> bool:
    """Say whether a bare sign may mean the currency that the customer's mapping states."""
    return words.customer is not None and words.customer.currency in _of_sign(sign, words)


def _of_sign(sign: str, words: Lexicon) -> set[str]:
    """Return the currencies that a bare sign may mean."""
    return {code for word, code in words.groups["currencies"].items() if normal(sign) in word}


def _bracketed(tables: Sequence[Table], words: Lexicon) -> set[str | None]:
    """Return the currencies in brackets of headings: 金额（元）."""
    titles = [column.title for table in tables for column in table.columns]
    inside = [said for title in titles for said in re.findall(r"[(（\[]([^()（）\[\]]+)", title)]
    return {words.currency(said) for said in inside}


def _money_texts(tables: Sequence[Table], printed: Sequence[Printed]) -> list[str]:
    """Return what is written at amounts: their headings, cells and labels; a EUR pallet is no money."""
    titles = [column.title for table in tables for column in table.columns]
    cells = [
        row.cells[index].text
        for table in tables
        for row in table.rows
        for index, column in enumerate(table.columns)
        if index in row.cells and column.role.startswith((*_PRICED, "tax_amount"))
    ]
    return [*titles, *cells, *(text for one in printed if one.name != LOOSE for text in (one.label, one.number.text))]


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _said(pages: Sequence[Page], words: Lexicon) -> Iterator[str]:
    """Yield what may name the order's currency: it alone, its label with it, or a sentence about prices only."""
    for page in pages:
        for line in page_lines(page):
            yield from (p.text for p in phrases(line, page) if words.currency(re.split("[:：]", p.text)[-1]))
            heads = (words.heading("fields", p.text) for p in phrases(line, page))
            yield from (head.currency for head in heads if head and head.name == "currency" and head.currency)
            said = join(line).text
            if _speaks_of_prices(said, words) and not re.search(r"\d\s*[A-Z]{3}\b|\b[A-Z]{3}\s*\d", said):
                yield re.sub(r"[a-z]+", " ", said)


def _speaks_of_prices(text: str, words: Lexicon) -> bool:
    columns = words.groups["columns"]
    if any(columns.get(token, columns.get(token.removesuffix("S"), "")).startswith(_PRICED) for token in _latin(text)):
        return True
    return any(name.startswith(_PRICED) and not word.isascii() and word in text for word, name in columns.items())


def _latin(text: str) -> list[str]:
    return re.findall(r"[A-Z]+", normal(text).upper())


def _from_sign(draft: Draft, signs: set[str], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    place = place_of(pages, words)
    code = _only({found for sign in signs if place and (found := place.signs.get(sign))})
    if code and all(place.signs.get(sign) == code for sign in signs if place):
        draft.put("/order/currency", code, _first_signed(pages), _page_of_sign(pages), "derived")
        return []
    return [_unknown("/".join(sorted(signs)))] if signs else []


def _first_signed(pages: Sequence[Page]) -> Word | None:
    return next((w for p in pages for w in p.words if _BARE.search(w.text)), None)


def _page_of_sign(pages: Sequence[Page]) -> Page:
    return next((p for p in pages for w in p.words if _BARE.search(w.text)), pages[0])


def _unknown(seen: str) -> Finding:
    """Without the customer's profile a bare sign is shown, not held: `intake` decides."""
    item = finding("currency-unknown", "/order/currency", seen=seen)
    return Finding(item.code, "warning", item.path, item.facts)
