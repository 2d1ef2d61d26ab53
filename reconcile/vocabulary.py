"""What the mappings say about one system's export: headers, words, formats, key patterns, tolerances.

The site's own mapping comes first, then the built-in list of the same system, then the lists of the other systems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orders.codes import SIDE_STAGES, STAGES
from orders.values import key
from reconcile.tolerances import Tolerances, tolerances

ID_COLUMNS = ("order_id", "customer_order_id")
TEXT_COLUMNS = (
    "order_id",
    "line_id",
    "customer_order_id",
    "sku",
    "description",
    "customer",
    "customer_id",
    "unit",
    "currency",
    "status",
    "closed",
    "waybill_id",
    "invoice_id",
    "warehouse",
    "bom_version",
)
NUMBER_COLUMNS = ("quantity", "shipped_quantity", "unit_factor", "unit_price", "amount", "tax_rate")
DATE_COLUMNS = ("order_date", "promised_date", "shipped_date")
TIME_COLUMNS = ("updated_at",)
CANONICAL = (*TEXT_COLUMNS, *NUMBER_COLUMNS, *DATE_COLUMNS, *TIME_COLUMNS)
STAGE_CODES: Mapping[str, int] = {name: code for code, name in enumerate((*STAGES, *SIDE_STAGES))}


@dataclass(frozen=True)
class Vocabulary:
    """Everything the mappings know about one system's export."""

    system: str
    own_columns: Mapping[str, tuple[str, ...]]  # canonical → headers as the site's mapping writes them
    columns: Mapping[str, tuple[str, ...]]  # canonical → header keys, best first, built-in lists
    values: Mapping[str, Mapping[str, str]]  # canonical → {key of the word: canonical value}
    own_stages: frozenset[int]  # stages the site's own status table can say
    formats: Mapping[str, Any]
    patterns: Mapping[str, str]
    tolerances: Tolerances
    total_words: frozenset[str]


def word_table(words: Vocabulary, name: str) -> Callable[[str], str]:
    """Return what replaces a word of a column by what the mappings say it means."""
    table = words.values.get(name, {})
    return (lambda text: table.get(key(text), text)) if table else (lambda text: text)


def header_key(text: str) -> str:
    """Reduce a header to letters and digits in one case: `Order No.` and `order_no` are the same."""
    return re.sub(r"[_\-.:*#/\\'\"|]", "", key(text))


def vocabulary(system: str, mappings: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]) -> Vocabulary:
    """Join all `kind: export` mappings for `system`; `own` are the site's for it, first wins."""
    ordered = [m for m in mappings if m.get("system") == system] + [m for m in mappings if m.get("system") != system]
    values = _values([*own, *ordered])
    return Vocabulary(
        system,
        {name: _listed(headers) for m in reversed(own) for name, headers in m.get("columns", {}).items()},
        _headers(ordered),
        values,
        frozenset(_own_stages(own)),
        _first(own, "formats"),
        {name: str(rule["pattern"]) for name, rule in _first(own, "keys").items()},
        tolerances(_first(own, "tolerances")),
        frozenset(word for word, value in values.get("line_id", {}).items() if value == "total"),
    )


def _listed(headers: object) -> tuple[str, ...]:
    return tuple(map(str, headers)) if isinstance(headers, (list, tuple)) else (str(headers),)


def _headers(mappings: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in CANONICAL}
    for mapping in mappings:
        for name, headers in mapping.get("columns", {}).items():
            found.setdefault(name, []).extend(map(header_key, _listed(headers)))
    return {name: tuple(dict.fromkeys([*keys, header_key(name)])) for name, keys in found.items()}


def _values(mappings: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"status": {name.upper(): name for name in STAGE_CODES}}
    own: dict[str, dict[str, str]] = {}
    for mapping in mappings:
        for name, table in mapping.get("values", {}).items():
            for word, value in table.items():
                own.setdefault(name, {}).setdefault(key(str(word)), str(value))
    for name, table in own.items():
        found[name] = {**found.get(name, {}), **table}
    return found


def _own_stages(own: Iterable[Mapping[str, Any]]) -> Iterable[int]:
    for mapping in own:
        for stage in mapping.get("values", {}).get("status", {}).values():
            if str(stage) in STAGE_CODES:
                yield STAGE_CODES[str(stage)]


def _first(own: Sequence[Mapping[str, Any]], name: str) -> dict[str, Any]:
    return {key_: value for mapping in reversed(own) for key_, value in (mapping.get(name) or {}).items()}
