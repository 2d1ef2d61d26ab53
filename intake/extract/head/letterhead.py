"""Names in one line with other things: the company before its address, whom to ask before his telephone."""

from __future__ import annotations

import re

from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word

_PARTED = re.compile(r"\s+[|｜·•∙●♦■]\s*|\s+[–—]\s+")  # "Corvallis Axle Inc. | 1200 Foundry Lane"
_REACHED = re.compile(
    r"[\s,;/(]+(?:(?:tel|ph|phone|ext)\b[.:]?\s*)?(?:\+?\(?\d[\d\s()./-]{5,}|\S+@\S+)\)?$", re.IGNORECASE
)
_CODED = re.compile(r"[A-Z0-9]{2,10}\s?/\s?(?=[^\W\d_])")  # "AGUILAR/M. Serna": a buyer's code before his name


def name_before(text: str, words: Lexicon) -> str:
    """Return the company's name before an address in the same line: up to a stroke, or up to the end of its name.

    A name goes on behind its end ("Pty" "Ltd") as far as it still ends like one; an address has a number behind.
    """
    first = _PARTED.split(text)[0].strip()
    if first != text or words.organisation(text) or not any(char.isdigit() for char in text):
        return first
    head = re.split(r",\s|\s\d", text)[0]
    ends = [gap.start() for gap in re.finditer(r"\s+|$", head)]
    return next((head[:end] for end in reversed(ends) if words.organisation(head[:end])), text)


def person_in(name: Word, words: Lexicon) -> Word | None:
    """Return the person a party's label names, without his telephone, e-mail or code; None if it is no person."""
    start = found.end() if (found := _CODED.match(name.text)) else 0
    text = reached(name.text[start:])
    known = words.person(text) or (text == name.text and words.given(text))
    return name.part(start, start + len(text)) if known else None


def reached(text: str) -> str:
    """Return a name without the telephone or mail address behind it."""
    return _REACHED.sub("", text).rstrip(" ,;")
