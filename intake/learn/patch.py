"""Additions to a customer mapping that is there already: its text with them, and what that changes as a diff."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from intake.learn.draft import SCALARS, Addition

_PAIRS = ("units", "items")
_LISTED = ("names", "senders", "tax_ids", "code_column")


def fresh(data: Mapping[str, Any], found: Sequence[Addition]) -> tuple[Addition, ...]:
    """Return the additions that a mapping does not have, and that say nothing else than it says."""
    return tuple(item for item in found if not _known(data, item))


def _known(data: Mapping[str, Any], item: Addition) -> bool:
    if item.key in SCALARS:
        return item.key in data
    if item.key in _PAIRS:
        return item.name in data.get(item.key, {})
    listed = data.get(item.key, ()) if item.key in _LISTED else _words(data.get(item.key, {}))
    return item.word in listed


def _words(table: Mapping[str, Sequence[str]]) -> list[str]:
    return [word for listed in table.values() for word in listed]


def extended(text: str, found: Sequence[Addition]) -> str:
    """Return the text of a mapping with the additions; its own lines and comments stay."""
    from ruamel.yaml import YAML
    from ruamel.yaml.util import load_yaml_guess_indent

    yaml = YAML()
    yaml.preserve_quotes, yaml.width, yaml.allow_unicode = True, 4096, True
    data, indent, offset = load_yaml_guess_indent(text, yaml=yaml)
    for item in found:
        _add(data, item)
    yaml.indent(mapping=2, sequence=indent or 4, offset=offset if offset is not None else 2)
    stream = StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _add(data: Any, item: Addition) -> None:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

    word: Any = Quoted(item.word)  # a code such as 010 or no stays text
    if item.key in SCALARS:
        data[item.key] = item.word == "true" if item.key == "prices_include_tax" else word
    elif item.key in _PAIRS:
        data.setdefault(item.key, {})[Quoted(item.name)] = word
    elif item.key in _LISTED:
        data.setdefault(item.key, []).append(word)
    else:
        data.setdefault(item.key, {}).setdefault(item.name, []).append(word)


def diff(name: str, before: str, after: str) -> str:
    """Return a unified diff that `patch -p1` takes; a new file's old side is /dev/null."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = f"a/{name}" if before else "/dev/null"
    lines = difflib.unified_diff(old, new, first, f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
