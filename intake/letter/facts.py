"""What a sentence states as fact: numbers, days, codes; and whether a paper has it, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from intake.extract.words.lexicon import Lexicon, compared
from intake.letter.addresses import ADDRESS
from intake.letter.words import every
from orders.records import Order
from orders.values import date_readings, date_span, key, normal, number_readings

_SHORT_DAY = re.compile(
    r"(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"
    r"|(?<![\w/.-])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?![\w/]|\.\w)"
    r"|(?<!\w)(?P<before>\d{1,2})(?:st|nd|rd|th)?[.\s-]{0,2}(?:of\s)?(?P<name>[^\W\d_]{3,12})"
    r"|(?<!\w)(?P<first>[^\W\d_]{3,12})\.?[\s-](?P<behind>\d{1,2})(?:st|nd|rd|th)?(?![\w.,]\d|\w)"
    r"|第?\s*\d{1,2}\s*周",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z\d](?:[A-Za-z\d]|[./_#+-](?=[A-Za-z\d])|(?<=\d),(?=\d{1,3}(?![\d-])))*")
_NUMBER = re.compile(r"\d[\d.,]*")
_SIZE = re.compile(r"[(（]?\b\d+(?:\.\d+)?\s?(?:[KMG]i?B|bytes|字节|[KMG])\b[)）]?", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)")
_IN_WORDS = re.compile(r"[一二两三四五六七八九十]+[百千万][一二三四五六七八九十百千]*")
Day = tuple[int | None, int, int]
_AROUND = 6  # characters in which a counted thing stands beside its number


@dataclass(frozen=True)
class Fact:
    """One fact of a sentence: `unit` stands behind a quantity, `days` are (year or None, month, day)."""

    text: str
    kind: str  # day, number, code, words
    unit: str | None = None
    days: frozenset[Day] = frozenset()


@dataclass(frozen=True)
class Said:
    """Where facts may stand besides the letter: the text of the papers, and what was read of them."""

    text: str = ""
    hints: str = ""
    orders: tuple[Order, ...] = ()

    def has(self, fact: Fact) -> bool:
        """Say whether a paper states the fact; a code may also stand in a file's name or the subject."""
        if fact.kind == "words":
            return False
        if fact.kind == "day":
            return self._prints(fact.text) or bool(fact.days & self._days)
        if key(fact.text) in self._tokens:
            return True
        if fact.kind == "number":
            return bool(set(number_readings(fact.text).values()) & self._numbers)
        squeezed = key(fact.text)
        return len(squeezed) >= 5 and (squeezed in self._squeezed or squeezed in key(self.hints))

    def _prints(self, text: str) -> bool:
        return re.search(rf"(?<![A-Z0-9.]){re.escape(key(text))}(?![A-Z0-9])", self._squeezed) is not None

    @cached_property
    def _squeezed(self) -> str:
        return key(self.text)

    @cached_property
    def _tokens(self) -> frozenset[str]:
        return frozenset(key(found[0]) for found in _tokens(normal(f"{self.text}\n{self.hints}")))

    @cached_property
    def _numbers(self) -> frozenset[Decimal]:
        found = (number_readings(token[0]).values() for token in _NUMBER.finditer(normal(self.text)))
        return frozenset(value for values in found for value in values)

    @cached_property
    def _days(self) -> frozenset[Day]:
        asked = (line.requested_date for order in self.orders for line in order.lines)
        head = (day for order in self.orders for day in (order.issue_date, order.delivery.requested_date))
        return frozenset(form for day in (*asked, *head) if day for form in _forms(day))


def facts_in(sentence: str, words: Lexicon) -> Iterator[Fact]:
    """Yield what a sentence states: days first, then codes and numbers, then days and numbers in words.

    Addresses in the net, sizes of files, times of day and how many files there are are none.
    """
    text = _CLOCK.sub(" ", _SIZE.sub(" ", ADDRESS.sub(" ", normal(sentence))))
    for start, end in reversed(_written_days(text, words)):
        days = frozenset((day.year, day.month, day.day) for day in date_readings(text[start:end], words.months))
        yield Fact(text[start:end], "day", days=days)
        text = f"{text[:start]} ; {text[end:]}"
    for found in [found for found in _SHORT_DAY.finditer(text) if _is_day(found, words)]:
        yield Fact(found[0], "day", days=_days(found, words.months))
        text = text.replace(found[0], " ; ", 1)
    for found in _tokens(text):
        if not _counts_files(text, *found.span(), words) and not _is_file_word(found[0], words):
            yield _fact(found[0], text[found.end() : found.end() + 12], words)
    yield from (Fact(found[0], "words") for found in _IN_WORDS.finditer(text))
    yield from (Fact(word, "words") for name, word in scan(text, words) if name in ("dating", "counted"))


def scan(text: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield (name, word) of the words of letters in a text from left to right, the longest at each place."""
    yield from ((name, text[start:end]) for name, start, end in every(words, "mail", text))


def speaks_of_goods(line: str, words: Lexicon) -> bool:
    """Say whether a line speaks of an order rather than of who writes: a change, a day, a quantity with its unit.

    The numbers of a postal address count nothing.
    """
    if {name for name, _ in scan(line, words)} & {"changing", "counted", "urgent"}:
        return True
    address = any(form.search(line) for form, _ in words.places)
    return not address and any(one.unit or one.kind == "day" for one in facts_in(line, words))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands together and has a digit: numbers and codes."""
    return (found for found in _TOKEN.finditer(text) if any(map(str.isdigit, found[0])))


def _fact(token: str, behind: str, words: Lexicon) -> Fact:
    """Read a token as a number, with its unit if there is one: "500pcs", "500 pcs", "500只"."""
    split = re.fullmatch(r"([\d.,]+)([A-Za-z]+)", token)
    if split and compared(split[2]) in words.groups["units"]:
        return Fact(split[1], "number", split[2])
    if not number_readings(token):
        return Fact(token, "code")
    unit = words.prefix("units", behind.lstrip()) if len(behind) - len(behind.lstrip()) < 2 else None
    return Fact(token, "number", behind.strip()[: unit[1]].strip() if unit else None)


def _is_file_word(token: str, words: Lexicon) -> bool:
    return words.groups["mail"].get(compared(token)) == "attached"


def _counts_files(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Say whether a small number counts files or pages: "2 attachments", "附件2个"."""
    if not text[start:end].isdecimal() or int(text[start:end]) > 200:
        return False
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + 3 * _AROUND].lstrip(" 个份")
    found = words.prefix("mail", behind)
    return (found is not None and found[0] == "attached") or any(
        before.rstrip(" :：共有").endswith(word) for word in ("附件", "共")
    )


def _written_days(text: str, words: Lexicon) -> list[tuple[int, int]]:
    """Return where days with their year stand; "26-03-01" inside of "SC26-03-0112" is none."""
    found, at = list[tuple[int, int]](), 0
    while span := date_span(text[at:], words.months):
        start, end = at + span[0], at + span[1]
        alone = not (_latin(text[start - 1 : start]) or _latin(text[end : end + 1])) or text[start].isalpha()
        if alone and date_readings(text[start:end], words.months):
            found.append((start, end))
        at = end
    return found


def _is_day(found: re.Match[str], words: Lexicon) -> bool:
    """Say whether what looks like a day and a month is one: 15/3, 3月15日, "15 March", and not "2.5" or "10 pieces"."""
    if name := found["name"] or found["first"]:
        return name.lower() in words.months
    if found["a"]:
        first, second = int(found["a"]), int(found["b"])
        dotted = "." in found[0]
        return min(first, second) in range(1, 13) and max(first, second) <= 31 and not (dotted and found["b"][0] == "0")
    return True


def _days(found: re.Match[str], months: Mapping[str, int]) -> frozenset[Day]:
    """Return what a day without a year means."""
    if found["m"]:
        return frozenset({(None, int(found["m"]), int(found["d"]))})
    if found["a"]:
        first, second = int(found["a"]), int(found["b"])
        return frozenset({(None, first, second), (None, second, first)})
    month = months.get((found["name"] or found["first"] or "").lower())
    return frozenset({(None, month, int(found["before"] or found["behind"]))} if month else ())


def _forms(day: date) -> tuple[Day, ...]:
    return (day.year, day.month, day.day), (None, day.month, day.day)


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "-")
