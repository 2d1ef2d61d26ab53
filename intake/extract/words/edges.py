"""Where a word that was compared without blanks and signs begins and ends in the text as it is printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from orders.traditional import SIMPLIFIED
from orders.values import normal


@lru_cache(maxsize=16_384)
def compared_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    chars, places = [], []
    for index, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char).upper():
            if not re.match(r"[\s.:'’\"“”*]", folded):
                chars.append((normal(folded) or folded).translate(SIMPLIFIED))
                places.append(index)
    return "".join(chars), tuple(places)


def ends_word(text: str, last: int) -> bool:
    """A Latin word ends where no letter or digit follows at once."""
    following = text[last + 1 : last + 2]
    return not (latin(text[last]) and latin(following))


def cuts_word(text: str, rest: str, word: str | None) -> bool:
    """Say whether a short Latin word at the start of `rest` only begins a longer one ("To" in "Toronto")."""
    if word is None or len(word) > 3 or not word.isascii():
        return False
    chars, places = compared_with_places(text)
    return not ends_word(text, places[len(chars) - len(rest) + len(word) - 1])


def cut_out(text: str, rest: str, word: str) -> bool:
    """Say whether a Latin word at the start of `rest` is a piece of others ("SY" in "numbers Your")."""
    chars, places = compared_with_places(text)
    if not chars.endswith(rest):
        return False
    first, last = places[len(chars) - len(rest)], places[len(chars) - len(rest) + len(word) - 1]
    begins = first == 0 or not (latin(text[first - 1]) and latin(text[first]))
    return word.isascii() and not (begins and ends_word(text, last) and len(text[first : last + 1].split()) == 1)


def stands_apart(text: str, end: int) -> bool:
    """A Latin label without a colon ends with a blank or sign: "PO-104877" is a number, "PO 104877" has a label."""
    return end >= len(text) or not text[end - 1].isascii() or text[end - 1] in " .#" or text[end] in "#（("


def latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
