"""A sentence in a row of its own between items (质量指标：按企标 Q/LT-845): it says something about the item above."""

from __future__ import annotations

import re

from intake.extract.band import Line
from intake.extract.lexicon import Lexicon
from orders.values import date_span, number_readings

_LABELLED = re.compile(r"([^\d:：]{2,12})[:：]\s*(.+)")
_GROUPS = ("columns", "fields", "totals", "charges")


def is_remark(line: Line, words: Lexicon) -> bool:
    """Say whether a line is one phrase with a label of its own, no word of an order, and no date and no lone number.

    What it may hide, an item or a sum, the order's arithmetic must show.
    """
    found = _LABELLED.fullmatch(line.pieces[0].text.strip()) if len(line.pieces) == 1 else None
    if found is None or any(words.heading(group, found[1]) for group in _GROUPS):
        return False
    said = re.split(r"[，,；;。]", found[2])
    lettered = re.search(r"[^\W\d_]{2}", found[2]) is not None
    return lettered and date_span(found[2], words.months) is None and not any(map(number_readings, said))
