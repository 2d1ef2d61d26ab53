"""What only all sides together can tell: ids that must stay apart, and digits that one side alone has lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from orders.values import normal
from reconcile.load.damage import by_chance
from reconcile.load.side import LOSSY_COLUMNS, Side
from reconcile.texts import Texts

APART = ("order_id", "customer_order_id", "sku")


def settle(sides: Sequence[Side]) -> list[Side]:
    """Return the sides with keys that join no two live ids, and with the ids marked whose digits are lost."""
    for name in APART:
        sides = _keep_apart(sides, name)
    return [_mark_cut(side, [other for other in sides if other is not side]) for side in sides]


# ── two live ids ─────────────────────────────────────────────────────────────────────────────────────────────────


def _keep_apart(sides: Sequence[Side], name: str) -> list[Side]:
    """Two spellings that become one key are two ids if two systems tell them apart: AB 1 and AB1, 12.0 and 12.

    A key pattern of the site is a person's word: what it joins is joined, and stands in the log.
    """
    crowded = {key for side in sides for key, words in _joined(side, name).items() if len(words) > 1}
    if not crowded:
        return list(sides)
    bearers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for side in sides:
        for key, words in _joined(side, name, crowded).items():
            for word in words:
                bearers[key][word] += 1
    live = {key: {word for word, count in words.items() if count > 1} for key, words in bearers.items()}
    apart = {key: words for key, words in live.items() if len(words) > 1}
    return [_respelled(side, name, apart) for side in sides] if apart else list(sides)


def _joined(side: Side, name: str, wanted: set[str] | None = None) -> dict[str, set[str]]:
    """Return by key the spellings (width, dashes and outer blanks apart) that one side has for it."""
    texts, keys = side.texts.get(name), side.keys[name]
    if texts is None or name in side.patterned or (wanted is None and len(texts.words) == len(keys.words)):
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for word, key in _pairs(texts, keys):
        if key and (wanted is None or key in wanted):
            found[key].add(normal(word))
    return found


def _pairs(texts: Texts, keys: Texts) -> list[tuple[str, str]]:
    """Return each word with its key."""
    first = np.zeros(len(texts.words), np.int64)
    first[texts.codes[::-1]] = np.arange(len(texts))[::-1]
    return list(zip(texts.words.to_pylist(), keys.words.take(keys.codes[first]).to_pylist(), strict=True))


def _respelled(side: Side, name: str, apart: dict[str, set[str]]) -> Side:
    texts = side.texts.get(name)
    if texts is None:
        return side
    words = [
        spelling if key in apart and (spelling := normal(word)) in apart[key] else key
        for word, key in _pairs(texts, side.keys[name])
    ]
    return replace(side, keys={**side.keys, name: texts.respelled(words)})


# ── lost digits ──────────────────────────────────────────────────────────────────────────────────────────────────


def _mark_cut(side: Side, others: Sequence[Side]) -> Side:
    """Mark long ids as destroyed where every one of a column ends in zeros and another system's do not."""
    frame = side.frame
    for name in LOSSY_COLUMNS:
        whole = [other for other in others if name in other.long and name not in other.cut]
        if name in side.cut and whole and _lost(side, whole, name):
            frame = frame.assign(**{f"lossy_{name}": frame[f"lossy_{name}"].to_numpy() | side.long[name]})
    return replace(side, frame=frame)


def _lost(side: Side, whole: Sequence[Side], name: str) -> bool:
    """A few ids that end in zeros are destroyed only if nobody knows them."""
    ids = set(side.keys[name].where(side.long[name]).words.to_pylist()) - {""}
    return not by_chance(ids) or all(ids.isdisjoint(other.keys[name].words.to_pylist()) for other in whole)
