"""The dictionary of facts and the words of rules, as mappings/rules/ has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, cast

from orders.values import normal

FactType = Literal["money", "number", "days", "percent", "level", "text", "words", "date", "truth"]
Scope = Literal["order", "line"]
NUMERIC: frozenset[FactType] = frozenset({"money", "number", "days", "percent"})
ORDERED: frozenset[FactType] = NUMERIC | {"level", "date"}
Named = Mapping[str, str]  # word in the form words are compared in → name


@dataclass(frozen=True)
class Fact:
    """Something a rule may ask; `absent` is what nothing printed means, None: it is missing then."""

    name: str
    words: tuple[str, ...]
    of: Scope
    type: FactType
    chinese: str
    english: str
    absent: str | None = None

    @property
    def title(self) -> str:
        """The word people are shown."""
        return self.words[0]


@dataclass(frozen=True)
class Words:
    """Every word of the rules; `units` are factors by type, `ranks` those of levels (the best is the highest).

    `called` and `examples` say of a type what it is and how it is compared.
    """

    facts: Mapping[str, Fact]
    fact_words: Named
    arrow: Named
    joins: Named  # and, or, not
    comparisons: Named
    called: Mapping[str, str]
    examples: Mapping[str, str]
    units: Mapping[str, Mapping[str, Decimal]]
    levels: Named
    ranks: Mapping[str, int]
    truths: Named
    periods: Named
    within: Named
    deeds: Mapping[str, str]
    deed_words: Named
    priorities: Named
    named: Mapping[str, tuple[str, ...]]
    sheets: Named
    headings: Named


def form(text: str) -> str:
    """Return the form words are compared in, character by character as long as the text: width and case folded."""
    return "".join(folded if len(folded := normal(one).lower()) == 1 else one for one in text)


@cache
def words() -> Words:
    """Return the built-in words; they are read once a process."""
    return _words(_content("wording"), _facts(_content("facts")["facts"]))


def first(table: Named, name: str) -> str:
    """Return the first word of a name, the one people are shown."""
    return next(word for word, meant in table.items() if meant == name)


def example(fact: Fact | None = None) -> str:
    """Return a right comparison of a fact, or of the first there is."""
    shown = fact or next(iter(words().facts.values()))
    return words().examples[shown.type].format(fact=shown.title)


def fact_names() -> Iterator[str]:
    """Return every word a rule may use for a fact, to say which was meant."""
    return (word for fact in words().facts.values() for word in fact.words)


def _content(kind: str) -> Mapping[str, Any]:
    from orders.mapping import mappings

    return next(one.data for one in mappings(kind))


def _facts(given: Mapping[str, Any]) -> dict[str, Fact]:
    return {
        name: Fact(
            name,
            tuple(said["words"]),
            cast(Scope, said["of"]),
            cast(FactType, said["type"]),
            said["meaning"]["zh"],
            said["meaning"]["en"],
            said.get("absent"),
        )
        for name, said in given.items()
    }


def _words(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Words:
    return Words(
        facts=facts,
        fact_words=_named({fact.name: fact.words for fact in facts.values()}),
        arrow=_named({"arrow": given["arrow"]}),
        joins=_named({name: given[name] for name in ("and", "or", "not")}),
        comparisons=_named(given["comparisons"]),
        called={kind: said["called"] for kind, said in given["types"].items()},
        examples={kind: said["example"] for kind, said in given["types"].items()},
        units={
            kind: {form(unit): Decimal(factor) for unit, factor in table.items()}
            for kind, table in given["units"].items()
        },
        levels=_named(given["levels"]),
        ranks={level: rank for rank, level in enumerate(reversed(given["levels"]), 1)},
        truths=_named({"true": given["true"], "false": given["false"]}),
        periods=_named(given["periods"]),
        within=_named({"within": given["within"]}),
        deeds={name: said["takes"] for name, said in given["deeds"].items()},
        deed_words=_named({name: said["words"] for name, said in given["deeds"].items()}),
        priorities=_named(given["priorities"]),
        named={name: tuple(actions) for name, actions in given["named"].items()},
        sheets=_named(given["sheets"]),
        headings=_named(given["headings"]),
    )


def _named(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn name → words into word → name."""
    return {form(word): name for name, listed in table.items() for word in listed}
