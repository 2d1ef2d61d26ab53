"""The second library for digital pages: pdfplumber, slower, but it knows more fonts and says `(cid:7)` otherwise."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

from intake.read.document import Page, Word
from intake.read.grouping import GAP
from orders.radicals import RADICALS

UNMAPPED = re.compile(r"\(cid:\d+\)")


def reread(data: bytes, page: Page) -> Page | None:
    """Read the words of `page` anew, rules kept; None if pdfplumber cannot name its characters either."""
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            found = pdf.pages[page.number - 1]
            chars = found.dedupe_chars().chars
            words = found.dedupe_chars().extract_words(
                x_tolerance_ratio=GAP, y_tolerance=2, return_chars=True, use_text_flow=False
            )
            offset = (float(found.bbox[0]), float(found.bbox[1]))
    except Exception:  # a foreign parser on a foreign file: then there is no second reading
        return None
    if not words or any(UNMAPPED.search(char["text"]) for char in chars):
        return None
    return replace(page, words=tuple(_word(word, offset) for word in words), trusted=False)


def _word(word: dict[str, Any], offset: tuple[float, float]) -> Word:
    x, y = offset
    chars = word["chars"]
    edges = [float(char["x0"]) - x for char in chars] + [float(chars[-1]["x1"]) - x]
    own = tuple(edges) if len(chars) == len(word["text"]) else ()
    x0, x1 = float(word["x0"]) - x, float(word["x1"]) - x
    return Word(word["text"].translate(RADICALS), x0, float(word["top"]) - y, x1, float(word["bottom"]) - y, own)
