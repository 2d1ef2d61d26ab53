"""An amount in the words of an alphabetic language ("US Dollars Twelve Thousand and 60/100 Only") → Decimal.

The words come from the label mappings (`amount_words`): a whole number for what a word counts, `and`, `end`, `unit` for
currencies, `cents`, `point`, `none` for no cents. No library is taken: text2num 3.1 and number-parser 0.3 know neither
lakh and crore nor amounts of money, and their words cannot be added to by a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, islice

from orders.values import normal

AND, END, UNIT, CENTS, POINT, NONE, NUMBER, FIGURE, HUNDREDTHS = (
    *("and", "end", "unit", "cents", "point", "none", "number", "figure", "hundredths"),
)
_BLANK = re.compile(r"[\s.,:;'’\"“”*_\-()（）\[\]=~#]+|/(?!\s*100)")
_FIGURES = re.compile(r"\d{1,2}(?!\d)")
_LONGEST = 40  # characters of a word of a mapping
LONGEST_TEXT = 300  # characters; the longest amount of crores has fewer than 200
MOST = 8  # ways to part a text without blanks that are compared
Found = tuple[str, int, str]  # kind, value and text of a word


@dataclass(frozen=True)
class Spoken:
    """An amount as it is spoken: its words as kinds and values, and the currencies among them as written."""

    kinds: tuple[str, ...]
    values: tuple[int, ...]
    units: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal | None:
        """The amount, None if its words make no number."""
        return _amount(self.kinds, self.values)

    @property
    def numbers(self) -> int:
        """How many words count."""
        return self.kinds.count(NUMBER)

    @property
    def ended(self) -> bool:
        """Whether the words say that nothing follows: "only", or cents."""
        return bool(self.kinds) and (self.kinds[-1] in (END, HUNDREDTHS) or CENTS in self.kinds[:-1])


def spoken(text: str, words: Mapping[str, str]) -> Spoken | None:
    """Read a text that is nothing but words of an amount; None if one is another word.

    Without blanks between them (scans) they must be one amount, however they are parted. `words` maps each word, upper
    case without blanks and dots, to what it means.
    """
    pieces = [piece for piece in _BLANK.split(normal(text).upper()) if piece]
    ends = {0, *accumulate(len(piece) for piece in pieces)}
    whole = "".join(pieces)
    if len(whole) > LONGEST_TEXT:
        return None
    apart = next(_parsed(whole, words, ends), None)
    if apart is not None:
        return apart
    joined = [*islice(_parsed(whole, words, None), MOST)]
    return joined[0] if len({said.amount for said in joined}) == 1 else None


def _parsed(text: str, words: Mapping[str, str], ends: set[int] | None) -> Iterator[Spoken]:
    """Yield the ways to part a text into words, the longest first; with `ends` words begin and end there only."""
    dead: set[int] = set()

    def parsed(at: int) -> Iterator[tuple[Found, ...]]:
        if at == len(text):
            yield ()
            return
        ended = False
        for word in _words_at(text, at, words) if at not in dead else ():
            behind = at + len(word[2])
            for rest in parsed(behind) if ends is None or behind in ends else ():
                ended = True
                yield (word, *rest)
        if not ended:
            dead.add(at)

    for found in parsed(0):
        units = tuple(word for kind, _, word in found if kind == UNIT)
        yield Spoken(tuple(kind for kind, _, _ in found), tuple(value for _, value, _ in found), units)


def _words_at(text: str, at: int, words: Mapping[str, str]) -> Iterator[Found]:
    """Yield the words that may begin at a place, the longest first: kind, value, text."""
    if text.startswith("/100", at):
        yield HUNDREDTHS, 0, "/100"
    elif found := _FIGURES.match(text, at):
        yield FIGURE, int(found[0]), found[0]
    for end in range(min(len(text), at + _LONGEST), at, -1):
        if meaning := words.get(text[at:end]):
            yield (NUMBER, int(meaning), text[at:end]) if meaning.isdecimal() else (meaning, 0, text[at:end])


def _amount(kinds: Sequence[str], values: Sequence[int]) -> Decimal | None:
    """Part the words into a whole number and cents."""
    plain = [(kind, value) for kind, value in zip(kinds, values, strict=True) if kind != END]
    before: Words
    at = next((i for i, (kind, _) in enumerate(plain) if kind in (CENTS, HUNDREDTHS, POINT)), len(plain))
    before, after = plain[:at], plain[at + 1 :]
    small: int | None = 0
    if at < len(plain):
        before, small = _parted(before, plain[at][0], after)
    whole = _whole(before)
    spoken_of = any(kind == NUMBER for kind, _ in plain)
    return None if whole is None or small is None or not spoken_of else Decimal(whole) + Decimal(small) / 100


Words = Sequence[tuple[str, int]]


def _parted(before: Words, sign: str, after: Words) -> tuple[Words, int | None]:
    """Part off the cents, behind the whole number: "cents forty", "and forty cents", "and 40/100", "point four"."""
    said = [word for word in after if word[0] not in (UNIT, AND)]
    if sign == POINT:
        return before, _decimals(said)
    if said:
        return before, _cents(said) if sign == CENTS else None
    if sign == HUNDREDTHS:
        return before[:-1], _cents(before[-1:])
    start = max((i for i, (kind, _) in enumerate(before) if kind in (UNIT, AND)), default=-1) + 1
    return before[:start], _cents(before[start:])


def _cents(said: Words) -> int | None:
    if len(said) == 1 and said[0][0] in (FIGURE, NONE):
        return said[0][1]
    value = _number(said)
    return value if value is not None and value < 100 else None


def _decimals(said: Words) -> int | None:
    """Read "six zero" and "five" as digits, "sixty" as cents."""
    digits = [value for kind, value in said if kind == NUMBER and value < 10]
    if digits and len(digits) == len(said) <= 2:
        return digits[0] * 10 + (digits[1] if len(digits) > 1 else 0)
    return _cents(said)


def _whole(said: Words) -> int | None:
    """Read the whole number, its currency before or behind it; none at all before cents is nothing."""
    kinds = [kind for kind, _ in said]
    while kinds and kinds[0] in (UNIT, AND):
        said, kinds = said[1:], kinds[1:]
    while kinds and kinds[-1] in (UNIT, AND):
        said, kinds = said[:-1], kinds[:-1]
    return _number([word for word in said if word[0] != AND]) if said else 0


def _number(said: Words) -> int | None:
    """Read number words from the largest to the smallest: crore, lakh, million, thousand, hundred, tens, ones."""
    if not said or any(kind != NUMBER for kind, _ in said):
        return None
    if [value for _, value in said] == [0]:
        return 0
    total = section = 0
    room, scale = 1000, 0  # what may still follow in the section, and the last scale
    for _, value in said:
        if value >= 1000:
            if (scale and value >= scale) or (total and not section):
                return None
            total, section, room, scale = total + max(section, 1) * value, 0, 1000, value
        elif value == 100 and section < 100 and room != 100:
            section, room = max(section, 1) * 100, 100
        elif 0 < value < room:
            section, room = section + value, _room(value)
        else:
            return None
    return total + section


def _room(value: int) -> int:
    """Return what the next number must stay below: behind twenty only ones, behind ones only hundred or more."""
    if value > 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 1
