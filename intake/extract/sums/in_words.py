"""Amounts in words on a page: 大写, and those of languages with letters (`amount_words` of the label mappings)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from intake.extract.words.layout import covers, join, page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.once import once
from intake.read.document import Page, Word
from orders.spoken import Spoken, spoken
from orders.values import capital_amount, capital_span

TOTALS = frozenset({"words", "total", "payable_total", "line_total"})  # labels whose words are the order's amount
FEW = 2  # words that count: fewer need an end ("only") to be an amount where no label says so
NEAR = 0.8  # of a line's height between a line and its continuation
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]")


@dataclass(frozen=True)
class InWords:
    """An amount in words as printed, whether a label calls it a total, its value (None: it cannot be read).

    `currency` is the one that the words name, or that stands before an amount in Hanzi.
    """

    text: str
    labelled: bool
    amount: Decimal | None
    currency: str | None = None


def amounts_in_words(pages: Sequence[Page], words: Lexicon) -> list[InWords]:
    """Find the amounts in words on the pages."""
    return [one for page in pages for one in _in_words(page, words)]


@once
def _in_words(page: Page, words: Lexicon) -> tuple[InWords, ...]:
    return (*_capitals(page, words), *_spoken_on(page, words))


def word_spans(text: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where amounts in words stand in a text beside their number: 大写, and others in brackets."""
    if span := capital_span(text):
        yield span
    for found in _BRACKETED.finditer(text):
        if (said := _said(found[1], words)) and said.amount is not None:
            yield found.span(1)


def _capitals(page: Page, words: Lexicon) -> Iterator[InWords]:
    for printed in page_lines(page):
        text = join(printed).text
        if (span := capital_span(text)) and len(text[slice(*span)].strip()) >= 3:
            said, labelled = text[slice(*span)].strip(), words.amount_label(text[: span[0]]) is not None
            yield InWords(said, labelled, capital_amount(said), _before(text[: span[0]], words))


def _before(text: str, words: Lexicon) -> str | None:
    """Return the currency whose name ends the words before an amount (总计新台币：贰拾万元整)."""
    said = re.sub(r"\W*(?:大写|大寫)?\W*$", "", text)
    return next((code for at in range(len(said)) if (code := words.currency(said[at:]))), None)


# ── words of languages with letters ──────────────────────────────────────────────────────────────────────────────


def _spoken_on(page: Page, words: Lexicon) -> Iterator[InWords]:
    rows = [phrases(line, page) for line in page_lines(page)]
    for index, row in enumerate(rows):
        for at, phrase in enumerate(row):
            if _speaks(phrase.text, words):
                yield from _read(phrase, row[:at], rows[index + 1 : index + 4], words)


def _read(phrase: Word, left: Sequence[Word], below: Sequence[Sequence[Word]], words: Lexicon) -> Iterator[InWords]:
    """Read a phrase that is an amount, behind its label, beside it, or in brackets behind its number."""
    name, end = words.prefix("totals", phrase.text) or _label(left, words)
    text = _with_next_lines(phrase.text[end:], phrase, below, words)
    for part in (text, *(found[1] for found in _BRACKETED.finditer(text))):
        said = _said(part, words)
        if said and _is_amount(said, labelled=name is not None) and name in (*TOTALS, None):
            codes = {code for unit in said.units if (code := words.currency(unit))}
            yield InWords(part.strip(" :："), name is not None, said.amount, codes.pop() if len(codes) == 1 else None)
            return
    if name == "words" and _garbled(text, words):
        yield InWords(text.strip(" :："), True, None)


def _label(left: Sequence[Word], words: Lexicon) -> tuple[str | None, int]:
    """Return the label in the phrase to the left."""
    found = words.amount_label(left[-1].text) if left else None
    return (found[1].name if found else None), 0


def _is_amount(said: Spoken, *, labelled: bool) -> bool:
    """Say whether words are an amount: without a label they name their currency, and say more than "ten euros"."""
    if labelled:
        return said.amount is not None
    return said.amount is not None and bool(said.units) and (said.numbers >= FEW or said.ended)


def _with_next_lines(text: str, phrase: Word, below: Sequence[Sequence[Word]], words: Lexicon) -> str:
    """Add the lines on which an amount goes on: under it, close, nothing but its words, and no currency in front."""
    said, last = _said(text, words), phrase
    for row in below:
        under = [word for word in row if covers(word, phrase)]
        if not under:
            continue  # a line beside it
        further = _said(under[0].text, words) if len(under) == 1 else None
        if said is None or said.ended or further is None or further.kinds[0] == "unit":
            break
        if last.cell is not None or under[0].top - last.bottom > NEAR * last.height:
            break
        text, last = f"{text} {under[0].text}", under[0]
        said = _said(text, words)
    return text


def _garbled(text: str, words: Lexicon) -> bool:
    """Say whether a text that calls itself an amount in words begins like one and counts, but no pieces."""
    tokens = [compared(token) for token in re.findall(r"[^\W\d_]+", text)]
    counted = [token for token in tokens if any(known.get(token, "").isdecimal() for known in words.spoken)]
    return len(counted) >= FEW and not any(token in words.groups["units"] for token in tokens)


def _said(text: str, words: Lexicon) -> Spoken | None:
    """Read a text in the first language that knows all its words and can make a number of them, else in any."""
    found = [said for known in words.spoken if (said := spoken(text, known)) and said.kinds]
    return next((said for said in found if said.amount is not None), found[0] if found else None)


def _speaks(text: str, words: Lexicon) -> bool:
    """Say whether a text has a word that counts; most have none, and are looked at no further."""
    said = text.lower()
    return any(word in said for word in _counting(words))


@lru_cache(maxsize=8)
def _counting(words: Lexicon) -> tuple[str, ...]:
    """Return the words that count, of all languages, without those that another begins: "SIX" stands for "SIXTY"."""
    known = sorted({word.lower() for own in words.spoken for word, name in own.items() if name.isdecimal()}, key=len)
    return tuple(word for at, word in enumerate(known) if not any(one in word for one in known[:at]))
