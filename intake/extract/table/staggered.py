"""Headings on two lines for items on two lines: the lower names what stands on the items' lower line, further right.

SAP prints "Order qty. | Unit" under "Description", and 45 EA right of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word
from orders.values import number_readings

_COUNTED = re.compile(r"\d[\d.,' ]*\s?[^\W\d]{0,6}\.?")
_NEAR = 10  # printed lines below the heading in which the first item's numbers stand


def moved(spoken: Sequence[Sequence[Word]], index: int, words: Lexicon) -> tuple[list[Word], tuple[Word, ...]] | None:
    """Return the heading at `index` as one line, its lower words over their values, and these; None if it is none."""
    if index + 2 >= len(spoken):
        return None
    upper, lower = spoken[index], spoken[index + 1]
    names = [heading.name if (heading := words.heading("columns", p.text)) else "" for p in lower]
    if names not in (["quantity"], ["quantity", "unit"]) or lower[0].top - upper[0].bottom > upper[0].height:
        return None
    if not any(_over(p, lower[0]) and words.heading("columns", p.text) for p in upper) or lower[0].cell is not None:
        return None
    right = min((p.x0 for p in upper if p.x0 > lower[-1].x1), default=0.0)
    values = _values(spoken[index + 2 : index + 2 + _NEAR], lower[-1].x1, right)
    if not values:
        return None
    over = tuple(replace(p, x0=v.x0, x1=v.x1, edges=()) for p, v in zip(lower, values, strict=False))
    return sorted([*upper, *over], key=lambda p: p.x0), over


def _over(upper: Word, lower: Word) -> bool:
    return min(upper.x1, lower.x1) > max(upper.x0, lower.x0)


def _values(below: Sequence[Sequence[Word]], left: float, right: float) -> list[Word]:
    """Return the phrases between two headings of the first line that has a number there: 45 EA, or 45 and EA."""
    for line in below:
        inside = [piece for piece in line if left < piece.x0 and piece.x1 < right]
        if inside and _COUNTED.fullmatch(inside[0].text) and (len(inside) < 3) and _money_behind(line, right):
            return inside
    return []


def _money_behind(line: Sequence[Word], right: float) -> bool:
    return any(piece.x1 > right and number_readings(piece.text) for piece in line)
