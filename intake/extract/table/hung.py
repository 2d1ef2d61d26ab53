"""Headings that stand close to each other, the last of them broken over two lines: "Qty U/" over "M"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.extract.table.spoken import cut, overlap, said
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word


def parted(upper: Sequence[Word], lower: Sequence[Word], words: Lexicon) -> list[Word]:
    """Cut the phrases of a line that are headings but for one, which is a heading with the word below it only."""
    return [piece for phrase in upper for piece in _parted(phrase, lower, words)]


def _parted(phrase: Word, lower: Sequence[Word], words: Lexicon) -> list[Word]:
    if phrase.cell is not None or len(phrase.text) > 60 or said(phrase.text, words):
        return [phrase]
    for first, second in _halves(phrase):
        for broken, whole in ((second, first), (first, second)):
            known = cut(whole, words)
            if all(said(piece.text, words) for piece in known) and _heads(broken, whole, lower, words):
                return sorted([*known, broken], key=lambda piece: piece.x0)
    return [phrase]


def _halves(phrase: Word) -> Iterator[tuple[Word, Word]]:
    for at in (at for at, char in enumerate(phrase.text) if char == " "):
        yield phrase.part(0, at), phrase.part(at + 1, len(phrase.text))


def _heads(broken: Word, whole: Word, lower: Sequence[Word], words: Lexicon) -> bool:
    """Say whether the one word below a piece, and below nothing else of its phrase, makes it a heading."""
    below = [piece for piece in lower if overlap(piece, broken)]
    alone = len(below) == 1 and not overlap(below[0], whole) and below[0].top - broken.bottom < broken.height
    return alone and said(f"{broken.text} {below[0].text}", words) is not None
