"""One name space for order numbers: bridge customer numbers to ours, repair spellings that can only mean one order."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from string import digits

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.keys import loose_forms
from reconcile.load.side import Side
from reconcile.match.stack import Bools, Stack
from reconcile.texts import Texts

NEARLY_ALL, MANY = 0.95, 20  # of the numbers of one beginning, and how many: they are as long, a shorter one is cut


def order_keys(sides: Sequence[Side]) -> list[Texts]:
    """Return every row's order key; a side without our number is read through a side that has both numbers.

    An id that Excel has destroyed is no key: "".
    """
    own = [_keys(side, "order_id") for side in sides]
    customer = [_keys(side, "customer_order_id") for side in sides]
    bridge = _bridge(own, customer)
    return [
        keys
        if speaking
        else Texts.listed([bridge.get(other, other) or key for key, other in zip(keys, customer[number], strict=True)])
        for number, (keys, speaking) in enumerate(zip(own, speakers(sides), strict=True))
    ]


def speakers(sides: Sequence[Side]) -> list[bool]:
    """Say of each side whether its own order numbers are read; else the customer's are, where it has them."""
    own = [_keys(side, "order_id") for side in sides]
    return [_speaks(keys, own, number) for number, keys in enumerate(own)]


def _keys(side: Side, name: str) -> Texts:
    return side.keys[name].where(~side.frame[f"lossy_{name}"].to_numpy())


def _words(keys: Texts) -> set[str]:
    return set(keys.words.to_pylist()) - {""}


def _speaks(keys: Texts, all_keys: list[Texts], number: int) -> bool:
    """Say whether a side's own order numbers are the ones the other sides use."""
    mine = _words(keys)
    others = set[str]().union(*(_words(other) for at, other in enumerate(all_keys) if at != number))
    if not mine:
        return False
    return not others or len(mine & others) * 10 >= len(mine) or _loosely(mine, others)


def _loosely(mine: set[str], others: set[str]) -> bool:
    forms = {form for key in others for form in loose_forms(key)}
    return sum(any(form in forms for form in loose_forms(key)) for key in mine) * 10 >= len(mine)


def _bridge(own: list[Texts], customer: list[Texts]) -> dict[str, str]:
    """Map customer order numbers to ours where exactly one of ours carries them."""
    found: dict[str, set[str]] = defaultdict(set)
    for ours, theirs in zip(own, customer, strict=True):
        if _words(theirs) and _words(ours):
            for key, other in set(zip(ours, theirs, strict=True)):
                if key and other:
                    found[other].add(key)
    return {other: next(iter(keys)) for other, keys in found.items() if len(keys) == 1}


# ── repair ───────────────────────────────────────────────────────────────────────────────────────────────────────


def repair_orders(stack: Stack) -> Ints:
    """Give rows whose order number no other system knows the one number they can only mean; return which rows.

    A repair needs one candidate with the same loose spelling and a line of the same item and quantity there.
    """
    order, system = stack.column("order").copy(), stack.column("system")
    unknown = _unknown(order, system, len(stack.systems))
    if not len(unknown):
        return np.zeros(0, np.int64)
    homes = _homes(stack.texts["order"], np.unique(order[unknown]), np.unique(order[order >= 0]))
    lines = _lines(stack, homes)
    targets = {code: _target(stack, code, homes, system, order, lines) for code in np.unique(order[unknown])}
    table = {int(code): int(target) for code, target in targets.items() if target is not None}
    mutual = {code for code, target in table.items() if table.get(target) == code and code < target}
    repaired = np.array([at for at in unknown if int(order[at]) in table and int(order[at]) not in mutual], np.int64)
    order[repaired] = [table[int(order[at])] for at in repaired]
    stack.columns["order"] = order
    return repaired


def part_cut_numbers(stack: Stack) -> None:
    """Give each row with what is left of a cut number a code of its own: two orders may have lost what parts them."""
    order, texts = stack.column("order").copy(), stack.texts["order"]
    rows = np.flatnonzero(np.isin(order, list(_cut(texts, np.unique(order[order >= 0]).tolist()))))
    own = [texts[code] for code in order[rows].tolist()]
    order[rows] = len(texts) + np.arange(len(rows))
    stack.columns["order"], stack.texts["order"] = order, [*texts, *own]


def _cut(texts: list[str], codes: Sequence[int]) -> Iterator[int]:
    """Yield the codes of numbers that begin another one, among many of one beginning that are nearly all longer.

    Running numbers without leading zeros are never nearly all of one length where one of them can begin another.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for code in codes:
        alike[texts[code].partition("-")[0].rstrip(digits)].append(code)
    for group in alike.values():
        (length, count), *_ = Counter(len(texts[code]) for code in group).most_common(1)
        if count == len(group) or count < max(MANY, NEARLY_ALL * len(group)):
            continue
        whole = sorted(texts[code] for code in group if len(texts[code]) == length)
        for code in group:
            following = whole[(at := bisect(whole, texts[code])) : at + 1]
            if len(texts[code]) < length and following and following[0].startswith(texts[code]):
                yield code


def _unknown(order: Ints, system: Ints, systems: int) -> Ints:
    """Return the rows whose order code stands in one system only."""
    return np.flatnonzero((order >= 0) & (seen_in(order, system, systems)[np.maximum(order, 0)] == 1))


def seen_in(order: Ints, system: Ints, systems: int) -> Ints:
    """Count for each order code in how many systems it stands."""
    there = order >= 0
    size = int(order.max(initial=0)) + 1
    return sum(
        ((np.bincount(order[there & (system == n)], minlength=size) > 0).astype(np.int64) for n in range(systems)),
        np.zeros(size, np.int64),
    )


def _homes(texts: list[str], unknown: Ints, codes: Ints) -> dict[str, list[int]]:
    """Return by loose spelling the orders that an unknown number could be."""
    homes: dict[str, list[int]] = {form: [] for code in unknown for form in loose_forms(texts[code])}
    for code in codes[np.isin(codes, unknown) | _spelled_like(texts, codes, unknown)]:
        for form in loose_forms(texts[code]):
            if form in homes:
                homes[form].append(int(code))
    return homes


def _spelled_like(texts: list[str], codes: Ints, unknown: Ints) -> Bools:
    """Say which numbers may share a loose form with an unknown one: the same letters and digits, or the same end."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.array([texts[code] for code in codes], pa.string())
    joined = pc.replace_substring_regex(words, r"[^\pL\pN]", "")
    bare = pc.utf8_ltrim(pc.replace_substring_regex(joined, r"^[\pL\p{Nl}\p{No}]+", ""), "0")
    last = pc.replace_substring_regex(words, r"(?s)^.*?(\p{Nd}+|[\pL\p{Nl}\p{No}]+)[^\pL\pN]*$", r"\1")
    last = pc.utf8_ltrim(last, "0")
    mine = pa.array(np.isin(codes, unknown))
    found = [pc.is_in(form, form.filter(mine)).to_numpy(False) for form in (joined, bare, last)]
    return np.asarray(np.logical_or.reduce(found), bool)


def _lines(stack: Stack, homes: dict[str, list[int]]) -> dict[int, list[tuple[int, int, int]]]:
    wanted = {code for codes in homes.values() if len(codes) > 1 for code in codes}
    frame = stack.table("order", "system", "sku_loose", "quantity")
    frame = frame[frame["order"].isin(wanted)]
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for order, system, sku, quantity in frame.itertuples(index=False, name=None):
        found[order].append((system, sku, quantity))
    return found


def _target(
    stack: Stack,
    code: int,
    homes: dict[str, list[int]],
    system: Ints,
    order: Ints,
    lines: dict[int, list[tuple[int, int, int]]],
) -> int | None:
    mine = lines.get(int(code), [])
    if not mine:
        return None
    own = mine[0][0]
    for form in loose_forms(stack.texts["order"][code]):
        others = [home for home in homes[form] if home != code and any(line[0] != own for line in lines[home])]
        fitting = [home for home in others if _fits(mine, lines.get(home, []), own, again=form.startswith("j:"))]
        if len(fitting) == 1 and len(others) == 1:
            return fitting[0]
    return None


def _fits(mine: list[tuple[int, int, int]], home: list[tuple[int, int, int]], own: int, *, again: bool) -> bool:
    """Say whether an order of one system has a line of the same item and quantity in the other systems' order.

    `again` permits a line that its own system has already: the same row twice, once in another spelling.
    """
    there = {(sku, quantity) for system, sku, quantity in home if system != own}
    taken = {(sku, quantity) for system, sku, quantity in home if system == own}
    return any(
        (sku, quantity) in there and (again or (sku, quantity) not in taken)
        for _, sku, quantity in mine
        if quantity != MISSING
    )
