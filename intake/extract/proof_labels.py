"""What no value came from is read twice on scans, too: a label or number misread loses its value or moves it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from intake.extract.evidence import DECIDING, seen_at
from intake.extract.headings import named
from intake.extract.layout import squeezed
from intake.extract.lexicon import Heading, Lexicon, compared
from intake.extract.printed import head_lines
from intake.extract.proof_scan import plain
from intake.extract.tables import Table
from intake.read.document import Page, RepeatingWitness, Witness, Word
from orders.codes import finding
from orders.records import Evidence, Finding
from orders.values import date_readings, number_readings

_LONGEST = 90  # characters: what is longer is a sentence
_ALIKE = 66  # percent of the characters of two texts that are alike
_ARTICLE = re.compile(r"\d{1,2}\s*[.、)）]\s*")  # the number of a clause
_FREE = frozenset({"address", "contact", "email", "ignored", "note", "phone", "subject", "terms"})  # decide nothing

Meaning = tuple[str | Heading | None, ...]


def misread(
    page: Page, tables: Sequence[Table], evidence: Mapping[str, Evidence], witness: Witness, words: Lexicon
) -> Iterator[Finding]:
    """Yield what the second engine gives another meaning; deciding values of the `evidence` are asked for apart."""
    heads = [(t.top - 1, min(row.top for row in t.rows)) for t in tables if t.page.number == page.number and t.rows]
    values = [item for path, item in evidence.items() if item.page == page.number and DECIDING.match(path)]
    for piece in (piece for line in head_lines(page, page.words, words) for piece in line):
        heading = any(top <= piece.middle < below for top, below in heads)
        if not _asked(piece) or _owned(piece, values):
            continue
        other = _other(piece, _looks(piece, page, witness), words, heading=heading)
        if other is not None:
            yield seen_at(finding("readings-differ", "", first=piece.text, second=other), piece, page)


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


def _other(piece: Word, looks: Iterable[str], words: Lexicon, *, heading: bool) -> str | None:
    """Return the second engine's words where they mean something else than ours, or differ under a heading unknown.

    What means something to us is confirmed by any look; what means nothing must mean nothing in every look, and one
    look is enough for what neither resembles a label nor looks otherwise to the second engine.
    """
    ours = _meaning(piece.text, words, heading=heading)
    seen: dict[str, Meaning] = {}
    for look in looks:
        seen[look] = _meaning(look, words, heading=heading)
        if seen[look] == ours and (any(ours) or plain(look) == plain(piece.text)):
            return None if _is_value(piece.text, words) or not _is_value(look, words) else look.strip()
        if not heading and _alike(look, piece.text) and not any((*ours, *seen[look], _like_label(piece.text, words))):
            break
    known = [look for look, meaning in seen.items() if any(meaning) or _is_value(look, words)]
    if any(ours) or heading or (known and not _is_value(piece.text, words)):
        return (known or list(seen) or ["—"])[0].strip()
    return None


def _looks(piece: Word, page: Page, witness: Witness) -> Iterator[str]:
    first = witness.text_in(page.number, piece.box)
    if first and squeezed(first):
        yield first
    if isinstance(witness, RepeatingWitness):
        yield from (look for look in witness.again(page.number, piece.box) if squeezed(look))


def _meaning(text: str, words: Lexicon, *, heading: bool) -> Meaning:
    """Say what a text means to us: a label, a sum, a title, a currency; in a heading of the table its columns."""
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


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(plain(one), plain(other)) > _ALIKE


@lru_cache(maxsize=4096)
def _like_label(text: str, words: Lexicon) -> bool:
    """Say whether a text resembles the label of a field, a sum or a charge: one character more may make it one."""
    said = compared(re.split("[:：]", text)[0])
    known = [word for group in ("fields", "totals", "charges") for word in words.groups[group] if len(word) > 1]
    return process.extractOne(said, known, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None
