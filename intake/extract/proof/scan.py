"""Scans are proved by arithmetic, by a second engine, or by what stands around the paper; what is left is asked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from intake.extract.hints import Hints
from intake.extract.proof.looks import further_looks, plain
from intake.extract.proof.names import seen_elsewhere
from intake.extract.proof.odd import CODED, odd
from intake.extract.words.layout import join, lines, spread, squeezed
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Document, Page, Witness, Word
from orders.codes import finding
from orders.records import Evidence, Finding, OrderRecord

_ARITHMETIC = re.compile(r"/(unit_price|line_amount|net_amount|tax_amount|gross_amount|amount|totals/\w+)$")
_CUT = 1.5  # points: a box that begins so far inside a word was cut out of it
_TOUCH = 0.35  # of a word's height: so close stand the parts of one word
_CLOSE = Decimal("0.02")
_ALIKE = frozenset("COPSUVWXZ")  # capitals that differ from their small letters in size alone


def confirmed(
    record: OrderRecord,
    evidence: Mapping[str, Evidence],
    document: Document,
    witness: Witness,
    hints: Hints,
    words: Lexicon,
) -> Iterator[Finding]:
    """Ask the other engine about what arithmetic does not prove: codes, dates, order number, at need quantities."""
    pages = {page.number: page for page in document.pages}
    proved, doubts = arithmetic_covers(record), odd(evidence, words)
    for path, item in evidence.items():
        if proved and _ARITHMETIC.search(path):
            continue
        if path.endswith("/line_id") and not any(f.code == "line-number-gap" for f in record.findings):
            continue
        if proved and path.endswith("/quantity") and _tells_apart(record):
            continue
        if (path in ("/order/order_id", "/order/revision") and hints.say(item.text)) or _rate_closes(record, path):
            continue
        if path in doubts:
            yield doubts[path]
            continue
        found = list(_second(path, item, pages.get(item.page or 0), witness))
        if found and not (path.endswith("/name") and seen_elsewhere(item.text, pages.values(), witness)):
            yield from found


def _second(path: str, item: Evidence, page: Page | None, witness: Witness) -> Iterator[Finding]:
    """Hold a value against what the second engine reads at its place, at first sight or at another."""
    said = [text for text in (_by_lines(item, page, witness),) if text and squeezed(text)]
    coded = CODED.search(path) is not None
    if page is not None and item.bbox is not None and not any(_agree(text, item.text, path) for text in said):
        said += further_looks(page.number, item.bbox, witness)
    if not said:
        yield finding("ocr-unconfirmed", path, seen=item.text, proposed=None)
    elif not any(_agree(text, item.text, path) for text in said):
        yield finding("readings-differ", path, first=item.text, second=said[0].strip())
    elif rival := _doubled(item.text, said) or _resized(item.text, said) or (coded and _outvoted(item.text, said)):
        yield finding("readings-differ", path, first=item.text, second=rival)
    elif page is not None and (longer := _longer(item, page, witness)):
        yield finding("readings-differ", path, first=item.text, second=longer)


def _agree(second: str, ours: str, path: str) -> bool:
    """Say whether the second engine sees what we do: letters of one size, a code's blanks, the dot behind a unit."""
    if not _same(second, ours):
        return False
    if CODED.search(path):
        return _sized(second, ours) and _parts(second) == _parts(ours)
    if path.endswith("/unit"):
        return _sized(second, ours) and _dotted(second) == _dotted(ours)
    return not path.endswith("/name") or (_sized(second, ours) and _accents(second) <= _accents(ours))


def _sized(second: str, ours: str) -> bool:
    """Say whether small letters and capitals are the same, unless the shapes of our capitals tell what they are."""
    return (ours.isupper() and _shaped(ours)) or plain(second, cased=True) == plain(ours, cased=True)


def _shaped(text: str) -> bool:
    """Say whether the shape of a letter tells its size."""
    return any(char.isalpha() and char.upper() not in _ALIKE for char in text)


def _resized(ours: str, said: Sequence[str]) -> str | None:
    """Return a reading with our letters in the other size, where only their size tells which they are: pc, PC."""
    if _shaped(ours):
        return None
    return next(
        (text for text in said if _same(text, ours) and plain(text, cased=True) != plain(ours, cased=True)), None
    )


def _accents(text: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", text))


def _dotted(unit: str) -> bool:
    return unit.strip("|[]!_ ").endswith(".")


def _parts(code: str) -> list[int]:
    """Return how long the parts of a code are between its blanks, but for the white that print has beside a sign."""
    return [len(part) for part in re.sub(r"\s*([^\w\s])\s*", r"\1", code).strip("|[]!_ ").split()]


def _outvoted(ours: str, said: Sequence[str]) -> str | None:
    """Return what the second engine sees more often than our code: one look of several agrees too easily."""
    seen = Counter(plain(text) for text in said)
    rival, count = seen.most_common(1)[0]
    return rival if count > seen[plain(ours)] else None


def _doubled(ours: str, said: Sequence[str]) -> str | None:
    """Return a reading that differs from ours only in how often the same sign stands (只, 只只)."""
    once = [(text, re.sub(r"(.)\1+", r"\1", text)) for text in map(plain, (ours, *said))]
    return next((text for text, folded in once[1:] if folded == once[0][1] and text != once[0][0]), None)


def _longer(item: Evidence, page: Page, witness: Witness) -> str | None:
    """Return the longer word that the second engine sees where a value was cut out of a run of letters and digits."""
    if item.bbox is None:
        return None
    level = [w for w in page.words if w.top <= (item.bbox[1] + item.bbox[3]) / 2 <= w.bottom]
    for word in level:
        if _cut_from(word, item) and squeezed(item.text) != squeezed(word.text):
            return _around(item, word, page, witness)
        if _touches(word, item):
            return _around(item, join(sorted((word, _as_word(item)), key=lambda w: w.x0), ""), page, witness)
    return None


def _around(item: Evidence, word: Word, page: Page, witness: Witness) -> str | None:
    """Return what the second engine reads in a longer word unless our value begins or ends it behind a blank."""
    whole = witness.text_in(page.number, word.box) or ""
    parts = [plain(part) for part in re.split(r"\s+", whole)]
    ends = {plain("".join(parts[a:b])) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1)}
    return None if plain(item.text) in ends else whole or word.text


def _as_word(item: Evidence) -> Word:
    return Word(item.text, *(item.bbox or (0.0, 0.0, 0.0, 0.0)))


def _touches(word: Word, item: Evidence) -> bool:
    """Say whether a word stands so close to a value, outside it, that both may be one."""
    value = _as_word(item)
    left, right = (word, value) if word.x0 < value.x0 else (value, word)
    apart = word.center < value.x0 or word.center > value.x1
    return apart and right.x0 - left.x1 < _TOUCH * word.height and _runs_on(left.text[-1:] + right.text[:1])


def _cut_from(word: Word, item: Evidence) -> bool:
    """Say whether a value begins or ends inside a word where nothing but the cut parts it from its neighbours."""
    assert item.bbox is not None
    x0, _, x1, _ = item.bbox
    if not (word.x0 - 1 <= x0 and x1 <= word.x1 + 1):
        return False
    edges = spread(word)
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    inside = [index for index, middle in enumerate(middles) if x0 <= middle <= x1]
    if not inside or (x0 - word.x0 < _CUT and word.x1 - x1 < _CUT):
        return False
    left, right = word.text[max(0, inside[0] - 1) : inside[0] + 1], word.text[inside[-1] : inside[-1] + 2]
    return any(len(pair) == 2 and _runs_on(pair) for pair in (left, right))


def _runs_on(pair: str) -> bool:
    """Say whether two neighbours may be of one code or number: Hanzi, colons, brackets and commas part values."""
    return all(char.isascii() and (char.isalnum() or char in "-/._") for char in pair)


def _by_lines(item: Evidence, page: Page | None, witness: Witness) -> str | None:
    """Ask for a value that stands on several lines line by line; the engine reads one line at a time."""
    if page is None or item.bbox is None:
        return None
    x0, top, x1, bottom = item.bbox
    inside = [w for w in page.words if x0 - 1 <= w.center <= x1 + 1 and top - 1 <= w.middle <= bottom + 1]
    printed = lines(inside)
    if len(printed) < 2:
        return witness.text_in(page.number, item.bbox)
    said = [witness.text_in(page.number, join(line).box) for line in printed]
    return None if None in said else "".join(text or "" for text in said)


def _same(second: str, first: str) -> bool:
    return plain(second) == plain(first)


def arithmetic_covers(record: OrderRecord) -> bool:
    """Say whether every line multiplies and the total closes (no finding says otherwise)."""
    order = record.order
    bad = {"line-amount-disagrees", "total-disagrees", "line-incomplete", "capital-amount-disagrees"}
    if order is None or not order.lines or any(f.code in bad for f in record.findings):
        return False
    return order.totals.payable_total is not None and all(
        None not in (line.quantity, line.unit_price, line.line_amount) for line in order.lines
    )


def _rate_closes(record: OrderRecord, path: str) -> bool:
    """A rate that makes the printed tax out of the rest of the printed total has been read."""
    order = record.order
    if path != "/order/tax_rate" or order is None or order.tax_rate is None:
        return False
    tax, payable = order.totals.tax_total, order.totals.payable_total
    return bool(tax and payable) and abs(((payable or 0) - (tax or 0)) * order.tax_rate - (tax or 0)) <= _CLOSE


def _tells_apart(record: OrderRecord) -> bool:
    """A swapped quantity and price would show: quantities are printed whole, prices with decimals."""
    lines = record.order.lines if record.order else ()
    whole = all("." not in format(line.quantity or 0, "f") for line in lines)
    return whole and all("." in format(line.unit_price or 0, "f") for line in lines)
