"""Chinese headings as they are set: drawn wide (品　　号), and two that make a third word together (数量 单位)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from intake.extract.words.layout import join, phrases
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Page, Word

_SIGN = re.compile(r"[\u4e00-\u9fff]")
_HANZI = re.compile(r"[\u4e00-\u9fff\s]+")
_LONGEST = 6  # signs of a heading drawn wide
_WIDE = 4  # of a line's height: the widest blank inside such a heading
_EVEN = 1.5  # blanks inside a heading are alike, that behind it is wider


def column_heading(text: str, words: Lexicon) -> Heading | None:
    """Read a heading; 数量 单位 with a blank between are the headings of two columns, not of "unit of quantity".

    Programs write lines for blanks: UNIT_PRICE.
    """
    found = words.heading("columns", text) or ("_" in text and words.heading("columns", text.replace("_", " "))) or None
    return None if found and _counted_in(text, words) else found


def _counted_in(text: str, words: Lexicon) -> bool:
    parts = text.split()
    if len(parts) != 2 or not _HANZI.fullmatch(text):
        return False
    names = [heading.name if (heading := words.heading("columns", part)) else "" for part in parts]
    return sorted(names) == ["quantity", "unit"]


def heading_phrases(line: Sequence[Word], page: Page, words: Lexicon) -> list[Word]:
    """Return the phrases of a line, the single signs of a heading that is drawn wide joined."""
    pieces, found = phrases(line, page), list[Word]()
    while pieces:
        sizes = range(_LONGEST, 1, -1) if _SIGN.fullmatch(pieces[0].text) else ()
        size = next((n for n in sizes if _drawn(pieces, n, words)), 1)
        found.append(join(pieces[:size]) if size > 1 else pieces[0])
        pieces = pieces[size:]
    return found


def _drawn(pieces: Sequence[Word], size: int, words: Lexicon) -> bool:
    """Say whether the first pieces are signs with even blanks between that are a heading together."""
    run = pieces[:size]
    if len(run) < size or any(piece.cell is not None or not _SIGN.fullmatch(piece.text) for piece in run):
        return False
    blanks = [right.x0 - left.x1 for left, right in pairwise(run)]
    behind = pieces[size].x0 - run[-1].x1 if len(pieces) > size else float("inf")
    even = max(blanks) < min(_EVEN * min(blanks), behind, _WIDE * run[0].height)
    return even and words.heading("columns", "".join(piece.text for piece in run)) is not None
