"""Faults of meaning in a customer mapping: words that may not change what they mean, patterns that explode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from orders.located import Keys, Located
from orders.problems import Problem
from orders.values import label_key

# What adds up proves an order only if nobody says otherwise what is a quantity, a price, an amount, a sum or an order
_SURE = {
    "columns": ("quantity", "unit_price", "line_amount", "tax_amount", "price_base_quantity", "discount_percent"),
    "totals": ("line_total", "total", "payable_total", "tax_total"),
    "charges": ("charge", "allowance", "rounding", "prepaid"),
    "fields": ("issue_date", "requested_date", "order_id"),
    "titles": ("order_change", "order_cancellation", "order_response", "quotation", "invoice", "despatch_advice"),
}
_GROUPS = {"titles": "document_types"}
_LIKE = {"line_total": "total", "payable_total": "total"}
_NO_CODE = (*_SURE["columns"], "requested_date", "unit", "line_id", "tax_rate")
_PROBES = tuple(sign * 32 + "¿" for sign in ("a", "A", "1", "-", "A1", "1-", "a "))
_PROBE_SECONDS = 0.05
EACH_ONCE = r"write each repetition once: \d{6} or [A-Z]+, no + inside a group with +"


def customer_faults_of(located: Located) -> Iterator[Problem]:
    """Yield what one customer mapping says that it may not say."""
    data = located.value
    if not any(data.get(name) for name in ("senders", "tax_ids", "names")):
        what, help_text = "nothing says how this customer is recognised", "write `senders`, `tax_ids` or `names`"
        yield located.problem(("customer_id",), "marks-missing", what, help_text)
    if data["customer_id"].strip("?…- ") == "":
        what, help_text = f"“{data['customer_id']}” is no customer_id", "write the one of your customer master"
        yield located.problem(("customer_id",), "customer-open", what, help_text)
    for group in _SURE:
        for name, listed in data.get(group, {}).items():
            for index, word in enumerate(listed):
                yield from _turned(located, group, name, index, word)
    for index, word in enumerate(data.get("code_column", ())):
        known = _built_in("columns").get(label_key(word), "")
        if known.startswith(_NO_CODE):
            what = f"“{word}” is `{known}` on every paper, it cannot be the code"
            yield located.problem(("code_column", index), "word-contradicts", what, "write the heading of the code")
    for name, pattern in data.get("patterns", {}).items():
        yield from exploding(located, ("patterns", name), pattern)


def turns(group: str, word: str, name: str) -> str | None:
    """Return what a word of a group means on every paper if a mapping may not make it `name`."""
    known = _built_in(_GROUPS.get(group, group)).get(label_key(word), "")
    sure = known.startswith(_SURE.get(group, ())) and not known.endswith("_weak")
    another = group == "fields" and name == "ignored"  # a date or number of something else is no order's
    return known if known and sure and not another and _family(known) != _family(name) else None


def _turned(located: Located, group: str, name: str, index: int, word: str) -> Iterator[Problem]:
    if known := turns(group, word, name):
        keys: Keys = (group, name, index)
        what = f"“{word}” is `{known}` on every paper, a mapping cannot make it `{name}`"
        yield located.problem(keys, "word-contradicts", what, "remove the word; with it nothing would be proved")


def _family(name: str) -> str:
    plain = name.removesuffix("_gross").removesuffix("_net").removesuffix("_weak").removesuffix("_title")
    return _LIKE.get(plain, plain)


@cache
def _built_in(group: str) -> Mapping[str, str]:
    """Return the built-in label words of a group in the form in which they are compared."""
    from orders.mapping import mappings

    words: dict[str, str] = {}
    tables: list[Mapping[str, Any]] = [mapping.data.get(group, {}) for mapping in mappings("labels")]
    for name, listed in ((name, listed) for table in tables for name, listed in table.items()):
        for word in listed:
            words.setdefault(label_key(word), name)
    return words


def exploding(located: Located, keys: Keys, pattern: str) -> Iterator[Problem]:
    """Try a sound pattern on texts that make bad ones take for ever."""
    import regex

    compiled = regex.compile(pattern)
    for probe in _PROBES:
        try:
            compiled.fullmatch(probe, timeout=_PROBE_SECONDS)
        except TimeoutError:
            what = f"the pattern takes for ever on “{probe[:8]}…”"
            yield located.problem(keys, "pattern-explodes", what, EACH_ONCE)
            return
