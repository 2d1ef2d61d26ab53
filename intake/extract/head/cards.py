"""Heads printed as a card: labels without a colon, a blank and the value, in columns (采购组织 某某有限公司)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.extract.head.label import Labelled
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word

_HANZI = re.compile(r"[\u4e00-\u9fff（()）/]{2,} ")
_PROSE = re.compile(r"[，。；！？,;]")
_DOWN, _ALL = 3, 5  # labels of one column, and of all columns, that make a card
_ALIGNED = 2.0  # points


def carded(found: Sequence[Labelled], words: Lexicon) -> list[Labelled]:
    """Trust labels without a colon where several stand in columns, each with a blank before its value."""
    own = [item for item in found if item.inside and _HANZI.fullmatch(item.label.text) and _told(item, words)]
    columns = [[other for other in own if abs(other.label.x0 - item.label.x0) < _ALIGNED] for item in own]
    names = {item.name for item in own}
    if len(names) < _ALL or max(map(len, columns), default=0) < _DOWN:
        return list(found)
    sure = [item for item, column in zip(own, columns, strict=True) if len(column) > 1]
    return [replace(item, inside=False) if any(item is one for one in sure) else item for item in found]


def _told(item: Labelled, words: Lexicon) -> bool:
    """Say whether what stands behind a label is a value and no sentence, behind a party's label a company."""
    text = item.values[0].text.strip() if item.values else ""
    party = "_name" in item.name
    return bool(text) and not _PROSE.search(text) and (not party or words.organisation(text))


def own_numbers(found: Sequence[Labelled]) -> list[Labelled]:
    """Take from titles what stands behind a colon and names no order: 製表人: ab07 below 採購單."""
    others = [item for item in found if item.name == "ignored" and item.label.text.rstrip().endswith((":", "："))]
    owned = {value.box for item in others for value in item.values[:1] if _behind(item.label, value)}
    return [
        replace(item, values=tuple(value for value in item.values if value.box not in owned))
        if item.name == "order_id_title"
        else item
        for item in found
    ]


def _behind(label: Word, value: Word) -> bool:
    return value.x0 > label.x0 and abs(value.middle - label.middle) < value.height / 2
