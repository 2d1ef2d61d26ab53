"""Mappings of kind customer: how one customer's orders are recognised and read, and what they add to the masters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from orders.mapping import Mapping as MappingFile
from orders.mapping import mappings
from orders.masters import Customer, Masters
from orders.problems import Problem, UnusableError, advice
from orders.records import Order
from orders.units import UnitWords, unit_code, unit_words
from orders.values import DateOrder, NumberStyle, key, label_key, normal

PATTERN_SECONDS = 0.1
# a mapping's key: the group of label words that it adds to
GROUPS = {
    "titles": "document_types",
    **{name: name for name in ("fields", "columns", "totals", "charges")},
}
_MARKS = ("senders", "tax_ids", "names")


class PatternTimeoutError(Exception):
    """A regular expression of a mapping takes too long on a text of a paper."""

    def __init__(self, pattern: str, text: str) -> None:
        super().__init__(pattern, text)
        self.pattern, self.text = pattern, text


@dataclass(frozen=True, eq=False)
class CustomerMapping:
    """One customer's mapping; `words` are label words by group and name, `name` is the file's own name."""

    name: str
    customer_id: str
    senders: tuple[str, ...] = ()
    tax_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    decimal: NumberStyle | None = None
    currency: str | None = None
    prices_include_tax: bool | None = None
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    code_column: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    skip_pages: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)

    def recognises(self, sender: str | None, text: str) -> bool:
        """Say whether a paper is this customer's: its sender, a tax id or a name that stands in its `text`."""
        return self._sent(sender or "") or any(_stands_in(mark, text) for mark in (*self.tax_ids, *self.names))

    def denies(self, order: Order) -> bool:
        """Say whether an order that was read names another buyer than this customer, by name or tax id."""
        buyer = order.buyer
        if buyer.tax_id and key(buyer.tax_id) in map(key, self.tax_ids):
            return False
        another = bool(buyer.tax_id and self.tax_ids)
        return another or bool(buyer.name and self.names and not any(_begins_alike(buyer.name, n) for n in self.names))

    def fits(self, name: str, text: str) -> bool:
        """Say whether the whole text looks as the pattern `name` says; True without one. Raises PatternTimeoutError."""
        return name not in self.patterns or bool(_asked(self.patterns[name], text, whole=True))

    def found(self, name: str, text: str) -> tuple[str, ...]:
        """Return what looks as the pattern `name` says in a text, none inside a longer word.

        Raises PatternTimeoutError.
        """
        return tuple(_asked(self.patterns[name], text, whole=False)) if name in self.patterns else ()

    def _sent(self, sender: str) -> bool:
        address = sender.rpartition("<")[2].strip("> ").lower()
        domain = address.rpartition("@")[2]
        return bool(domain) and any(
            known == address if "@" in known.strip("@") else _of_domain(domain, known.strip("@"))
            for known in map(str.lower, self.senders)
        )


def customer_mappings(*folders: Path) -> tuple[CustomerMapping, ...]:
    """Load the customer mappings of the folders; UnusableError with every mistake in any mapping file."""
    return tuple(_customer(found) for found in mappings("customer", *folders))


def customer_faults(folders: Iterable[Path], masters: Masters | None = None) -> Iterator[Problem]:
    """Yield what no single mapping file shows: a customer or its mark in two files, ids that no master has."""
    found = mappings("customer", *folders)
    words = unit_words(*folders)
    seen: dict[tuple[str, str], MappingFile] = {}
    for mapping in found:
        for keys, kind, text in _marks(mapping):
            other = seen.setdefault((kind, key(text)), mapping)
            if other is not mapping:
                what = f"“{text}” stands in {other.path.name}, too"
                help_text = "write one file a customer, with what only this customer's papers have"
                yield mapping.problem(keys, "customer-twice", what, help_text)
        for word, unit in mapping.data.get("units", {}).items():
            if unit_code(unit, words) is None:
                what, help_text = f"`{unit}` is no known unit", "write a Rec 20 code such as H87, or a unit word"
                yield mapping.problem(("units", word), "unit-unknown", what, help_text)
        yield from _of_masters(mapping, masters) if masters and masters.customers else ()


def with_mappings(masters: Masters, *folders: Path) -> Masters:
    """Add what the site's customer mappings know: names as aliases, sender domains, item codes."""
    customers, codes = dict(masters.customers), dict(masters.cross_reference)
    for mapping in customer_mappings(*folders):
        if known := customers.get(mapping.customer_id):
            customers[mapping.customer_id] = _with_marks(known, mapping)
            codes |= {(mapping.customer_id, code): sku for code, sku in mapping.items.items()}
    return replace(masters, customers=customers, cross_reference=codes)


def units_by_customer(words: UnitWords, *folders: Path) -> Mapping[str, UnitWords]:
    """Return for each customer with unit words of its own all unit words → Rec 20 codes, its own first."""
    found = (mapping for mapping in customer_mappings(*folders) if mapping.units)
    return {one.customer_id: {**words, **_codes(one, words)} for one in found}


def _codes(mapping: CustomerMapping, words: UnitWords) -> UnitWords:
    return {key(word): code for word, unit in mapping.units.items() if (code := unit_code(unit, words))}


def _customer(mapping: MappingFile) -> CustomerMapping:
    data: Mapping[str, Any] = mapping.data
    lists = {name: tuple(data.get(name, ())) for name in (*_MARKS, "code_column", "skip_pages")}
    plain = ("customer_id", "date_order", "decimal", "currency", "prices_include_tax", "units", "items", "patterns")
    words = {
        group: {name: tuple(listed) for name, listed in data[own].items()}
        for own, group in GROUPS.items()
        if own in data
    }
    given = {name: data[name] for name in plain if name in data}
    return CustomerMapping(mapping.path.name, words=words, **{**lists, **given})


def _marks(mapping: MappingFile) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    yield ("customer_id",), "customer_id", mapping.data["customer_id"]
    for name in _MARKS:
        yield from (((name, place), name, text) for place, text in enumerate(mapping.data.get(name, ())))


def _of_masters(mapping: MappingFile, masters: Masters) -> Iterator[Problem]:
    customer_id = mapping.data["customer_id"]
    if customer_id not in masters.customers:
        what = f"the customer master has no `{customer_id}`"
        yield mapping.problem(("customer_id",), "customer-unknown", what, advice(customer_id, masters.customers))
    for code, sku in mapping.data.get("items", {}).items():
        listed = masters.cross_reference.get((customer_id, code), sku)
        if sku not in masters.items:
            what = f"the items master has no `{sku}`"
            yield mapping.problem(("items", code), "item-unknown", what, advice(sku, masters.items))
        elif listed != sku:
            what = f"“{code}” is `{listed}` in the cross reference"
            yield mapping.problem(("items", code), "item-twice", what, "keep one of the two")


def _with_marks(customer: Customer, mapping: CustomerMapping) -> Customer:
    aliases = dict.fromkeys((*customer.aliases, *mapping.names))
    domains = dict.fromkeys((*customer.email_domains, *(s.strip("@") for s in mapping.senders if "@" not in s[1:])))
    return replace(customer, aliases=tuple(aliases), email_domains=tuple(domains))


def _of_domain(domain: str, known: str) -> bool:
    return domain == known or domain.endswith(f".{known}")


def _stands_in(mark: str, text: str) -> bool:
    """Say whether a name or tax id stands in a text that is in normal form, not as the end of a longer word."""
    words = r"\s*".join(re.escape(part) for part in normal(mark).split())
    behind = r"(?!\w)" if mark[-1:].isascii() else ""
    return re.search(rf"(?<!\w){words}{behind}", text, re.IGNORECASE) is not None


def _begins_alike(first: str, second: str) -> bool:
    one, other = label_key(first), label_key(second)
    return one.startswith(other) or other.startswith(one)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import regex

    return regex.compile(pattern)


def _asked(pattern: str, text: str, *, whole: bool) -> list[str]:
    try:
        if whole:
            return [text] if _compiled(pattern).fullmatch(text, timeout=PATTERN_SECONDS) else []
        bounded = _compiled(rf"(?<![\w-])(?:{pattern})(?![\w-])")
        return [hit[0] for hit in bounded.finditer(text, timeout=PATTERN_SECONDS)]
    except TimeoutError:
        raise PatternTimeoutError(pattern, text[:40]) from None


def refuse_customers(*folders: Path, masters: Masters | None = None) -> None:
    """Raise UnusableError with everything `customer_faults` says."""
    problems = tuple(customer_faults(folders, masters))
    if problems:
        raise UnusableError(problems)
