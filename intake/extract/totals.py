"""Totals, taxes, charges and the amount in words: the lines under the table and the boxes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from intake.extract.headings import Column
from intake.extract.layout import covers, lines, phrases
from intake.extract.lexicon import Lexicon
from intake.extract.tables import Table
from intake.read.document import Page, Word
from orders.values import NumberStyle, capital_span, number_readings, parse_number

_RATE = re.compile(r"(\d{1,2}(?:\.\d+)?)\s*[%％]")
_RATE_TEXT = re.compile(r"[(（]?\s*\d{1,2}(?:\.\d+)?\s*[%％]\s*[)）]?")
_AMOUNT = re.compile(r"[-−–(]?(?:[¥￥$€£]|US\$|RMB|CNY|USD|EUR)?\s*[-−–(]?\d[\d.,']*(?: \d{3}(?=[ .,]|$))*[\d.,']*\)?")


@dataclass(frozen=True)
class Printed:
    """A labelled amount: group totals or charges, its name, the label, the number's word and the page."""

    group: str
    name: str
    label: str
    number: Word
    page: Page
    rate: Word | None = None


def printed_amounts(pages: Sequence[Page], tables: Sequence[Table], words: Lexicon) -> tuple[Printed, ...]:
    """Find every labelled amount outside the item rows, in reading order."""
    found: list[Printed] = []
    for page in pages:
        own = [t for t in tables if t.page.number == page.number]
        item_words = {id(w) for t in own for w in _item_words(t)}
        rest = [phrases(line, page) for line in lines(w for w in page.words if id(w) not in item_words)]
        below = [line for line in rest if not own or line[0].middle > min(t.top for t in own)]
        for index, line in enumerate(below):
            found += _in_line(line, below[index + 1 : index + 2], page, _amount_column(own), words)
    return tuple(found)


def unlabelled(tables: Sequence[Table], printed: Sequence[Printed]) -> list[Printed]:
    """Return the numbers under the amounts that no known label explains: a total we do not know, a charge, a row."""
    known = {(round(p.number.x1), round(p.number.middle)) for p in printed}
    found: list[Printed] = []
    for table in tables:
        column = _amount_column([table])
        words = [w for line in table.summary for w in phrases(line, table.page)] if column else []
        for word in (w for w in words if column and column.x0 < w.center < column.x1 and number_readings(w.text)):
            if not any(abs(x - word.x1) < 3 and abs(y - word.middle) < 4 for x, y in known):
                found.append(Printed("unlabelled", "", "", word, table.page))
    return found


def printed_words(pages: Sequence[Page]) -> tuple[Word, Page] | None:
    """Find the amount in Chinese capitals."""
    for page in pages:
        for line in lines(page.words):
            for phrase in phrases(line, page):
                if (span := capital_span(phrase.text)) and len(phrase.text[slice(*span)]) >= 3:
                    return phrase.part(*span), page
    return None


def amount(printed: Printed, style: NumberStyle) -> Decimal | None:
    return parse_number(printed.number.text, style)


def _item_words(table: Table) -> Iterator[Word]:
    summary = {id(w) for line in table.summary for w in line}
    for word in table.page.words:
        if (
            table.top - 1 <= word.middle <= max((r.bottom for r in table.rows), default=0) + 1
            and id(word) not in summary
        ):
            yield word


def _amount_column(tables: Sequence[Table]) -> Column | None:
    columns = [c for t in tables for c in t.columns if c.role.startswith("line_amount")]
    return max(columns, key=lambda c: c.x0) if columns else None


def _in_line(
    line: Sequence[Word], below: Sequence[Sequence[Word]], page: Page, column: Column | None, words: Lexicon
) -> Iterator[Printed]:
    for index, phrase in enumerate(line):
        for group in ("totals", "charges"):
            if found := words.amount_label(group, phrase.text):
                name, end = found
                number = _number_for(phrase, end, line[index + 1 :], below, column, words)
                if number is not None:
                    label = _RATE_TEXT.sub("", phrase.text[:end]).strip(" :：(（")
                    yield Printed(group, name, label, number, page, _rate(line[index:], number))
                break


def _rate(line: Sequence[Word], number: Word) -> Word | None:
    """Return the tax rate printed between the label and its number, without the percent sign."""
    for phrase in line:
        if phrase.x0 <= number.x0 and (found := _RATE.search(phrase.text)):
            return phrase.part(*found.span(1))
    return None


def _number_for(
    phrase: Word,
    end: int,
    right: Sequence[Word],
    below: Sequence[Sequence[Word]],
    column: Column | None,
    words: Lexicon,
) -> Word | None:
    """Take the number in the label's phrase, else to its right up to the next label (the amount column's first)."""
    tail = phrase.part(end, len(phrase.text)) if phrase.text[end:].strip() else None
    inside = _number_in(tail, words) if tail else None
    if tail is not None and inside is None and not (capital_span(tail.text) or _RATE_TEXT.fullmatch(tail.text.strip())):
        return None
    if inside is not None and tail is not None and not capital_span(tail.text):
        return inside
    reach: list[Word] = []
    for other in right:
        if words.amount_label("totals", other.text) or words.amount_label("charges", other.text):
            break
        reach.append(other)
    numbers = [n for other in reach if (n := _number_in(other, words)) is not None] + ([inside] if inside else [])
    aligned = [n for n in numbers if column and min(n.x1, column.x1) > max(n.x0, column.x0)]
    if aligned or numbers:
        return (aligned or numbers)[-1]
    under = [n for later in below for p in later if covers(p, phrase) and (n := _number_in(p, words)) is not None]
    return under[0] if under and not right and tail is None else None


def _number_in(phrase: Word, words: Lexicon) -> Word | None:
    """Return the one amount of a phrase that says nothing else but rates, currencies and an amount in words."""
    if number_readings(phrase.text):
        return phrase
    masked = _RATE_TEXT.sub(lambda m: " " * len(m[0]), phrase.text)
    if span := capital_span(masked):
        masked = masked[: span[0]] + " " * (span[1] - span[0]) + masked[span[1] :]
    found = [m for m in _AMOUNT.finditer(masked) if number_readings(m[0])]
    if len(found) != 1:
        return None
    rest = (masked[: found[0].start()], masked[found[0].end() :])
    spoken = [re.sub(r"[\s:：()（）=¥￥]", "", text) for text in rest]
    if any(text and words.currency(text) is None and words.amount_label("totals", text) is None for text in spoken):
        return None
    return phrase.part(*_trimmed(masked, found[0]))


def _trimmed(text: str, found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span()
    return start + len(found[0]) - len(found[0].lstrip()), end - (len(found[0]) - len(found[0].rstrip()))
