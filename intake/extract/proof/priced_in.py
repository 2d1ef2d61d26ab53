"""On a scan the currency is read twice: one lost letter makes "US$" the dollar of Singapore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from intake.extract.evidence import seen_at
from intake.extract.proof.looks import looks
from intake.extract.sums.currencies import named_in
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Witness, Word
from orders.codes import finding
from orders.records import Finding, OrderRecord

_PLACES = 3  # that are asked at most


def currency_doubted(record: OrderRecord, pages: Sequence[Page], witness: Witness, words: Lexicon) -> Iterator[Finding]:
    """Yield a finding unless the second engine names the order's currency where we do, at one place at least."""
    code = record.order.currency if record.order else None
    places = [(word, page) for page in pages for word in page.words if code in named_in([word.text], words)]
    if "/order/currency" in record.evidence or not places:
        return
    if any(_confirmed(word, page, witness, words) for word, page in islice(places, _PLACES)):
        return
    word, page = places[0]
    other = next(looks(page.number, word.box, witness), "—")
    yield seen_at(finding("readings-differ", "/order/currency", first=word.text, second=other), word, page)


def _confirmed(word: Word, page: Page, witness: Witness, words: Lexicon) -> bool:
    """Say whether a look at a word names the currency that we read there."""
    ours = named_in([word.text], words)
    return any(named_in([look], words) == ours for look in looks(page.number, word.box, witness))
