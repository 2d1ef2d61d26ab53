"""Which currencies texts name, and what is said where amounts stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from intake.extract.sums.totals import Printed
from intake.extract.table.table import Table
from intake.extract.words.lexicon import Lexicon
from orders.traditional import SIMPLIFIED
from orders.values import normal

YUAN = frozenset({"CNY", "TWD", "HKD"})  # amounts in Hanzi are counted in 元


def said_at_amounts(tables: Sequence[Table], printed: Sequence[Printed]) -> list[str]:
    """Return what headings, cells and labelled amounts say; terms at the foot of a page are about something else."""
    cells = [word.text for table in tables for row in table.rows for word in row.cells.values()]
    titles = [column.title for table in tables for column in table.columns]
    return [*titles, *cells, *(text for one in printed for text in (one.label, one.number.text))]


def named_in(texts: Iterable[str], words: Lexicon) -> set[str]:
    """Return the currencies that texts name by code or by a sign that is one country's."""
    pattern = _pattern(words)
    found = {word for text in texts for word in pattern.findall(normal(text).translate(SIMPLIFIED).upper())}
    return {code for word in found if (code := words.currency(word))}


def signs_in(text: str) -> list[str]:
    """Return the currency signs of a text, bare ones included."""
    return re.findall(r"[$¥￥€£]", text)


@lru_cache(maxsize=8)
def _pattern(words: Lexicon) -> re.Pattern[str]:
    known = words.groups["currencies"]
    codes = [word for word in known if re.fullmatch(r"[A-Z]{3}", word)]
    spoken = [word for word in known if not word.isascii() and len(word) > 1 and word[0].isalpha()]
    signs = sorted((re.escape(word) for word in known if re.search(r"[$¥€£]", word)), key=len, reverse=True)
    counted = [word for word, code in known.items() if len(word) == 1 and word.isalpha() and code not in YUAN]
    signs += [rf"(?<=\d){word}" for word in counted if not word.isascii()]  # 253,200円
    return re.compile(rf"(?<![A-Z-])(?:(?:{'|'.join(codes)})(?!-?[A-Z]|-\d)|{'|'.join((*signs, *spoken))})")
