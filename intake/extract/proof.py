"""What a paper says is read twice: every deciding value at its place, every character of a digital page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.extract.layout import join, lines
from intake.extract.lexicon import Lexicon
from intake.read.document import Document, InkWitness, Page, Witness, Word
from orders.codes import finding
from orders.records import Evidence, Finding, OrderRecord
from orders.values import date_readings, key, normal, number_readings

DECIDING = re.compile(
    r"^/order/(order_id|revision|issue_date|currency|buyer/name|buyer/tax_id|seller/name|delivery/requested_date|totals/\w+|tax_rate"
    r"|lines/\d+/(line_id|buyer_item_id|seller_item_id|drawing_id|drawing_revision|bom_version|quantity|unit|unit_price"
    r"|price_base_quantity|line_amount|net_amount|tax_amount|gross_amount|requested_date)|allowance_charges/\d+/amount)$"
)
_ARITHMETIC = re.compile(r"/(unit_price|line_amount|net_amount|tax_amount|gross_amount|amount|totals/\w+)$")


@dataclass(frozen=True)
class Hints:
    """What stands around a document: its file name, the mail's subject and body; they confirm, they never supply."""

    file: str = ""
    subject: str = ""
    body: str = ""

    def say(self, text: str) -> bool:
        wanted = key(text)
        return len(wanted) >= 5 and any(wanted in key(place) for place in (self.file, self.subject, self.body))


def prove(record: OrderRecord, document: Document, hints: Hints, words: Lexicon) -> list[Finding]:
    """Return a finding for every value a second reading contradicts or, on scans, nothing confirms."""
    if document.witness is None:
        return [finding("ocr-unconfirmed", "/order/order_id", seen="…")]
    digital = {page.number for page in document.pages if page.method != "ocr" and page.trusted}
    used = "\n".join(item.text for item in record.evidence.values())
    found = [f for page in document.pages if page.number in digital for f in _complete(page, used, document.witness)]
    deciding = {path: item for path, item in record.evidence.items() if DECIDING.match(path)}
    sure = {path: item for path, item in deciding.items() if item.cell is not None or item.page in digital}
    found += _again(sure, document.witness)
    if len(digital) < len(document.pages):
        unsure = {path: item for path, item in deciding.items() if path not in sure and item.bbox is not None}
        found += _confirmed(record, unsure, document, document.witness, hints)
        found += _unused(record, document, words)
    return found


# ── digital pages and sheets ─────────────────────────────────────────────────────────────────────────────────────


def _complete(page: Page, used: str, witness: Witness) -> Iterator[Finding]:
    """Every character of the page was read once, every word stands where it was read, no label or value is two."""
    whole = witness.whole(page.number)
    if whole is None:
        yield finding("readings-differ", "", first=f"page {page.number}", second="—")
        return
    ours, theirs = _characters("".join(w.text for w in page.words)), _characters(whole)
    missing, added = theirs - ours, ours - theirs
    if page.doubled:
        missing = Counter({char: n for char, n in missing.items() if ours[char] == 0})
    if missing or added:
        yield finding("readings-differ", "", first=_show(added), second=_show(missing))
    for word in _twice(page):
        yield finding("readings-differ", "", first=word.text, second=f"{word.text} {word.text}")
    for word in page.words:
        second = witness.cell(page.sheet or "", word.cell) if word.cell else witness.text_in(page.number, word.box)
        whole_word = word.text in used or re.search(r"[:：]", word.text) is not None
        if second is None or not _same_word(word.text, second, whole_word):
            yield finding("readings-differ", "", first=word.text, second=second if second is not None else "—")


def _twice(page: Page) -> Iterator[Word]:
    """Yield words that claim a place where the same word stands already."""
    seen: dict[str, list[Word]] = {}
    for word in page.words:
        same = seen.setdefault(word.text, [])
        if any(abs(w.x0 - word.x0) < word.height and abs(w.middle - word.middle) < 0.5 * word.height for w in same):
            yield word
        same.append(word)


def _same_word(ours: str, theirs: str, whole: bool) -> bool:
    """Compare character by character; white space that only the other reading has inside means two words read as one.

    In prose that no value came from (`whole` False) that does not matter.
    """
    if _squeezed(ours) != _squeezed(theirs):
        return False
    return (
        not whole
        or re.search(r"\s", normal(ours).strip()) is not None
        or re.search(r"\s", normal(theirs).strip()) is None
    )


def _characters(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text)
    return Counter(char for char in folded if not char.isspace() and unicodedata.category(char)[0] != "C")


def _show(characters: Counter[str]) -> str:
    return "".join(sorted(characters.elements()))[:40] or "—"


def _again(evidence: Mapping[str, Evidence], witness: Witness) -> Iterator[Finding]:
    """Read every deciding value again at its place."""
    for path, item in evidence.items():
        if item.cell is not None:
            second = witness.cell(item.sheet or "", item.cell)
            same = second is not None and _squeezed(item.text) in _squeezed(second)
        else:
            second = witness.text_in(item.page or 0, item.bbox) if item.bbox else None
            same = second is not None and _squeezed(second) == _squeezed(item.text)
        if not same:
            yield finding("readings-differ", path, first=item.text, second=second if second is not None else "—")


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", normal(text))


# ── scans ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _confirmed(
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
        if second is None or not _squeezed(second):
            yield finding("ocr-unconfirmed", path, seen=item.text, proposed=None)
        elif _agreed(second) != _agreed(item.text):
            yield finding("readings-differ", path, first=item.text, second=second.strip())


def _printed_twice(name: str, pages: Iterable[Page]) -> bool:
    """A name that stands in the letterhead and beside its label has been read twice."""
    text = "".join(_squeezed(word.text) for page in pages for line in lines(page.words) for word in line)
    return text.count(_squeezed(name)) > 1


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
    plain = "".join(char for char in unicodedata.normalize("NFD", _squeezed(text)) if not unicodedata.combining(char))
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


def _unused(record: OrderRecord, document: Document, words: Lexicon) -> Iterator[Finding]:
    """Nothing that may decide is left on a scan: a date or amount no field owns, ink that no word covers."""
    owned = [(path, _squeezed(item.text)) for path, item in record.evidence.items() if item.text]
    dates = [text for path, text in owned if path.endswith("_date")]
    texts = [text for path, text in owned if DECIDING.match(path) or "/attributes/" in path]
    for page in document.pages:
        if page.method != "ocr" and page.trusted:
            continue
        for word in page.words:
            owners = dates if date_readings(word.text, words.months) else texts if _is_money(word.text) else None
            if owners is not None and not any(_owns(text, _squeezed(word.text)) for text in owners):
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
