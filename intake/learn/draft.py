"""Clues of several papers → a customer mapping as YAML, each line with the papers it was learnt from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.learn.clues import Clue

SCALARS = ("date_order", "decimal", "currency", "prices_include_tax")
_LISTS = ("names", "senders", "tax_ids")
_NAMED = ("titles", "fields", "columns", "totals", "charges")
_ORDER = (*_LISTS, *SCALARS, *_NAMED, "code_column", "units", "items")
_HEAD = "# A first draft: read every line, correct it, then: orderloom mapping check FILE, orderloom mapping test FILE"
_MOST_NAMED = 3  # papers named behind a line
_PLAIN = re.compile(r"[^\W\d_][\w ./()（）&-]*")
_NO_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|nan|inf)", re.IGNORECASE)


@dataclass(frozen=True)
class Addition:
    """A word that a mapping shall have below `key` (and `name`), and the papers that taught it."""

    key: str
    name: str
    word: str
    files: tuple[str, ...]


def additions(clues: Iterable[Clue]) -> tuple[tuple[Addition, ...], tuple[Addition, ...]]:
    """Put the clues of all papers together; return what to add, and what contradicts itself and is left out.

    A habit must be alike on all papers, and a word means one thing.
    """
    files: dict[tuple[str, str, str], list[str]] = {}
    for clue in clues:
        files.setdefault((clue.key, clue.name, clue.word), []).append(clue.file)
    found = [Addition(*key, tuple(dict.fromkeys(named))) for key, named in files.items()]
    rivals = {item: [o for o in found if o is not item and _contradicts(item, o)] for item in found}
    return tuple(item for item in found if not rivals[item]), tuple(item for item in found if rivals[item])


def _contradicts(one: Addition, other: Addition) -> bool:
    if one.key != other.key:
        return False
    if one.key in SCALARS:
        return True
    pair = one.key in ("units", "items")
    same = one.name == other.name if pair else one.word == other.word
    return same and (one.word != other.word if pair else one.name != other.name)


def drafted(found: Sequence[Addition], open_ones: Sequence[Addition], customer_id: str | None) -> str:
    """Write a new customer mapping."""
    told = "" if customer_id else "   # write the customer_id of your customer master"
    lines = [_HEAD, "kind: customer", f"customer_id: {quoted(customer_id or '?')}{told}"]
    for key in _ORDER:
        lines += _section(key, [item for item in found if item.key == key])
    for item in open_ones:
        named = f"{item.key}.{item.name}" if item.name else item.key
        lines.append(f"# not sure, left out: {named}: {quoted(item.word)}   # {learnt(item.files)}")
    return "\n".join(lines) + "\n"


def _section(key: str, items: Sequence[Addition]) -> list[str]:
    if not items:
        return []
    if key in SCALARS:
        word = items[0].word if key == "prices_include_tax" else quoted(items[0].word)
        return [f"{key}: {word}   # {learnt(items[0].files)}"]
    if key in ("units", "items"):
        return [f"{key}:", *(f"  {quoted(i.name)}: {quoted(i.word)}   # {learnt(i.files)}" for i in items)]
    if key not in _NAMED:
        return [f"{key}:", *(f"  - {quoted(item.word)}   # {learnt(item.files)}" for item in items)]
    names = dict.fromkeys(item.name for item in items)
    return [f"{key}:", *(line for name in names for line in _named(name, [i for i in items if i.name == name]))]


def _named(name: str, items: Sequence[Addition]) -> list[str]:
    return [f"  {name}:", *(f"    - {quoted(item.word)}   # {learnt(item.files)}" for item in items)]


def quoted(word: str) -> str:
    """Write a word as YAML: plain where no reader can take it for anything else."""
    plain = _PLAIN.fullmatch(word) and not _NO_WORDS.fullmatch(word) and not word.endswith(" ")
    return word if plain else json.dumps(word, ensure_ascii=False)


def learnt(files: Sequence[str]) -> str:
    """Say which papers taught a line; nothing of a foreign file's name can end the comment."""
    named = [re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", "_", name) for name in files[:_MOST_NAMED]]
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    return f"learnt from {', '.join(named)}{more}"
