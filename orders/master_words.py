"""What master files, their headers and the words in them may be called, from the mappings of kind `master`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orders.mapping import mappings as load_mappings
from orders.master_columns import MAPPED
from orders.master_values import Words
from orders.values import key


@dataclass(frozen=True)
class Vocabulary:
    """Names of files, headers and words of the masters; `files` and `headers` by compared form."""

    files: Mapping[str, str]
    headers: Mapping[str, Mapping[str, str]]
    words: Words


def vocabulary(mappings: Path | None) -> Vocabulary:
    """Join the built-in and the site's mappings of kind `master`; the site's words win."""
    sites = (mappings,) if mappings and mappings.is_dir() else ()
    files = {compared(name): name for name in MAPPED}
    headers: dict[str, dict[str, str]] = {name: {} for name in MAPPED}
    words: dict[str, dict[str, str]] = {}
    for mapping in reversed(load_mappings("master", *sites)):
        for name, content in mapping.data["tables"].items():
            files |= {compared(file): name for file in content.get("files", ())}
            headers[name] |= {compared(word): column for column, word in _headers(content.get("columns", {}))}
        for column, table in mapping.data.get("values", {}).items():
            words.setdefault(column, {}).update(table)
    for name, spec in MAPPED.items():
        headers[name] |= {compared(column.name): column.name for column in spec.columns}
    return Vocabulary(files, headers, words)


def compared(text: str) -> str:
    """Reduce a header or file name to letters and digits in one case."""
    return re.sub(r"[\s_\-.:：*#/\\()（）%]", "", key(text))


def _headers(columns: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for column, listed in columns.items():
        yield from ((column, word) for word in ([listed] if isinstance(listed, str) else listed))
