"""Scans are proved by arithmetic, by a second engine, or by what stands around the paper; what is left is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from intake.extract.evidence import DECIDING
from intake.extract.hints import Hints
from intake.extract.layout import join, lines, squeezed
from intake.extract.lexicon import Lexicon
from intake.read.document import Document, InkWitness, Page, Witness
from orders.codes import finding
from orders.records import Evidence, Finding, OrderRecord
from orders.values import date_readings, number_readings

_ARITHMETIC = re.compile(r"/(unit_price|line_amount|net_amount|tax_amount|gross_amount|amount|totals/\w+)$")


def confirmed(
    record: OrderRecord, evidence: Mapping[str, Evidence], document: Document, witness: Witness, hints: Hints
) -> Iterator[Finding]:
    """Ask the other engine about what arithmetic does not prove: codes, dates, order number, at need quantities."""
    pages = {page.number: page for page in document.pages}
    proved = _arithmetic_covers(record)
    for path, item in evidence.items():
        if path.endswith("/currency") or (proved and _ARITHMETIC.search(path)):
            continue
        if path.endswith("/line_id") and not any(f.code == "line-number-gap" for f in record.findings):
            continue
        if (proved and path.endswith("/quantity") and _tells_apart(record)) or _same_in_all_rows(record, path):
            continue
        if path in ("/order/order_id", "/order/revision") and hints.say(item.text):
            continue
        if path.endswith("/name") and _printed_twice(item.text, pages.values()):
            continue
        second = _by_lines(item, pages, witness)
        if second is None or not squeezed(second):
            yield finding("ocr-unconfirmed", path, seen=item.text, proposed=None)
        elif _agreed(second) != _agreed(item.text):
            yield finding("readings-differ", path, first=item.text, second=second.strip())


def _printed_twice(name: str, pages: Iterable[Page]) -> bool:
    """A name that stands in the letterhead and beside its label has been read twice."""
    text = "".join(squeezed(word.text) for page in pages for line in lines(page.words) for word in line)
    return text.count(squeezed(name)) > 1


def _by_lines(item: Evidence, pages: Mapping[int, Page], witness: Witness) -> str | None:
    """Ask for a value that stands on several lines line by line; the engine reads one line at a time."""
    page = pages.get(item.page or 0)
    if page is None or item.bbox is None:
        return None
    x0, top, x1, bottom = item.bbox
    inside = [w for w in page.words if x0 - 1 <= w.center <= x1 + 1 and top - 1 <= w.middle <= bottom + 1]
    printed = lines(inside)
    if len(printed) < 2:
        return witness.text_in(page.number, item.bbox)
    said = [witness.text_in(page.number, join(line).box) for line in printed]
    return None if None in said else "".join(text or "" for text in said)


def _agreed(text: str) -> str:
    """Compare two engines' readings without blanks, case, accents and the frame lines and dots that stick to a crop."""
    plain = "".join(char for char in unicodedata.normalize("NFD", squeezed(text)) if not unicodedata.combining(char))
    return plain.upper().strip("|[]!_.,;:'`\"-—=~“”‘’")


def _arithmetic_covers(record: OrderRecord) -> bool:
    """Say whether every line multiplies and the total closes (no finding says otherwise)."""
    order = record.order
    bad = {"line-amount-disagrees", "total-disagrees", "line-incomplete", "capital-amount-disagrees"}
    if order is None or not order.lines or any(f.code in bad for f in record.findings):
        return False
    return order.totals.payable_total is not None and all(
        None not in (line.quantity, line.unit_price, line.line_amount) for line in order.lines
    )


def _tells_apart(record: OrderRecord) -> bool:
    """A swapped quantity and price would show: quantities are printed whole, prices with decimals."""
    lines = record.order.lines if record.order else ()
    whole = all("." not in format(line.quantity or 0, "f") for line in lines)
    return whole and all("." in format(line.unit_price or 0, "f") for line in lines)


def _same_in_all_rows(record: OrderRecord, path: str) -> bool:
    """A unit that every one of several rows repeats has been read several times."""
    if not path.endswith("/unit") or record.order is None:
        return False
    return len(record.order.lines) > 1 and len({line.unit for line in record.order.lines}) == 1


def unused(record: OrderRecord, document: Document, words: Lexicon) -> Iterator[Finding]:
    """Nothing that may decide is left on a scan: a date or amount no field owns, ink that no word covers."""
    owned = [(path, squeezed(item.text)) for path, item in record.evidence.items() if item.text]
    dates = [text for path, text in owned if path.endswith("_date")]
    texts = [text for path, text in owned if DECIDING.match(path) or "/attributes/" in path]
    for page in document.pages:
        if page.method != "ocr" and page.trusted:
            continue
        for word in page.words:
            owners = dates if date_readings(word.text, words.months) else texts if _is_money(word.text) else None
            if owners is not None and not any(_owns(text, squeezed(word.text)) for text in owners):
                yield finding("number-unexplained", "", seen=word.text)
        yield from _cut_names(record, page, words)
        yield from _unread(page, document.witness)


def _cut_names(record: OrderRecord, page: Page, words: Lexicon) -> Iterator[Finding]:
    """A line right under a party's name that no value owns may be the rest of the name, misread."""
    for path, item in record.evidence.items():
        if not path.endswith("/name") or item.page != page.number or item.bbox is None:
            continue
        if words.organisation(item.text):
            continue
        x0, _, _, bottom = item.bbox
        for word in page.words:
            under = abs(word.x0 - x0) < 3 and -2 <= word.top - bottom < 0.6 * word.height
            if under and not any(char.isdigit() or char in ":：" for char in word.text):
                yield finding("ocr-unconfirmed", path, seen=f"{item.text} / {word.text}")


def _owns(value: str, word: str) -> bool:
    """A value owns the word it was read from, or most of a word that OCR drew together with its neighbour."""
    return word in value or (value in word and len(value) > 0.6 * len(word))


def _is_money(text: str) -> bool:
    return bool(number_readings(text)) and re.search(r"\d[.,]\d", text) is not None


def _unread(page: Page, witness: Witness | None) -> Iterator[Finding]:
    """Ink that no word covers may be a value nobody read."""
    if isinstance(witness, InkWitness):
        for box in (witness.unread(page.number, tuple(word.box for word in page.words)) or ())[:1]:
            place = ", ".join(f"{side:.0f}" for side in box)
            yield finding("ocr-unconfirmed", "", seen=f"page {page.number}: {place}")
