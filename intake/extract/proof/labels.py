"""What no value came from is read twice on scans, too: a label or number misread loses its value or moves it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import lru_cache
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz, process

from intake.extract.evidence import DECIDING, seen_at
from intake.extract.proof.digital import WIDEST
from intake.extract.proof.looks import looks, plain
from intake.extract.table.spoken import named
from intake.extract.table.table import Table
from intake.extract.words.layout import join, spread, squeezed
from intake.extract.words.lexicon import Heading, Lexicon, compared
from intake.extract.words.printed import head_lines
from intake.read.document import Page, Witness, Word
from orders.codes import finding
from orders.records import Evidence, Finding
from orders.values import date_readings, number_readings

_LONGEST = 90  # characters: what is longer is a sentence
_FAR = 3.0  # times the usual width of a word's characters
_ALIKE = 66  # percent of the characters of two texts that are alike
_ARTICLE = re.compile(r"\d{1,2}\s*[.、)）]\s*")  # the number of a clause
_SIZE = re.compile(r"[ΦφØø⌀×]")
_BRACKETS = str.maketrans("〈《【〔[{〉》】〕]}", "((((((" + "))))))")
_FREE = frozenset({"address", "contact", "email", "ignored", "note", "phone", "subject", "terms"})  # decide nothing

Meaning = tuple[str | Heading | None, ...]


def misread(
    page: Page, tables: Sequence[Table], evidence: Mapping[str, Evidence], witness: Witness, words: Lexicon
) -> Iterator[Finding]:
    """Yield what the second engine gives another meaning; deciding values of the `evidence` are asked for apart."""
    yield from _two_as_one(page)
    heads = [(t.top - 1, min(row.top for row in t.rows)) for t in tables if t.page.number == page.number and t.rows]
    values = [item for path, item in evidence.items() if item.page == page.number and DECIDING.match(path)]
    for line, piece in ((row, piece) for row in head_lines(page, page.words, words) for piece in row):
        heading = any(top <= piece.middle < below for top, below in heads)
        if not _asked(piece) or _owned(piece, values):
            continue
        other = _other(piece, _seen(piece, line, page, witness), words, heading=heading)
        if other is not None:
            yield seen_at(finding("readings-differ", "", first=piece.text, second=other), piece, page)


def _two_as_one(page: Page) -> Iterator[Finding]:
    """Yield words with a character far wider than they are high and than its neighbours: white that parts two."""
    for word in page.words:
        widths = [right - left for left, right in pairwise(spread(word))]
        widest, usual = max(widths), median(widths)
        if widest > max(WIDEST * word.height, _FAR * usual):
            cut = widths.index(widest) + 1
            parts = f"{word.text[:cut]} {word.text[cut:]}"
            yield seen_at(finding("readings-differ", "", first=word.text, second=parts), word, page)


def _asked(piece: Word) -> bool:
    """Say whether a piece is worth asking: no sentence, no sign, no number of a clause."""
    said = any(map(str.isalnum, piece.text)) and _ARTICLE.fullmatch(piece.text) is None
    return said and len(piece.text) <= _LONGEST


def _owned(piece: Word, values: Iterable[Evidence]) -> bool:
    """Say whether a piece is a value or a line of one."""
    said = squeezed(piece.text)
    return any(item.bbox and _within(piece, item.bbox) and said in squeezed(item.text) for item in values)


def _within(piece: Word, box: tuple[float, float, float, float]) -> bool:
    x0, top, x1, bottom = box
    return x0 - 1 <= piece.x0 and piece.x1 <= x1 + 1 and top <= piece.middle <= bottom


def _other(piece: Word, seen_there: Iterable[str], words: Lexicon, *, heading: bool) -> str | None:
    """Return the second engine's words where they mean something else than ours, or differ under a heading unknown.

    What means something to us is confirmed by any look; what means nothing must mean nothing in every look, and one
    look is enough for what neither resembles a label nor looks otherwise to the second engine.
    """
    ours = _meaning(piece.text, words, heading=heading)
    known: list[str] = []
    seen: list[str] = []
    for look in seen_there:
        theirs = _meaning(look, words, heading=heading)
        value = _more_of_value(look, piece.text, words)
        if _confirms(look, theirs, piece.text, ours, words) and (any(ours) or not known):
            return look.strip() if value else None
        seen.append(look)
        known += [look] if value or any(theirs) else []
        if not known and not heading and not any(ours) and _sure(look, piece.text, words):
            break
    unknown = heading and not any(_alike(look, piece.text) for look in seen)  # what a heading says that nobody knows
    return (known or seen or ["—"])[0].strip() if any(ours) or unknown or known else None


def _sure(look: str, text: str, words: Lexicon) -> bool:
    """Say whether one look is enough: it sees much the same, and nothing that resembles a label."""
    return _alike(look, text) and not _like_label(text, words)


def _confirms(look: str, theirs: Meaning, text: str, ours: Meaning, words: Lexicon) -> bool:
    """Say whether a look means what we do: by its words, by nearly the same ones, or by the very same characters."""
    if any(ours):
        nothing = not any(theirs) and words.label(look) is None
        return _agree(theirs, ours) or (nothing and _alike(look, text))
    return theirs == ours and plain(look) == plain(text)


def _agree(theirs: Meaning, ours: Meaning) -> bool:
    """Say whether two meanings name the same, and neither a tax basis, currency, base or unit that contradicts ours."""
    return len(theirs) == len(ours) and all(map(_named_alike, theirs, ours))


def _named_alike(one: str | Heading | None, other: str | Heading | None) -> bool:
    if not isinstance(one, Heading) or not isinstance(other, Heading):
        return one == other
    pairs = zip(astuple(one)[1:], astuple(other)[1:], strict=True)
    return one.name == other.name and all(left in (None, right) for left, right in pairs)


def _seen(piece: Word, line: Sequence[Word], page: Page, witness: Witness) -> Iterator[str]:
    """Yield what the second engine sees at a place, shown in several ways, last in the middle of its printed line."""
    yield from looks(page.number, piece.box, witness)
    whole = [plain(token) for token in (witness.text_in(page.number, join(line).box) or "").split()]
    own = [plain(token) for token in piece.text.split()]
    if any(whole[at : at + len(own)] == own for at in range(len(whole))):
        yield piece.text


def _meaning(said: str, words: Lexicon, *, heading: bool) -> Meaning:
    """Say what a text means to us: a label, a sum, a title, a currency; in a heading of the table its columns.

    What kind of brackets stands in it means nothing; tesseract takes one kind for another.
    """
    text = said.translate(_BRACKETS)
    if heading:
        return named(Word(text, 0, 0, 0, 0), words)
    label, amount = words.label(text), words.amount_label(text)
    name = label[0] if label and _decides(label[0]) else None
    return name, amount[1] if amount else None, words.heading("document_types", text), words.currency(text)


def _decides(label: str) -> bool:
    return label.rpartition("_")[2] not in _FREE


def _is_value(text: str, words: Lexicon) -> bool:
    """Say whether a text, or what follows its label, is a number, a date or a company's name: a value, if read so."""
    label = words.label(text)
    said = text[label[1] :] if label else text
    read = number_readings(said) or date_readings(said, words.months) or words.organisation(said)
    return bool(read) and (label is None or _decides(label[0]))


def _more_of_value(look: str, text: str, words: Lexicon) -> bool:
    """Say whether a look shows a value where we see none; a stray sign is none, nor are the figures of a size (Φ32)."""
    stray = len(plain(look)) < 2 < len(text)
    return not stray and _SIZE.search(text) is None and _is_value(look, words) and not _is_value(text, words)


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(plain(one), plain(other)) > _ALIKE


@lru_cache(maxsize=4096)
def _like_label(text: str, words: Lexicon) -> bool:
    """Say whether a text resembles the label of a field, a sum or a charge: one character more may make it one."""
    said = compared(re.split("[:：]", text)[0])
    return process.extractOne(said, _labels(words), scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None


@lru_cache(maxsize=8)
def _labels(words: Lexicon) -> tuple[str, ...]:
    return tuple(w for group in ("fields", "totals", "charges") for w in words.groups[group] if len(w) > 1)
