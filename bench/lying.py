"""A reader that lies: one change at a time to the words a true reader found, the paper itself unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from bench.witnesses import PatientWitness
from intake.extract.evidence import DECIDING
from intake.read import Document, Page, Word, read
from orders.records import OrderRecord, plain

DIGITS = "0123456789"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
BLANK = ("/name", "/unit", "_id", "_revision")
NUMBERS = re.compile(r"/(totals/\w+|tax_rate|quantity|unit_price|price_base_quantity|\w*amount)$")
HANZI = "只个台套件年月日元"
ALIKE = {a: b for x, y in zip("OISBZG.-l", "01582 6,_1".replace(" ", ""), strict=True) for a, b in ((x, y), (y, x))}


@dataclass(frozen=True)
class Lie:
    """What was changed, and the document after it."""

    what: str
    document: Document


def true_document(data: bytes, name: str) -> Document:
    """Read the paper truly; its witness remembers what it was asked."""
    document = read(data, name)
    return replace(document, witness=PatientWitness(document.witness)) if document.witness else document


def deciding(record: OrderRecord) -> dict[str, object]:
    """Return every deciding value by JSON pointer; blanks inside a text and noughts at ends are none."""
    said = {path: value for path, value in leaves("/order", plain(record.order)) if DECIDING.match(path)}
    return {path: _by_value(path, value) for path, value in said.items()}


def _by_value(path: str, value: object) -> object:
    if path.endswith(BLANK) and value:
        return str(value).replace(" ", "")
    return Decimal(str(value)) if NUMBERS.search(path) and value is not None else value


def leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    """Yield the leaves of JSON values by pointer, absent ones as None."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(f"{path}/{key}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(f"{path}/{index}", item)
    else:
        yield path, value


def deciding_words(document: Document, *records: OrderRecord) -> list[tuple[int, int]]:
    """Return (page index, word index) of every word some value of the records was read from."""
    read_from = [item.text for record in records for item in record.evidence.values()]
    texts = "\n".join(read_from)
    return [
        (p, w)
        for p, page in enumerate(document.pages)
        for w, word in enumerate(page.words)
        if word.text in texts or any(text in word.text for text in read_from)
    ]


def lies(document: Document, places: list[tuple[int, int]], seed: int, *, rows: bool = True) -> Iterator[Lie]:
    """Yield single lies about the words at `places`, and with `rows` about whole printed lines."""
    chance = Random(seed)
    for p, w in places:
        word = _changed(document.pages[p].words[w], chance)
        yield Lie(f"character of {document.pages[p].words[w].text}: {word.text}", _with_word(document, p, w, word))
        yield from _about_word(document, p, w, chance)
        yield from _about_two(document, places, p, w, chance)
    for p, page in enumerate(document.pages if rows else ()):
        yield from _about_rows(document, p, page)


def _about_word(document: Document, p: int, w: int, chance: Random) -> Iterator[Lie]:
    """Drop a word, read it elsewhere, lose or repeat or mistake one of its characters, part it, read it twice."""
    words, page = document.pages[p].words, document.pages[p]
    word = words[w]
    yield Lie(f"drop {word.text}", _with_words(document, p, words[:w] + words[w + 1 :]))
    yield Lie(f"move {word.text}", _with_word(document, p, w, _moved(word, page, chance)))
    yield Lie(f"twice {word.text}", _with_words(document, p, (*words[:w], word, *words[w:])))
    at = chance.randrange(len(word.text))
    if len(word.text) > 1:
        yield Lie(f"lose {at} of {word.text}", _with_word(document, p, w, _told(word, at, "")))
        cut = chance.randrange(1, len(word.text))
        halves = (_whole(word).part(0, cut), _whole(word).part(cut, len(word.text)))
        yield Lie(f"part {word.text} at {cut}", _with_words(document, p, (*words[:w], *halves, *words[w + 1 :])))
    yield Lie(f"repeat {at} of {word.text}", _with_word(document, p, w, _told(word, at, word.text[at] * 2)))
    alike = [i for i, char in enumerate(word.text) if char in ALIKE]
    if alike:
        at = chance.choice(alike)
        yield Lie(f"alike {at} of {word.text}", _with_word(document, p, w, _told(word, at, ALIKE[word.text[at]])))


def _about_two(document: Document, places: list[tuple[int, int]], p: int, w: int, chance: Random) -> Iterator[Lie]:
    """Swap a word with another deciding one, join it with the next."""
    words = document.pages[p].words
    other = chance.choice([i for q, i in places if q == p and i != w] or [w])
    yield Lie(f"swap {words[w].text} and {words[other].text}", _swapped(document, p, w, other))
    if w + 1 < len(words):
        yield Lie(f"join {words[w].text} and {words[w + 1].text}", _joined(document, p, w))


def _about_rows(document: Document, p: int, page: Page) -> Iterator[Lie]:
    """Drop a printed line, read it lower, read two neighbouring ones in each other's place."""
    tops = sorted({round(word.top) for word in page.words})
    rows = {top: [word for word in page.words if round(word.top) == top] for top in tops}
    for top, row in rows.items():
        yield Lie(f"drop row {top}", _with_words(document, p, tuple(x for x in page.words if x not in row)))
        lowered = tuple(_lowered(x, row[0].height * 1.5) if x in row else x for x in page.words)
        yield Lie(f"shift row {top}", _with_words(document, p, lowered))
    for upper, lower in pairwise(tops):
        by = float(lower - upper)
        moved = {
            **{id(x): _lowered(x, by) for x in rows[upper]},
            **{id(x): _lowered(x, -by) for x in rows[lower]},
        }
        yield Lie(
            f"swap rows {upper} and {lower}", _with_words(document, p, tuple(moved.get(id(x), x) for x in page.words))
        )


def _with_words(document: Document, p: int, words: tuple[Word, ...]) -> Document:
    pages = list(document.pages)
    pages[p] = replace(pages[p], words=words)
    return replace(document, pages=tuple(pages))


def _with_word(document: Document, p: int, w: int, word: Word) -> Document:
    words = document.pages[p].words
    return _with_words(document, p, (*words[:w], word, *words[w + 1 :]))


def _changed(word: Word, chance: Random) -> Word:
    at = chance.randrange(len(word.text))
    old = word.text[at]
    pool = DIGITS if old.isdigit() else LETTERS if old.isascii() else HANZI
    return _told(word, at, chance.choice([char for char in pool if char != old]))


def _told(word: Word, at: int, said: str) -> Word:
    """Say something else for one character; the word keeps its box, and character boundaries that still fit."""
    text = word.text[:at] + said + word.text[at + 1 :]
    return replace(word, text=text, edges=word.edges if len(said) == 1 else ())


def _whole(word: Word) -> Word:
    """Give a word without character boundaries evenly spread ones, so that it can be parted."""
    if word.cell is not None or len(word.edges) == len(word.text) + 1:
        return word
    step = (word.x1 - word.x0) / len(word.text)
    return replace(word, edges=tuple(word.x0 + step * i for i in range(len(word.text) + 1)))


def _moved(word: Word, page: Page, chance: Random) -> Word:
    if word.cell is not None:
        return replace(word, x0=word.x0 + 1000, x1=word.x1 + 1000, cell=chr(ord(word.cell[0]) + 1) + word.cell[1:])
    away = chance.choice([-1, 1]) * chance.choice([1.2, 2.0]) * word.height
    return _lowered(word, away)


def _lowered(word: Word, by: float) -> Word:
    if word.cell is not None:
        column, row = word.cell.rstrip(DIGITS), int(word.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        step = 1 if by > 0 else -1
        return replace(word, top=word.top + 20 * step, bottom=word.bottom + 20 * step, cell=f"{column}{row + step}")
    return replace(word, top=word.top + by, bottom=word.bottom + by)


def _swapped(document: Document, p: int, first: int, second: int) -> Document:
    words = document.pages[p].words
    one = replace(words[first], text=words[second].text, edges=())
    two = replace(words[second], text=words[first].text, edges=())
    return _with_word(_with_word(document, p, first, one), p, second, two)


def _joined(document: Document, p: int, w: int) -> Document:
    words = document.pages[p].words
    left, right = words[w], words[w + 1]
    edges = (*_whole(left).edges, *_whole(right).edges[1:]) if left.x1 <= right.x0 else ()
    both = replace(left, text=left.text + right.text, x1=max(left.x1, right.x1), edges=edges)
    return _with_words(document, p, (*words[:w], both, *words[w + 2 :]))
