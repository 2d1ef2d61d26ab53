"""Differences of quantity, price and amount; a quantity or price difference explains the amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from reconcile.cells import MISSING, SCALE, Ints, plain
from reconcile.compare.differences import Pair, differences
from reconcile.compare.line_by_line import unexplained
from reconcile.compare.several import apart, unlike
from reconcile.compare.view import Situation, View, times
from reconcile.match.stack import ON_HOLD, RETURNED, SHIPPED


def quantity_mismatches(view: View, explained: frozenset[int]) -> Iterator[Situation]:
    """Yield quantity differences between systems, and shipped rows of which less went out than they say.

    `explained` are lines of which something is missing, or counted in other units.
    """
    found = _with_shifted(view, differences(view, "quantity"))
    for line, pairs in found.items():
        if line not in explained:
            yield _quantity(view, line, pairs, "quantity")
    short = _short_shipments(view)
    for line, (system, expected, seen) in short.items():
        if line not in found:
            yield _short(view, line, system, expected, seen)
    for line, pairs in differences(view, "shipped_quantity").items():
        if line not in found and line not in short and _all_shipped(view, line, pairs):
            yield _quantity(view, line, pairs, "shipped_quantity")


def _with_shifted(view: View, found: dict[int, list[Pair]]) -> dict[int, list[Pair]]:
    """Add systems whose sums agree by chance: the lines that went out as one differ in both of them."""
    chosen = np.zeros(view.matched.wide.lines, bool)
    chosen[[line for line, pairs in found.items() if len(pairs) < len(view.pairs)]] = True
    chosen &= (view.matched.wide.count > 1).sum(0) > 1
    shifted = {pair: apart(view, "quantity", pair, chosen) for pair in view.pairs}
    return {
        line: sorted({*pairs, *(pair for pair in view.pairs if shifted[pair][line])}) if chosen[line] else pairs
        for line, pairs in found.items()
    }


def _quantity(view: View, line: int, pairs: Sequence[Pair], name: str) -> Situation:
    values = _values(view, line, name).values()
    price = view.first_value("unit_price", line)
    stake = None if price is None else times(max(values) - min(values), price)
    return _difference(view, line, pairs, name, "quantity-mismatch", stake)


def _difference(view: View, line: int, pairs: Sequence[Pair], name: str, kind: str, stake: int | None) -> Situation:
    values = _values(view, line, name)
    said, tolerance = _said(view, values), _tolerance(view, pairs, name)
    facts = {"sentence": "difference", "name": name, "values": said, "tolerance": tolerance}
    shown, odd = {n: plain(value) for n, value in values.items()}, _odd(view, line, pairs, values)
    return Situation(kind, line, view.all_rows(line), name, shown, odd, stake, facts)


def _short_shipments(view: View) -> dict[int, tuple[int, int, int]]:
    """Return the lines whose shipped rows in a system say more than went out: system, what they say, what went out.

    The tolerance is for the sum of all that was shipped of the line, whatever the parts.
    """
    expected, seen = (_shipped_sum(view, name) for name in ("quantity", "shipped_quantity"))
    found: dict[int, tuple[int, int, int]] = {}
    for system in view.numbers:
        limit = view.tolerance(system, system).limit("shipped_quantity")
        short = (seen[system] < expected[system]) & ~limit.permits(expected[system], seen[system])
        for line in np.flatnonzero(short).tolist():
            found[line] = (system, int(expected[system, line]), int(seen[system, line]))
    return found


def _shipped_sum(view: View, name: str) -> Ints:
    """Sum a quantity over the shipped rows that know both, by system and line; parts not yet shipped do not count."""
    stack, wide = view.matched.stack, view.matched.wide
    out = np.zeros(wide.count.shape, np.int64)
    system, line, stage = stack.column("system"), view.matched.line, stack.column("stage")
    back = (stage == RETURNED) & (wide["stage"][system, line] == RETURNED)
    rows = ((stage >= SHIPPED) & (stage < ON_HOLD)) | back
    rows &= (stack.column("quantity") != MISSING) & (stack.column("shipped_quantity") != MISSING)
    rows[list(view.surplus)] = False
    np.add.at(out, (system[rows], line[rows]), stack.column(name)[rows])
    return out


def _all_shipped(view: View, line: int, pairs: Sequence[Pair]) -> bool:
    stage = view.matched.wide["stage"]
    return all(SHIPPED <= stage[system, line] < ON_HOLD for pair in pairs for system in pair)


def _short(view: View, line: int, system: int, expected: int, seen: int) -> Situation:
    price = view.first_value("unit_price", line)
    values = {n: plain(view.value("quantity", n, line)) for n in view.numbers if n != system} | {system: plain(seen)}
    facts = {
        "sentence": "short-shipment",
        "system": view.systems[system].upper(),
        "seen": plain(seen),
        "expected": plain(expected),
    }
    return Situation(
        "quantity-mismatch",
        line,
        view.all_rows(line),
        "shipped_quantity",
        values,
        view.systems[system],
        None if price is None else times(expected - seen, price),
        facts,
    )


def money_mismatches(view: View, packs: frozenset[int], explained: frozenset[int]) -> Iterator[Situation]:
    """Yield currency, price and amount differences; `explained` are lines whose quantities account for the amount.

    Prices of lines in `packs` are per different units and are not compared. Of lines that went out as one, what one of
    them explains is its own.
    """
    currencies = unlike(view, "currency")
    for line, pairs in currencies.items():
        yield _currency(view, line, pairs)
    prices = {line: pairs for line, pairs in differences(view, "unit_price").items() if line not in packs}
    told = unexplained(view, "unit_price", set(prices) & set(currencies), ("currency",))
    for line, pairs in prices.items():
        if line not in currencies or line in told:
            yield _difference(view, line, pairs, "unit_price", "price-mismatch", _money_stake(view, line))
    amounts, causes = differences(view, "amount"), explained | set(prices) | set(currencies)
    doubted = (set(amounts) & causes) - packs - _of_all_lines(view, explained)
    told = unexplained(view, "amount", doubted, ("quantity", "unit_price", "currency"))
    for line, pairs in amounts.items():
        if line not in causes or line in told:
            yield _difference(view, line, pairs, "amount", "amount-mismatch", _money_stake(view, line))


def _of_all_lines(view: View, explained: frozenset[int]) -> set[int]:
    """Return lines whose quantities differ in no system that has them by line number: it is the row of all of them."""
    chosen = np.zeros(view.matched.wide.lines, bool)
    chosen[sorted(explained)] = True
    own = np.any([apart(view, "quantity", pair, chosen) for pair in view.pairs], axis=0)
    return set(explained) - set(np.flatnonzero(own).tolist())


def _currency(view: View, line: int, pairs: Sequence[Pair]) -> Situation:
    """Make the amount-mismatch of two currencies: no sum of theirs can be compared, so the whole amount is at stake."""
    texts = view.values_of(line, "currency")
    said = ", ".join(f"{view.systems[n].upper()} {text}" for n, text in texts.items() if text)
    facts = {"sentence": "difference", "name": "currency", "values": said, "tolerance": "0"}
    odd = view.odd_of(pairs, [n for n, text in texts.items() if text])
    return Situation("amount-mismatch", line, view.all_rows(line), "currency", texts, odd, view.amount(line), facts)


def _money_stake(view: View, line: int) -> int | None:
    amounts = list(_values(view, line, "amount").values())
    if len(amounts) > 1 and max(amounts) != min(amounts):
        return max(amounts) - min(amounts)
    if (view.matched.wide.count[:, line] > 1).any():
        worths = [worth for n in view.numbers if (worth := _worth(view, n, line)) is not None]
        return max(worths) - min(worths) if len(worths) > 1 else None
    prices = list(_values(view, line, "unit_price").values())
    quantity = view.first_value("quantity", line)
    return None if quantity is None or len(prices) < 2 else times(quantity, max(prices) - min(prices))


def _worth(view: View, system: int, line: int) -> int | None:
    """Return what a line comes to in a system, quantity × price of each of its rows; None if it cannot be said."""
    rows = [row for row in view.living(line, system) if row not in view.surplus]
    columns = [view.matched.stack.column(name)[rows].tolist() for name in ("quantity", "unit_price")]
    if len(rows) < 2:
        columns = [[view.value(name, system, line)] for name in ("quantity", "unit_price")]
    if any(MISSING in column for column in columns):
        return None
    return sum(times(quantity, price) for quantity, price in zip(*columns, strict=True))


def _odd(view: View, line: int, pairs: Sequence[Pair], values: Mapping[int, int]) -> str:
    """Name the odd one of three, else the only side whose quantity × price is not its amount."""
    odd = view.odd_of(pairs, list(values))
    if odd:
        return odd
    wrong = [n for n in values if _multiplies(view, n, line) is False]
    return view.systems[wrong[0]] if len(wrong) == 1 and sum(_multiplies(view, n, line) is True for n in values) else ""


def _multiplies(view: View, system: int, line: int) -> bool | None:
    worth, amount = _worth(view, system, line), view.value("amount", system, line)
    if worth is None or amount == MISSING:
        return None
    return abs(worth - amount) <= SCALE // 100  # a cent of rounding


def _values(view: View, line: int, name: str) -> dict[int, int]:
    return {n: value for n in view.numbers if (value := view.value(name, n, line)) != MISSING}


def _said(view: View, values: Mapping[int, int]) -> str:
    return ", ".join(f"{view.systems[n].upper()} {plain(value)}" for n, value in values.items())


def _tolerance(view: View, pairs: Sequence[Pair], name: str) -> str:
    return str(view.tolerance(*pairs[0]).limit(name))
