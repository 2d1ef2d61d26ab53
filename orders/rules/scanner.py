"""A cursor over the text of a rule: the longest known word, a number, a quoted or bare value, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from orders.rules.words import Named, form

QUOTES = {"“": "”", '"': '"', "'": "'", "‘": "’", "「": "」"}
DEEPEST = 40  # brackets and negations in one condition
OPEN, CLOSE, COMMA = "(（", ")）", "、,，"
_BARE_ENDS = re.compile(r"[\s()（）、,，<>=≥≤≠!]")
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[0-9a-z_]")


class RuleFault(Exception):
    """A mistake in the text of a rule: `at` is its place, counted from 0."""

    def __init__(self, code: str, what: str, help_text: str, at: int = 0) -> None:
        self.code, self.what, self.help, self.at = code, what, help_text, at
        super().__init__(what)


class Scanner:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.folded, self.at, self.depth = text, form(text), 0, 0

    def deeper(self) -> None:
        """Go into a bracket or negation; raises RuleFault where nobody could follow any more."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise RuleFault("rule-too-deep", "the condition is nested too deep", "split it into several rules", self.at)

    def skip(self) -> int:
        """Pass blanks; return where the next thing begins."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.skip() >= len(self.text)

    def word(self, known: Named) -> str | None:
        """Take the longest known word that stands here and return its name."""
        found = self.peek(known)
        if found is None:
            return None
        self.at += len(found)
        return known[found]

    def peek(self, known: Iterable[str]) -> str | None:
        """Return the longest known word that stands here; a latin word must end where the text's word ends."""
        start = self.skip()
        fits = (word for word in known if self.folded.startswith(word, start) and self._ends(start + len(word)))
        return max(fits, key=len, default=None)

    def _ends(self, end: int) -> bool:
        inside = end < len(self.folded) and _WORD.match(self.folded[end]) and _WORD.match(self.folded[end - 1])
        return not inside

    def sign(self, signs: str) -> bool:
        """Take one of these characters if it stands here."""
        here = self.skip() < len(self.text) and self.text[self.at] in signs
        self.at += here
        return here

    def number(self) -> Decimal | None:
        """Take a number such as 500,000 or 0.5."""
        found = _NUMBER.match(self.folded, self.skip())
        if not found:
            return None
        self.at = found.end()
        return Decimal(found[0].replace(",", ""))

    def value(self, ends: Iterable[str] = ()) -> str:
        """Take a value: quoted, or all up to a blank, a sign, or one of the words `ends`; "" if there is none."""
        start = self.skip()
        if start < len(self.text) and self.text[start] in QUOTES:
            return self._quoted(start)
        found = _BARE_ENDS.search(self.text, start)
        end = found.start() if found else len(self.text)
        for word in ends:
            place = self.folded.find(word, start + 1, end)
            end = place if place >= 0 and not _WORD.match(word[0]) else end
        self.at = end
        return self.text[start:end]

    def _quoted(self, start: int) -> str:
        end = self.text.find(QUOTES[self.text[start]], start + 1)
        if end < 0:
            raise RuleFault("rule-quote-open", "a quote is opened and never closed", "close it", start)
        self.at = end + 1
        return self.text[start + 1 : end]

    def rest(self) -> str:
        """Return what is left, without taking it."""
        return self.text[self.skip() :].strip()


def factor_of(scanner: Scanner, units: Mapping[str, Decimal]) -> Decimal | None:
    """Take a unit word and return its factor; None if none stands here."""
    found = scanner.peek(units)
    if found is None:
        return None
    scanner.at += len(found)
    return units[found]
