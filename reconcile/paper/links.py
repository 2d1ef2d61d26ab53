"""Which rows of an export are an order of the papers: by the customer's order number, confirmed by customer and items.

A number that two papers bear belongs to the one whose customer the row names; where nobody can tell it is nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.cells import Ints
from reconcile.load.side import Side
from reconcile.match.customers import alike
from reconcile.paper.ordered import Known, Ordered, PaperSide
from reconcile.texts import Texts

Numbers = Mapping[str, Sequence[int]]  # the customer's order number, as a key → the orders that bear it


@dataclass(frozen=True)
class Linked:
    """By row of an export its order (−1 for none), the rows whose number is a paper's, and what could not be told.

    `unsure` are orders whose number stands on rows that may be another paper's too. `speaks` says whether the export
    names customers' numbers, so that an order it does not name is missing there.
    """

    owner: Ints
    numbered: Ints
    unsure: frozenset[int]
    speaks: bool


@dataclass(frozen=True)
class _Group:
    """Rows of one number, own order and customer; `bridged` if another system or row says whose number it is."""

    rows: Ints
    number: int
    name: str
    customer_id: str
    bridged: bool
    content: frozenset[tuple[int, int]]  # item and quantity


@dataclass(frozen=True)
class Asked:
    """The orders, their rows, and how an export spells their numbers."""

    orders: Sequence[Ordered]
    paper: PaperSide
    known: Known
    spelled: Callable[[str], str]

    @property
    def numbers(self) -> Numbers:
        found: dict[str, list[int]] = defaultdict(list)
        for n, order in enumerate(self.orders):
            found[self.spelled(order.number)].append(n)
        return {number: orders for number, orders in found.items() if number}


def link(asked: Asked, side: Side, sides: Sequence[Side]) -> Linked:
    """Find the rows of `side` that are an order; `sides` are all exports, which know each other's numbers."""
    numbers = asked.numbers
    words = list(numbers)
    said, bridged, speaks = _numbers(side, sides, words)
    owner = np.full(len(said), -1, np.int64)
    unsure: set[int] = set()
    groups = list(_groups(asked, side, said, bridged))
    sure: set[int] = set()
    for step in (True, False):
        for group in groups:
            order = _order_of(asked, group, numbers[words[group.number]], sure, unsure, certain=step)
            if order is not None:
                owner[group.rows] = order
                if step:
                    sure.add(order)
    return Linked(owner, np.flatnonzero(said >= 0), frozenset(unsure - set(owner.tolist())), speaks)


# ── whose number a row bears ─────────────────────────────────────────────────────────────────────────────────────


def _numbers(side: Side, sides: Sequence[Side], words: Sequence[str]) -> tuple[Ints, Ints, bool]:
    """Return each row's number (a position in `words`, −1 for none), whether it is bridged, and whether side speaks."""
    theirs, own = side.keys["customer_order_id"], side.keys["order_id"]
    speaks = "customer_order_id" in side.present
    said = _places(theirs, words)
    if not speaks and (_places(own, words) >= 0).any():
        return _places(own, words), np.zeros(len(said), np.int64), True
    blank = _places(theirs, [""]) >= 0
    bridge = _bridge(sides, words)
    over = np.array([bridge.get(word, -1) for word in own.words.to_pylist()], np.int64)[own.codes]
    bridged = blank & (over >= 0) & (said < 0)
    return np.where(bridged, over, said), bridged.astype(np.int64), speaks


def _places(texts: Texts, words: Sequence[str]) -> Ints:
    at = {word: n for n, word in enumerate(words)}
    return np.array([at.get(word, -1) for word in texts.words.to_pylist()], np.int64)[texts.codes]


def _bridge(sides: Sequence[Side], words: Sequence[str]) -> dict[str, int]:
    """Map our order numbers to customers' numbers where exactly one stands beside them in any export."""
    found: dict[str, set[int]] = defaultdict(set)
    for side in sides:
        said, own = _places(side.keys["customer_order_id"], words), side.keys["order_id"]
        pairs = pd.DataFrame({"own": own.codes, "said": said})[said >= 0].drop_duplicates()
        names = own.words.to_pylist()
        for code, number in pairs.itertuples(index=False, name=None):
            found[names[code]].add(int(number))
    return {own: numbers.pop() for own, numbers in found.items() if own and len(numbers) == 1}


# ── which order that is ──────────────────────────────────────────────────────────────────────────────────────────


def _groups(asked: Asked, side: Side, said: Ints, bridged: Ints) -> Iterator[_Group]:
    """Yield the rows of papers' numbers by number, own order and customer, in an order of their texts."""
    rows = np.flatnonzero(said >= 0)
    names = [list(_chosen(side.keys[name], rows)) for name in ("order_id", "customer", "customer_id")]
    found: dict[tuple[int, str, str, str, int], list[int]] = defaultdict(list)
    for row, number, own, name, customer_id, bridge in zip(
        rows.tolist(), said[rows].tolist(), *names, bridged[rows].tolist(), strict=True
    ):
        found[number, own, name, customer_id, bridge].append(row)
    items, quantity = _items(asked.paper.side, side), side.frame["quantity"].to_numpy()
    for number, own, name, customer_id, bridge in sorted(found):
        mine = np.array(found[number, own, name, customer_id, bridge], np.int64)
        content = frozenset(zip(items[mine].tolist(), quantity[mine].tolist(), strict=True))
        yield _Group(mine, number, name, customer_id, bool(bridge), content)


def _chosen(texts: Texts, rows: Ints) -> Texts:
    return Texts(texts.codes[rows], texts.words)


def _items(paper: Side, side: Side) -> Ints:
    """Return each row's item as a place in the paper's items, −1 for one that no paper has."""
    return _places(side.keys["sku"], paper.keys["sku"].words.to_pylist())


def _order_of(
    asked: Asked, group: _Group, bearers: Sequence[int], sure: set[int], unsure: set[int], *, certain: bool
) -> int | None:
    """Return the order of a group; in the first step only where the customer is the order's own."""
    verdicts = {n: _agrees(asked, asked.orders[n], group) for n in bearers}
    same = [n for n, verdict in verdicts.items() if verdict]
    if same:
        fits = len(same) == 1 and certain and (not group.bridged or _shares(asked, same[0], group) > 0)
        return same[0] if fits else None
    open_ones = [n for n, verdict in verdicts.items() if verdict is None]
    if certain or len(bearers) > 1:
        unsure.update(open_ones if not certain and len(open_ones) > 1 else ())
        return None
    [order] = bearers
    if order in sure:
        return None
    shared = _shares(asked, order, group)
    blank = not group.name and not group.customer_id and not group.bridged
    enough = shared >= 0 if blank else shared > 0 if open_ones else shared > 1
    return order if enough else None


def _agrees(asked: Asked, order: Ordered, group: _Group) -> bool | None:
    """Say whether a group's customer is the order's; None if that cannot be told."""
    known = {asked.known.customers.get(word) for word in (group.name, group.customer_id)} - {None}
    if known:
        return order.customer_id in known
    if order.names & {group.name, group.customer_id}:
        return True
    return True if group.name and any(alike(group.name, own) for own in order.names) else None


def _shares(asked: Asked, order: int, group: _Group) -> int:
    """Return 2 if a group has an item of the order in the same quantity, 1 if it has one of its items, else 0."""
    paper = asked.paper
    rows = np.flatnonzero(paper.order == order)
    items = paper.side.keys["sku"].codes[rows].tolist()
    quantities = paper.side.frame["quantity"].to_numpy()[rows].tolist()
    both = set(zip(items, quantities, strict=True)) & group.content
    return 2 if both else int(bool(set(items) & {item for item, _ in group.content}))
