"""A reader that lies: one change at a time to the words a true reader found, the paper itself unchanged."""

from __future__ import annotations

import email
import email.policy
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from intake.read import Document, Page, Word, read
from intake.read.document import InkWitness
from orders.records import Box, OrderRecord

DIGITS = "0123456789"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Lie:
    """What was changed, and the document after it."""

    what: str
    document: Document


class PatientWitness:
    """Remembers the answers of a true witness, because a lie asks the same places again and again."""

    def __init__(self, document: Document) -> None:
        assert document.witness is not None
        self._true = document.witness
        self._texts: dict[tuple[int, Box], str | None] = {}

    def text_in(self, page: int, box: Box) -> str | None:
        if (page, box) not in self._texts:
            self._texts[page, box] = self._true.text_in(page, box)
        return self._texts[page, box]

    def cell(self, sheet: str, cell: str) -> str | None:
        return self._true.cell(sheet, cell)

    def whole(self, page: int) -> str | None:
        return self._true.whole(page)

    def unread(self, page: int, boxes: tuple[Box, ...]) -> tuple[Box, ...] | None:
        return self._true.unread(page, boxes) if isinstance(self._true, InkWitness) else None


def attachments(mail: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield subject, name and bytes of a mail's attachments, by the standard library alone."""
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    for part in message.iter_attachments():
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        yield str(message["subject"]), str(part.get_filename()), payload


def true_document(data: bytes, name: str) -> Document:
    document = read(data, name)
    return replace(document, witness=PatientWitness(document)) if document.witness else document


def deciding_words(document: Document, record: OrderRecord) -> list[tuple[int, int]]:
    """Return (page index, word index) of every word some value of the record was read from."""
    texts = "\n".join(item.text for item in record.evidence.values())
    return [
        (p, w)
        for p, page in enumerate(document.pages)
        for w, word in enumerate(page.words)
        if word.text in texts or any(item.text in word.text for item in record.evidence.values())
    ]


def lies(document: Document, places: list[tuple[int, int]], seed: int, each: int = 1) -> Iterator[Lie]:
    """Yield single lies: a character changed, a word dropped, joined, moved or swapped, a row dropped or moved."""
    chance = random.Random(seed)
    for p, w in places:
        page = document.pages[p]
        for _ in range(each):
            yield Lie(f"character of {page.words[w].text}", _with_word(document, p, w, _changed(page.words[w], chance)))
        yield Lie(f"drop {page.words[w].text}", _with_words(document, p, page.words[:w] + page.words[w + 1 :]))
        yield Lie(f"move {page.words[w].text}", _with_word(document, p, w, _moved(page.words[w], page, chance)))
        other = chance.choice([i for q, i in places if q == p and i != w] or [w])
        yield Lie(f"swap {page.words[w].text} and {page.words[other].text}", _swapped(document, p, w, other))
        if w + 1 < len(page.words):
            yield Lie(f"join {page.words[w].text} and {page.words[w + 1].text}", _joined(document, p, w))
    for p, page in enumerate(document.pages):
        for top in sorted({round(word.top) for word in page.words}):
            row = [word for word in page.words if round(word.top) == top]
            yield Lie(f"drop row {top}", _with_words(document, p, tuple(x for x in page.words if x not in row)))
            lowered = tuple(_lowered(x, row[0].height * 1.5) if x in row else x for x in page.words)
            yield Lie(f"shift row {top}", _with_words(document, p, lowered))


def _with_words(document: Document, p: int, words: tuple[Word, ...]) -> Document:
    pages = list(document.pages)
    pages[p] = replace(pages[p], words=words)
    return replace(document, pages=tuple(pages))


def _with_word(document: Document, p: int, w: int, word: Word) -> Document:
    words = document.pages[p].words
    return _with_words(document, p, (*words[:w], word, *words[w + 1 :]))


def _changed(word: Word, chance: random.Random) -> Word:
    at = chance.randrange(len(word.text))
    old = word.text[at]
    pool = DIGITS if old.isdigit() else LETTERS if old.isascii() else "只个台套件年月日元"
    new = chance.choice([char for char in pool if char != old])
    return replace(word, text=word.text[:at] + new + word.text[at + 1 :])


def _moved(word: Word, page: Page, chance: random.Random) -> Word:
    if word.cell is not None:
        return replace(word, x0=word.x0 + 1000, x1=word.x1 + 1000, cell=chr(ord(word.cell[0]) + 1) + word.cell[1:])
    away = chance.choice([-1, 1]) * chance.choice([1.2, 2.0]) * word.height
    return _lowered(word, away)


def _lowered(word: Word, by: float) -> Word:
    if word.cell is not None:
        column, row = word.cell.rstrip("0123456789"), int(word.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return replace(word, top=word.top + 20, bottom=word.bottom + 20, cell=f"{column}{row + 1}")
    return replace(word, top=word.top + by, bottom=word.bottom + by)


def _swapped(document: Document, p: int, first: int, second: int) -> Document:
    words = document.pages[p].words
    one = replace(words[first], text=words[second].text, edges=())
    two = replace(words[second], text=words[first].text, edges=())
    return _with_word(_with_word(document, p, first, one), p, second, two)


def _joined(document: Document, p: int, w: int) -> Document:
    words = document.pages[p].words
    left, right = words[w], words[w + 1]
    both = replace(left, text=left.text + right.text, x1=max(left.x1, right.x1), edges=())
    return _with_words(document, p, (*words[:w], both, *words[w + 2 :]))
