"""What a customer's order numbers and item codes look like: a number no label names is found so, another is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.extract.evidence import Draft
from intake.extract.words.layout import page_lines, phrases
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.codes import ambiguous, finding
from orders.customers import CustomerMapping, PatternTimeoutError
from orders.records import Finding

_NUMBER = "/order/order_id"


def by_pattern(draft: Draft, findings: list[Finding], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    """Return the findings after asking the customer's patterns; an order number that was missing may be found."""
    mapping = words.customer
    if mapping is None or not mapping.patterns:
        return findings
    try:
        return _asked(draft, findings, pages, mapping)
    except PatternTimeoutError as error:
        slow = finding("pattern-too-slow", pattern=error.pattern, seen=error.text, mapping=mapping.name)
        return [*findings, slow]


def _asked(draft: Draft, findings: list[Finding], pages: Sequence[Page], mapping: CustomerMapping) -> list[Finding]:
    if _NUMBER not in draft.values and (numbers := _numbers(pages[0], mapping)):
        token = numbers[0]
        draft.put(_NUMBER, token.text, token, pages[0])
        findings = [item for item in findings if item.code != "order-number-missing"]
        others = sorted({word.text for word in numbers} - {token.text})
        findings += [ambiguous("order_id", _NUMBER, token.text, others[0])] if others else []
    return [*findings, *_odd(draft, mapping)]


def _numbers(page: Page, mapping: CustomerMapping) -> list[Word]:
    """Return what looks like an order number on a page, from top to bottom."""
    found: list[Word] = []
    for phrase in (phrase for line in page_lines(page) for phrase in phrases(line, page)):
        start = 0
        for text in mapping.found("order_id", phrase.text):
            start = phrase.text.index(text, start)
            found.append(phrase.part(start, start + len(text)))
            start += len(text)
    return found


def _odd(draft: Draft, mapping: CustomerMapping) -> Iterator[Finding]:
    """Yield the order number and codes that do not look like this customer's."""
    codes = [(f"/order/lines/{n}/buyer_item_id", "item_id") for n in range(draft.values.get("/order/lines", 0))]
    for path, name in [(_NUMBER, "order_id"), *codes]:
        value = draft.values.get(path)
        if value is not None and not mapping.fits(name, value):
            yield finding("pattern-disagrees", path, seen=value, pattern=mapping.patterns[name])
