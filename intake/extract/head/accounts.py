"""Bank accounts a paper prints, whoever's they are: a changed one may be somebody's fraud, so all are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from intake.extract.words.layout import join, page_lines
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.values import normal

# "账号已变更为 6217…": what changes an account stands between the word and the number, without a label of its own
_NUMBER = r"[^\d:：]{0,20}?[:：.\s]*((?:[A-Z]{2}\d{2}\s?(?:[A-Z0-9]\s?){10,29}[A-Z0-9])|(?:\d[\s-]?){7,29}\d)(?![\w-])"
SHORTEST = 8  # digits of an account


def accounts(pages: Sequence[Page], words: Lexicon) -> tuple[str, ...]:
    """Return every account number behind a word for it (labels: `accounts`), as printed, each once."""
    found = (number for page in pages for line in page_lines(page) for number in _in(_text(line), words))
    return tuple(dict.fromkeys(found))


def _text(line: Sequence[Word]) -> str:
    return normal(join(line).text)


def _in(text: str, words: Lexicon) -> Iterator[str]:
    pattern = _pattern(tuple(words.groups["accounts"]))
    for match in pattern.finditer(text.upper()) if pattern else ():
        number = normal(match[1])
        if sum(char.isdigit() for char in number) >= SHORTEST:
            yield number


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Build one pattern of all words, which the lexicon holds without blanks."""
    spaced = (r"[\s.]*".join(map(re.escape, name)) for name in sorted(names, key=len, reverse=True))
    return re.compile(f"(?:{'|'.join(spaced)}){_NUMBER}") if names else None
