"""Indexes over the masters for exact and look-alike questions: parties by name, items by code, shape and name."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from intake.check.likeness import Likeness
from orders.bills import Bill, bill_of
from orders.masters import BomLine, Item, Masters
from orders.values import key, normal

# characters that people and OCR take for each other; both sides are folded, so a pair never decides by itself
LOOK_ALIKES = str.maketrans("OILSBZ|", "0115821")
_SIGNS = re.compile(r"[\W_]")  # what is neither letter nor number
_NOT_IN_CODES = re.compile(r"[^\w|]|_")
Index = Mapping[str, frozenset[str]]


class Catalogue:
    """Lazy indexes over one set of masters; every answer is a set, so that two fits are seen as two."""

    def __init__(self, masters: Masters) -> None:
        self.masters = masters
        # what was found of a bill in a time: below many orders lie the same parts
        self.sound_bills: dict[int, set[str]] = defaultdict(set)
        self._bills: dict[int, dict[str, Bill | None]] = defaultdict(dict)
        self.lead_times: dict[int, dict[str, int]] = defaultdict(dict)
        self.other_names: dict[tuple[str, str], str | None] = {}

    @cached_property
    def _changes(self) -> list[date]:
        rows = (row for rows in self.masters.bom.values() for row in rows)
        return sorted({day for row in rows for day in _first_days(row)})

    def era(self, day: date) -> int:
        """Number the time a day lies in: on all days of one, every item has the same bills."""
        return bisect_right(self._changes, day)

    def bill(self, sku: str, day: date, printed: str | None = None) -> Bill | None:
        """Return the bill valid on a day, as `orders.bills.bill_of` does; each is sought once."""
        if printed:
            return bill_of(sku, (day,), self.masters, printed)
        known = self._bills[self.era(day)]
        if sku not in known:
            known[sku] = bill_of(sku, (day,), self.masters)
        return known[sku]

    @cached_property
    def customers_by_name(self) -> Index:
        return _index(
            (party_key(name), customer.customer_id)
            for customer in self.masters.customers.values()
            for name in (customer.name, *customer.aliases)
        )

    @cached_property
    def customers_by_tax_id(self) -> Index:
        found = ((c.tax_id, c.customer_id) for c in self.masters.customers.values())
        return _index((key(tax_id), customer_id) for tax_id, customer_id in found if tax_id)

    @cached_property
    def customers_by_domain(self) -> Index:
        customers = self.masters.customers.values()
        return _index((domain.lower(), c.customer_id) for c in customers for domain in c.email_domains)

    @cached_property
    def own(self) -> Index:
        """Our own codes, in key form → sku."""
        return _index((key(sku), sku) for sku in (*self.masters.items, *self.masters.shut_out))

    @cached_property
    def theirs(self) -> Mapping[str, Index]:
        """Per customer: its codes, in key form → our sku."""
        pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (customer_id, code), sku in self.masters.cross_reference.items():
            pairs[customer_id].append((key(code), sku))
        return {customer_id: _index(found) for customer_id, found in pairs.items()}

    @cached_property
    def gtins(self) -> Index:
        """GTINs of our items, in their longest form → sku."""
        found = ((gtin(item.gtin), item.sku) for item in self.masters.items.values() if item.gtin)
        return _index((number, sku) for number, sku in found if number)

    @cached_property
    def own_shapes(self) -> Index:
        return _index((shape(sku), sku) for sku in self.masters.items)

    @cached_property
    def _their_shapes(self) -> dict[str, Index]:
        return {}

    def their_shapes(self, customer_id: str) -> Index:
        """Return what one customer's codes look like → our skus."""
        if customer_id not in self._their_shapes:
            codes = self.theirs.get(customer_id, {}).items()
            self._their_shapes[customer_id] = _index((shape(code), sku) for code, skus in codes for sku in skus)
        return self._their_shapes[customer_id]

    @cached_property
    def names(self) -> Index:
        """Item names of both languages in word form → skus."""
        items = self.masters.items.values()
        return _index((words(name), item.sku) for item in items for name in (item.name, item.name_en) if name)

    @cached_property
    def specifications(self) -> Index:
        """Items' specifications in word form → skus."""
        items = self.masters.items.values()
        return _index((words(item.specification), item.sku) for item in items if item.specification)

    @cached_property
    def names_by_script(self) -> Mapping[bool, Mapping[str, int]]:
        """Item names in word form with their place: with Chinese characters (True) and without (False)."""
        parted = {script: [name for name in self.names if has_chinese(name) == script] for script in (True, False)}
        return {script: {name: place for place, name in enumerate(names)} for script, names in parted.items()}

    @cached_property
    def likeness(self) -> Mapping[bool, Likeness]:
        """What items are called with their specifications, to ask what is nearest: Chinese (True), other scripts."""
        return {script: Likeness(_called(self.masters.items.values(), script)) for script in (True, False)}

    def own_code(self, code: str) -> frozenset[str]:
        """Return our sku if the printed code is exactly that."""
        return self.own.get(key(code), frozenset())

    def numbered(self, code: str) -> frozenset[str]:
        """Return the skus whose GTIN the printed number is; a number without a right check digit is none."""
        number = gtin(code)
        return self.gtins.get(number, frozenset()) if number else frozenset()

    def exact(self, code: str, customer_id: str | None) -> frozenset[str]:
        """Return the skus a printed code names exactly: the customer's own number, our sku, or a GTIN."""
        mine = self.theirs.get(customer_id, {}) if customer_id else {}
        return mine.get(key(code), frozenset()) | self.own_code(code) | self.numbered(code)

    @cached_property
    def _codes(self) -> dict[str | None, tuple[Index, Sequence[str]]]:
        return {}

    def codes_of(self, customer_id: str | None) -> tuple[Index, Sequence[str]]:
        """Return all codes a customer may print → skus, and their list."""
        if customer_id not in self._codes:
            known = {**self.own, **self.theirs.get(customer_id or "", {})}
            self._codes[customer_id] = (known, tuple(known))
        return self._codes[customer_id]

    def alike(self, code: str, customer_id: str | None) -> frozenset[str]:
        """Return the skus whose code looks like the printed one."""
        mine = self.their_shapes(customer_id) if customer_id else {}
        return mine.get(shape(code), frozenset()) | self.own_shapes.get(shape(code), frozenset())


def _index(pairs: Iterable[tuple[str, str]]) -> Index:
    found: dict[str, frozenset[str]] = {}
    for name, value in pairs:
        if name:
            known = found.get(name)
            found[name] = frozenset((value,)) if known is None else known | {value}
    return found


def _first_days(row: BomLine) -> Iterator[date]:
    """Return the days from which a row holds, or holds no more."""
    if row.valid_from:
        yield row.valid_from
    if row.valid_to and row.valid_to < date.max:
        yield row.valid_to + timedelta(1)


def _called(items: Iterable[Item], chinese: bool) -> Sequence[tuple[str, str]]:
    named = ((item.name if chinese else item.name_en or item.name, item) for item in items)
    return [(f"{name} {item.specification or ''}", item.sku) for name, item in named if has_chinese(name) == chinese]


def gtin(code: str) -> str | None:
    """Return a GTIN-8, -12, -13 or -14 in 14 digits; None if it has another length or a wrong check digit (GS1)."""
    digits = key(code)
    if len(digits) not in (8, 12, 13, 14) or not digits.isascii() or not digits.isdigit():
        return None
    digits = digits.zfill(14)
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return digits if total % 10 == 0 else None


def party_key(name: str) -> str:
    """Reduce a party's name to its letters and digits: width, case, blanks and punctuation (Co., Ltd.) do not count."""
    return "".join(char for char in normal(name).upper() if char == "&" or unicodedata.category(char)[0] in "LN")


def words(text: str) -> str:
    """Reduce a name of an item to lower-case letters and digits, blanks only between Latin words."""
    return " ".join(_SIGNS.sub(" ", normal(text).lower()).split())


def shape(code: str) -> str:
    """Reduce a code to what it looks like: O as 0, I and l as 1, S 5, B 8, Z 2; no dashes, dots or leading zeros."""
    return _NOT_IN_CODES.sub("", key(code)).translate(LOOK_ALIKES).lstrip("0")


def has_chinese(text: str) -> bool:
    """Say whether a text holds Chinese characters."""
    return any("㐀" <= char <= "鿿" for char in text)
