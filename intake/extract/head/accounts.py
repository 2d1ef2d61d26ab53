"""Bank accounts a paper, message or letter names, whoever's they are: a changed one may be somebody's fraud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from intake.extract.words.layout import join, page_lines
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.values import normal

_IBAN = r"[A-Z]{2}\d{2}[\s-]?(?:[A-Z0-9][\s-]?){10,29}[A-Z0-9]"
_LOST = r"\d(?:[.,]\d+)?E\+\d+"  # a sheet has rounded it: whichever it was, it is not one that is known
_NUMBER = rf"({_IBAN}|{_LOST}|(?:\d[\s-]?){{7,29}}\d)(?![\w-])"
_ALONE = re.compile(rf"[:：.\s]*{_NUMBER}")
# "账号已变更为 6217…": what changes an account stands between the word and the number, without a label of its own
_BEHIND = re.compile(rf"[^\d:：]{{0,20}}?[:：.\s]*{_NUMBER}")
# one without a word for it: its groups of four, or no blanks at all, and check digits that are right (ISO 13616)
_UNNAMED = re.compile(r"(?<![\w-])([A-Z]{2}\d{2}(?:(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?|[A-Z0-9]{11,30}))(?![\w-])")
SHORTEST = 8  # digits of an account
BELOW = 3  # heights of a line by which a number may stand under the word for it


def accounts(pages: Sequence[Page], words: Lexicon) -> tuple[str, ...]:
    """Return every account number behind or below a word for it (labels: `accounts`), as printed, each once."""
    return tuple(dict.fromkeys(number for page in pages for number in _of_page(page, words)))


def accounts_in(text: str, words: Lexicon) -> tuple[str, ...]:
    """Return every account number that running text names, each once."""
    return tuple(dict.fromkeys(number for line in text.splitlines() for number in _in(normal(line), words)))


def _of_page(page: Page, words: Lexicon) -> Iterator[str]:
    named = _named(words)
    lines = page_lines(page)
    for place, line in enumerate(lines):
        text = normal(join(line).text)
        yield from _in(text, words)
        for label in _labels(line, words) if named and named.search(text.upper()) else ():
            yield from _below(label, lines[place + 1 : place + 3])


def _in(text: str, words: Lexicon) -> Iterator[str]:
    text = text.upper()
    named = _named(words)
    for label in named.finditer(text) if named else ():
        found = _BEHIND.match(text, label.end())
        yield from _long_enough(found[1]) if found else ()
    yield from (found[1] for found in _UNNAMED.finditer(text) if _is_iban(found[1]))


def _labels(line: Sequence[Word], words: Lexicon) -> Iterator[Word]:
    """Return the words of a line that end with a word for an account, with those before them that belong to it."""
    named = _named(words)
    for end in range(1, len(line) + 1) if named else ():
        for begin in range(max(0, end - 3), end):
            whole = join(line[begin:end])
            if named and named.fullmatch(normal(whole.text).upper().rstrip(":：. ")):
                yield whole
                break


def _below(label: Word, lines: Sequence[Sequence[Word]]) -> Iterator[str]:
    """Return the number that stands under a word for an account."""
    for line in lines:
        under = [word for word in line if word.x1 > label.x0 and word.x0 < label.x1]
        near = (word for word in under if word.top - label.bottom <= BELOW * max(label.height, 1))
        behind = (normal(join(line[line.index(word) :]).text).upper() for word in near)
        found = next((number for text in behind if (number := _ALONE.match(text))), None)
        yield from _long_enough(found[1]) if found else ()
        if under:
            return


def _long_enough(number: str) -> Iterator[str]:
    number = normal(number)
    if sum(char.isdigit() for char in number) >= SHORTEST or "E+" in number:
        yield number


def _is_iban(text: str) -> bool:
    plain = "".join(text.split())
    turned = "".join(str(int(char, 36)) for char in plain[4:] + plain[:4])
    return sum(map(str.isdigit, plain)) >= SHORTEST and int(turned) % 97 == 1


@lru_cache(maxsize=8)
def _named(words: Lexicon) -> re.Pattern[str] | None:
    """Build a pattern of all words for an account, which the lexicon holds without blanks."""
    names = sorted(words.groups["accounts"], key=len, reverse=True)
    return re.compile(f"(?<![A-Z])(?:{'|'.join(map(_spaced, names))})") if names else None


def _spaced(name: str) -> str:
    """Allow blanks and points inside a word, which the lexicon holds without them."""
    return r"[\s.]*".join(map(re.escape, name))
