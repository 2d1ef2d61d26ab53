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
from orders.values import NumberStyle, capital_span, normal, number_readings, parse_number

_RATE = re.compile(r"(\d{1,2}(?:\.\d+)?)\s*%")
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
            found = words.prefix(group, phrase.text)
            if found is None:
                continue
            name, end = found
            number = _number_for(phrase, end, line[index + 1 :], below, column, words)
            if number is not None:
                label = phrase.text[:end].strip(" :：")
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
    tail = phrase.text[end:]
    rate = _RATE.search(tail)
    start = end + rate.end() if rate else end
    inside = [m for m in _AMOUNT.finditer(phrase.text, start) if number_readings(m[0])]
    if inside and not capital_span(tail):
        return phrase.part(*_trimmed(phrase.text, inside[-1]))
    reach = []
    for other in right:
        if words.prefix("totals", other.text) or words.prefix("charges", other.text):
            break
        reach.append(other)
    numbers = [n for other in reach if (n := _number_in(other)) is not None]
    if inside:
        numbers.append(phrase.part(*_trimmed(phrase.text, inside[-1])))
    aligned = [n for n in numbers if column and min(n.x1, column.x1) > max(n.x0, column.x0)]
    if aligned or numbers:
        return (aligned or numbers)[-1]
    under = [n for later in below for p in later if covers(p, phrase) and (n := _number_in(p)) is not None]
    return under[0] if under and not right else None


def _number_in(phrase: Word) -> Word | None:
    if number_readings(phrase.text):
        return phrase
    found = [m for m in _AMOUNT.finditer(phrase.text) if number_readings(m[0])]
    if not found or (capital_span(phrase.text) and len(found) != 1):
        return None
    letters = re.sub(r"[\W\d_]", "", normal(_AMOUNT.sub("", phrase.text)))
    return phrase.part(*_trimmed(phrase.text, found[-1])) if len(letters) <= 4 or capital_span(phrase.text) else None


def _trimmed(text: str, found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span()
    return start + len(found[0]) - len(found[0].lstrip()), end - (len(found[0]) - len(found[0].rstrip()))
