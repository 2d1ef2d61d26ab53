"""Faults of meaning in a mapping file, which no schema sees: patterns, stages, words that would mean two things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from orders.codes import SIDE_STAGES, STAGES
from orders.customer_faults import customer_faults_of, exploding
from orders.findings import FINDINGS
from orders.located import Keys, Located
from orders.owner_faults import owner_faults
from orders.problems import Problem, advice
from orders.values import key

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\(\?P=\w+\)?|\(\?\(|\(\?R\)|\(\?&|[^\\]", re.DOTALL)


def meaning_problems(located: Located, kind: str) -> list[Problem]:
    """Return what is wrong with the meaning of a file whose form is right."""
    return [problem for check in _CHECKS.get(kind, ()) for problem in check(located)]


def loose_words(located: Located) -> list[Problem]:
    """Return the unquoted yes, no, on and off of a file: one YAML reader takes them for text, another does not."""
    told = "YAML readers take it for true or false"
    found = [(keys, word, True) for keys, word in located.loose_names.items()]
    found += [(keys, word, False) for keys, word in located.loose.items()]
    return [
        located.problem(keys, "unquoted-code", f"`{word}` is not quoted; {told}", f'write "{word}"', of_name=of_name)
        for keys, word, of_name in found
    ]


# ── export ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _stages(located: Located) -> Iterator[Problem]:
    known = (*STAGES, *SIDE_STAGES)
    for word, stage in located.value.get("values", {}).get("status", {}).items():
        if stage not in known:
            what = f"“{word}” is given the stage `{stage}`, which does not exist"
            yield located.problem(("values", "status", word), "stage-unknown", what, advice(str(stage), known))


def _value_tables(located: Located) -> Iterator[Problem]:
    for column, table in located.value.get("values", {}).items():
        pairs = [(word, str(value), ("values", column, word)) for word, value in table.items()]
        yield from _twice(located, pairs, of_name=True)


def _headers(located: Located) -> Iterator[Problem]:
    yield from _twice(located, list(_words(located.value.get("columns", {}), ("columns",))))


def _patterns(located: Located) -> Iterator[Problem]:
    for column, rule in located.value.get("keys", {}).items():
        pattern = rule["pattern"]
        faults = list(_pattern(located, ("keys", column, "pattern"), pattern))
        yield from faults or exploding(located, ("keys", column, "pattern"), pattern)


def _pattern(located: Located, keys: Keys, pattern: str) -> Iterator[Problem]:
    found = pattern_fault(pattern)
    if found:
        what, help_text, place = found
        quoted = located.lines[located.at(*keys)[0] - 1][located.at(*keys)[1] - 1 :][:1] in "'\""
        yield located.problem(keys, "pattern-unusable", what, help_text, shift=place + (1 if quoted else 0))


def pattern_fault(pattern: str) -> tuple[str, str, int] | None:
    """Say why a key pattern cannot be used: (what, what to do, index in it); None if it can."""
    for piece in _PIECE.finditer(pattern):
        if piece[0].startswith(("(?=", "(?!", "(?<=", "(?<!")):
            return "lookaround is not allowed", "match the text itself and group what is the key", piece.start()
        if re.fullmatch(r"\\[1-9]|\(\?P=\w+\)?|\(\?\(|\(\?R\)|\(\?&", piece[0]):
            return "a back-reference is not allowed", "write the text out again", piece.start()
    import regex

    try:
        regex.compile(pattern)
    except regex.error as error:
        return (
            f"the pattern is no regular expression: {error.msg}",
            r"a literal sign is written \( \[ \. \+",
            error.pos or 0,
        )
    return None


# ── words that would mean two things ─────────────────────────────────────────────────────────────────────────────


def _words(tables: Mapping[str, Any], above: Keys) -> Iterator[tuple[str, str, Keys]]:
    for name, listed in tables.items():
        if isinstance(listed, str):
            yield listed, name, (*above, name)
        else:
            yield from ((str(word), name, (*above, name, index)) for index, word in enumerate(listed or ()))


def _twice(located: Located, words: Iterable[tuple[str, str, Keys]], *, of_name: bool = False) -> Iterator[Problem]:
    """Words are compared without case, width and blanks, so two spellings of one word must mean the same."""
    first: dict[str, tuple[str, Keys]] = {}
    for word, meaning, keys in words:
        earlier, where = first.setdefault(key(word), (meaning, keys))
        if earlier != meaning:
            line = (located.name_at(*where) if of_name else located.at(*where))[0]
            what = f"“{word}” means `{meaning}` here and `{earlier}` in line {line}"
            yield located.problem(keys, "word-twice", what, "keep one of the two", of_name=of_name)


def _unit_words(located: Located) -> Iterator[Problem]:
    units = located.value["units"]
    yield from _twice(located, _words(units, ("units",)))


def _code_words(located: Located) -> Iterator[Problem]:
    for name, meanings in located.value["lists"].items():
        yield from _twice(located, _words(meanings, ("lists", name)))


def _customer(located: Located) -> Iterator[Problem]:
    for group in ("titles", "fields", "columns", "totals", "charges"):
        yield from _twice(located, _words(located.value.get(group, {}), (group,)))
    for name, pattern in located.value.get("patterns", {}).items():
        yield from _pattern(located, ("patterns", name), pattern)


def _customer_meaning(located: Located) -> Iterator[Problem]:
    patterns = located.value.get("patterns", {})
    if not any(pattern_fault(pattern) for pattern in patterns.values()):
        yield from customer_faults_of(located)


def _master_headers(located: Located) -> Iterator[Problem]:
    for table, content in located.value["tables"].items():
        above: Keys = ("tables", table, "columns")
        yield from _twice(located, _words(content.get("columns", {}), above))


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rules(located: Located) -> Iterator[Problem]:
    from orders.rules.written import rule_faults

    yield from rule_faults(located)


def _policy(located: Located) -> Iterator[Problem]:
    for code in located.value.get("policy") or {}:
        if code not in FINDINGS:
            what = f"there is no finding code `{code}`"
            yield located.problem(("policy", code), "finding-unknown", what, advice(code, FINDINGS), of_name=True)


_CHECKS: Mapping[str, tuple[Callable[[Located], Iterator[Problem]], ...]] = {
    "export": (_stages, _value_tables, _headers, _patterns),
    "units": (_unit_words,),
    "codes": (_code_words,),
    "customer": (_customer, _customer_meaning),
    "master": (_master_headers,),
    "owners": (owner_faults,),
    "rules": (_rules,),
    "settings": (_policy,),
}
