"""Differences of quantity, price and amount; a quantity or price difference explains the amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.compare.view import Situation, View, plain, times
from reconcile.match.stack import RETURNED, SHIPPED, Bools
from reconcile.vocabulary import SCALE

Pair = tuple[int, int]


def differences(view: View, name: str) -> dict[int, list[Pair]]:
    """Return the lines on which two systems' values of `name` lie further apart than permitted, and which two."""
    wide = view.matched.wide
    found: dict[int, list[Pair]] = {}
    for first, second in view.pairs:
        limit = view.tolerance(first, second).limit(name)
        for line in np.flatnonzero(_apart(wide[name], _high(view, name), first, second)):
            one, other = _nearest(view, name, first, second, int(line))
            if not limit.permits(one, other):
                found.setdefault(int(line), []).append((first, second))
    return found


def differences_in_days(view: View, name: str) -> dict[int, list[Pair]]:
    """Return the lines on which two systems' dates lie further apart than permitted; parts of a line are a span."""
    wide = view.matched.wide
    found: dict[int, list[Pair]] = {}
    for first, second in view.pairs:
        permitted = view.tolerance(first, second).days.get(name, 0)
        for line in np.flatnonzero(_apart(wide[name], wide[f"{name}_max"], first, second)):
            one, other = _nearest(view, name, first, second, int(line))
            if abs(one - other) > permitted:
                found.setdefault(int(line), []).append((first, second))
    return found


def _high(view: View, name: str) -> Ints:
    fields = view.matched.wide.fields
    return fields.get(f"{name}_max", fields[name])


def _apart(low: Ints, high: Ints, first: int, second: int) -> Bools:
    there = (low[first] != MISSING) & (low[second] != MISSING)
    return np.asarray(there & ((low[first] > high[second]) | (low[second] > high[first])))


def _nearest(view: View, name: str, first: int, second: int, line: int) -> Pair:
    low, high = view.matched.wide[name], _high(view, name)
    if low[first, line] > high[second, line]:
        return int(low[first, line]), int(high[second, line])
    return int(high[first, line]), int(low[second, line])


def quantity_mismatches(view: View, unlike_units: frozenset[int]) -> Iterator[Situation]:
    """Yield quantity differences between systems, and shipped rows of which less went out than they say."""
    found = differences(view, "quantity")
    for line, pairs in found.items():
        if line not in unlike_units:
            yield _quantity(view, line, pairs, "quantity")
    short = _short_shipments(view)
    for line, system in short.items():
        if line not in found:
            yield _short(view, line, system)
    for line, pairs in differences(view, "shipped_quantity").items():
        if line not in found and line not in short and _all_shipped(view, line, pairs):
            yield _quantity(view, line, pairs, "shipped_quantity")


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


def _short_shipments(view: View) -> dict[int, int]:
    """Return the lines of which a system says shipped and less shipped than its quantity, and that system."""
    wide = view.matched.wide
    found: dict[int, int] = {}
    for system in view.numbers:
        quantity, shipped, stage = wide["quantity"][system], wide["shipped_quantity"][system], wide["stage"][system]
        gone = ((stage >= SHIPPED) & (stage < len(_FORWARD))) | (stage == RETURNED)
        limit = view.tolerance(system, system).limit("shipped_quantity")
        for line in np.flatnonzero(gone & (shipped != MISSING) & (quantity != MISSING) & (shipped < quantity)):
            if not limit.permits(int(quantity[line]), int(shipped[line])):
                found[int(line)] = system
    return found


def _all_shipped(view: View, line: int, pairs: Sequence[Pair]) -> bool:
    stage = view.matched.wide["stage"]
    return all(SHIPPED <= stage[system, line] < len(_FORWARD) for pair in pairs for system in pair)


def _short(view: View, line: int, system: int) -> Situation:
    expected, seen = view.value("quantity", system, line), view.value("shipped_quantity", system, line)
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

    Prices of lines in `packs` are per different units and are not compared.
    """
    currencies = _currencies(view)
    for line, pairs in currencies.items():
        yield _currency(view, line, pairs)
    prices = {line: pairs for line, pairs in differences(view, "unit_price").items() if line not in packs}
    for line, pairs in prices.items():
        if line not in currencies:
            yield _difference(view, line, pairs, "unit_price", "price-mismatch", _money_stake(view, line))
    for line, pairs in differences(view, "amount").items():
        if line not in prices and line not in explained and line not in currencies:
            yield _difference(view, line, pairs, "amount", "amount-mismatch", _money_stake(view, line))


def _currencies(view: View) -> dict[int, list[Pair]]:
    values = view.matched.wide["currency"]
    found: dict[int, list[Pair]] = {}
    for first, second in view.pairs:
        there = (values[first] >= 0) & (values[second] >= 0) & (values[first] != values[second])
        for line in np.flatnonzero(there):
            found.setdefault(int(line), []).append((first, second))
    return found


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
    prices = list(_values(view, line, "unit_price").values())
    quantity = view.first_value("quantity", line)
    return None if quantity is None or len(prices) < 2 else times(quantity, max(prices) - min(prices))


def _odd(view: View, line: int, pairs: Sequence[Pair], values: Mapping[int, int]) -> str:
    """Name the odd one of three, else the only side whose quantity × price is not its amount."""
    odd = view.odd_of(pairs, list(values))
    if odd:
        return odd
    wrong = [n for n in values if _multiplies(view, n, line) is False]
    return view.systems[wrong[0]] if len(wrong) == 1 and sum(_multiplies(view, n, line) is True for n in values) else ""


def _multiplies(view: View, system: int, line: int) -> bool | None:
    quantity, price, amount = (view.value(name, system, line) for name in ("quantity", "unit_price", "amount"))
    if MISSING in (quantity, price, amount):
        return None
    return abs(times(quantity, price) - amount) <= SCALE // 100  # a cent of rounding


def _values(view: View, line: int, name: str) -> dict[int, int]:
    return {n: value for n in view.numbers if (value := view.value(name, n, line)) != MISSING}


def _said(view: View, values: Mapping[int, int]) -> str:
    return ", ".join(f"{view.systems[n].upper()} {plain(value)}" for n, value in values.items())


def _tolerance(view: View, pairs: Sequence[Pair], name: str) -> str:
    limit = view.tolerance(*pairs[0]).limit(name)
    parts = [plain(limit.absolute)] + ([f"{limit.percent}%"] if limit.percent else [])
    return " / ".join(parts)


_FORWARD = range(12)  # the stages before on_hold, cancelled, returned
