"""A seal over the print: the second reading of a place has the signs of both, each of which the first read apart."""

from __future__ import annotations

import re

from intake.extract.words.layout import squeezed
from intake.read.document import Page, Word

_SIGNS = re.compile(r"[\u4e00-\u9fff★☆]{1,8}")
_COUNTS = re.compile(r"[〇零一二三四五六七八九十百千万萬亿億两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圆圓元角分整正]")

_REACH = 1.0  # of a turned sign's larger side: so far may it reach out of the box it is said to have


def without_seal(word: Word, second: str, page: Page) -> str:
    """Take off a second reading the lines that are another word of ours lying over this one, one of them a seal's.

    A seal has a few Hanzi and no numbers: figures printed over others stay two readings that differ.
    """
    pieces = [piece for piece in second.splitlines() if piece.strip()]
    if word.cell is not None or len(pieces) < 2 or squeezed(second) == squeezed(word.text):
        return second
    over = [other for other in page.words if other is not word and _over(word, other) and (_seal(other) or _seal(word))]
    kept = [piece for piece in pieces if not any(squeezed(piece) in squeezed(other.text) for other in over)]
    return kept[0] if len(kept) == 1 and squeezed(kept[0]) == squeezed(word.text) else second


def _seal(word: Word) -> bool:
    return _SIGNS.fullmatch(word.text) is not None and _COUNTS.search(word.text) is None


def _over(word: Word, other: Word) -> bool:
    """Say whether two words reach into each other and do not stand in one line; a sign of a seal is turned anyhow."""
    reach = max((_REACH * max(w.x1 - w.x0, w.height) for w in (word, other) if len(w.text) == 1), default=0.0)
    beside = min(word.x1, other.x1) - max(word.x0, other.x0)
    below = min(word.bottom, other.bottom) - max(word.top, other.top)
    return beside > 0 and below > -reach and abs(word.middle - other.middle) > 0.25 * min(word.height, other.height)
