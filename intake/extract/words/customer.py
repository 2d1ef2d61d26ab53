"""Whose paper is this? The customer mapping that recognises it, and the words of that customer before all others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from intake.extract.words.layout import text_of
from intake.extract.words.lexicon import Lexicon, compared, lexicon
from intake.read.document import Page
from orders.codes import finding
from orders.customers import CustomerMapping, customer_mappings
from orders.records import Evidence, Finding, OrderRecord, Source
from orders.values import normal

PARTY = "/order/buyer/party_id"


def words_for(pages: Sequence[Page], source: Source, site: tuple[str, ...]) -> tuple[Lexicon, tuple[Finding, ...]]:
    """Return the words a paper is read with, and what there is to say about that.

    Of the one customer whose mapping recognises it; a paper that two recognise is read as anybody's.
    """
    known = _known(site)
    text = normal_text(pages) if known else ""
    found = [mapping for mapping in known if mapping.recognises(source.sender, text)]
    if len(found) == 1:
        return _lexicon_of(found[0], site), ()
    named = ", ".join(mapping.name for mapping in found)
    return lexicon(site), (finding("mapping-ambiguous", seen=named),) if found else ()


def normal_text(pages: Iterable[Page]) -> str:
    """Return the printed lines of pages in normal form."""
    return "\n".join(normal(line) for line in text_of(pages).splitlines())


def denied(records: Iterable[OrderRecord], words: Lexicon) -> bool:
    """Say whether an order that was read with a customer's words names somebody else as its buyer."""
    return words.customer is not None and any(r.order is not None and words.customer.denies(r.order) for r in records)


def with_customer(record: OrderRecord, words: Lexicon) -> OrderRecord:
    """Say whose order it is where a mapping recognised it."""
    if words.customer is None:
        return record
    record = replace(record, source=replace(record.source, mapped_as=words.customer.customer_id))
    if record.order is None:
        return record
    order = replace(record.order, buyer=replace(record.order.buyer, party_id=words.customer.customer_id))
    return replace(record, order=order, evidence={**record.evidence, PARTY: derived(words.customer, "customer_id")})


def derived(mapping: CustomerMapping, key: str) -> Evidence:
    """Return the evidence of a value that stands in a mapping and not on the page."""
    return Evidence(f"{mapping.name}: {key}", "derived", mapping=mapping.name)


@cache
def _known(site: tuple[str, ...]) -> tuple[CustomerMapping, ...]:
    return customer_mappings(*map(Path, site)) if site else ()


@lru_cache(maxsize=32)
def _lexicon_of(mapping: CustomerMapping, site: tuple[str, ...]) -> Lexicon:
    base = lexicon(site)
    own = {group: _folded(names) for group, names in mapping.words.items()}
    own["units"] = dict.fromkeys(map(compared, mapping.units), "known")
    columns = own.setdefault("columns", {})
    beside = {compared(word): base.groups["columns"].get(compared(word), "") for word in mapping.code_column}
    columns |= dict.fromkeys(beside, "buyer_item_id")
    groups = {group: {**words, **own.get(group, {})} for group, words in base.groups.items()}
    return replace(base, groups=groups, customer=mapping, code_words=beside)


def _folded(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {compared(word): name for name, listed in names.items() for word in listed}
