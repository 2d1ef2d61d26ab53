"""One paper with its confirmed order: where its values stand today, and what is read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page
from orders.records import Order, OrderRecord

Lesson = tuple[str, str, str]  # key, name and word of a clue


@dataclass(frozen=True)
class Paper:
    """One paper with its confirmed order, as it is read today, and what is read otherwise."""

    pages: Sequence[Page]
    words: Lexicon
    record: OrderRecord
    wanted: Order
    wrong: tuple[str, ...]
