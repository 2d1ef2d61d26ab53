"""Words of the label files in running text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake.extract.words.lexicon import Lexicon, compared

_LONGEST = 40  # signs of a word in compared form


def every(words: Lexicon, group: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Find the words of a group in a text, the longest at each place: (name, start, end), left to right.

    They are compared as labels are; a Latin word begins and ends where a word of the text does.
    """
    known = words.groups[group]
    folded = [(sign, at) for at, char in enumerate(text) for sign in compared(char)]
    chars, places = "".join(sign for sign, _ in folded), [at for _, at in folded]
    at = 0
    while at < len(chars):
        length = _length(known, chars, places, at, text) if _begins(text, places[at]) else 0
        if length:
            yield known[chars[at : at + length]], places[at], places[at + length - 1] + 1
        at += length or 1


def _length(known: Mapping[str, str], chars: str, places: list[int], at: int, text: str) -> int:
    """Return how long the longest known word at a place is, 0 if none is there."""
    for length in range(min(_LONGEST, len(chars) - at), 0, -1):
        if chars[at : at + length] in known and _ends(text, places[at + length - 1]):
            return length
    return 0


def _begins(text: str, at: int) -> bool:
    return at == 0 or not (_latin(text[at - 1]) and _latin(text[at]))


def _ends(text: str, last: int) -> bool:
    return not (_latin(text[last]) and _latin(text[last + 1 : last + 2]))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
