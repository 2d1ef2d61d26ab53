"""The text of a condition → a tree of comparisons joined by and, or, not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from orders.problems import advice
from orders.rules.scanner import CLOSE, COMMA, OPEN, RuleFault, Scanner, factor_of
from orders.rules.words import NUMERIC, ORDERED, Fact, example, fact_names, form, words

Value = Decimal | str | date | bool
SETS = ("contains", "lacks")
EMPTY = ("missing", "present")


@dataclass(frozen=True)
class Comparison:
    """One fact compared with values, or with another fact; `at` is its place in the text."""

    fact: Fact
    how: str
    values: tuple[Value, ...] = ()
    other: Fact | None = None
    at: int = 0

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it asks."""
        return (self.fact,) if self.other is None else (self.fact, self.other)


@dataclass(frozen=True)
class Joined:
    """Conditions joined by `how`: and, or; not has one part."""

    how: Literal["and", "or", "not"]
    parts: tuple[Condition, ...]


Condition = Comparison | Joined


def read_condition(text: str) -> Condition:
    """Read a condition such as `订单金额 > 500000 且 客户等级 ≥ B`; raises RuleFault with the place of a mistake."""
    scanner = Scanner(text)
    if scanner.ended:
        raise RuleFault("rule-condition-missing", "there is no condition", f"write one like {example()}")
    found = _any(scanner)
    if not scanner.ended:
        what = f"“{scanner.rest()}” stands behind the condition"
        help_text = f"join conditions by one of {', '.join(words().joins)}"
        raise RuleFault("rule-unread", what, help_text, scanner.at)
    return found


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Return every comparison of a condition."""
    if isinstance(condition, Comparison):
        yield condition
    else:
        for part in condition.parts:
            yield from comparisons(part)


def _any(scanner: Scanner) -> Condition:
    parts = [_all(scanner)]
    while _take_join(scanner, "or"):
        parts.append(_all(scanner))
    return parts[0] if len(parts) == 1 else Joined("or", tuple(parts))


def _all(scanner: Scanner) -> Condition:
    parts = [_one(scanner)]
    while _take_join(scanner, "and"):
        parts.append(_one(scanner))
    return parts[0] if len(parts) == 1 else Joined("and", tuple(parts))


def _take_join(scanner: Scanner, wanted: str) -> bool:
    here = scanner.peek(words().joins)
    if here is None or words().joins[here] != wanted:
        return False
    scanner.at += len(here)
    return True


def _one(scanner: Scanner) -> Condition:
    if scanner.sign(OPEN):
        scanner.deeper()
        inner = _any(scanner)
        if not scanner.sign(CLOSE):
            raise RuleFault("rule-bracket-open", "a bracket is opened and never closed", "close it", scanner.at)
        return inner
    if scanner.peek(words().fact_words) is None and _take_join(scanner, "not"):
        scanner.deeper()
        return Joined("not", (_one(scanner),))
    return _comparison(scanner)


def _comparison(scanner: Scanner) -> Comparison:
    start = scanner.skip()
    name = scanner.word(words().fact_words)
    if name is None or _goes_on(scanner):
        scanner.at = start
        raise _unknown_fact(scanner)
    fact = words().facts[name]
    return compared(fact, scanner, start)


def _goes_on(scanner: Scanner) -> bool:
    """Say whether the word is longer than the fact it begins with, and so is another: 客户登级 is not 客户."""
    here = scanner.text[scanner.at : scanner.at + 1]
    follows = scanner.peek([*words().comparisons, *words().joins])
    return bool(here) and here.isalnum() and follows is None


def compared(fact: Fact, scanner: Scanner, start: int = 0) -> Comparison:
    """Read what a fact is compared with, from where the scanner stands; raises RuleFault."""
    place = scanner.skip()
    how = scanner.word(words().comparisons)
    if how is None:
        if fact.type == "truth":
            return Comparison(fact, "equal", (True,), at=start)
        what = f"{fact.title} ({fact.english}) is compared with nothing"
        raise RuleFault("rule-comparison-missing", what, f"write {example(fact)}", place)
    if how in EMPTY:
        return Comparison(fact, how, at=start)
    _refuse_type(fact, how, place)
    place = scanner.skip()
    other = _other(fact, how, scanner)
    if other is not None:
        return Comparison(fact, how, other=other, at=start)
    values: tuple[Value, ...] = (_value(fact, scanner),)
    while how == "among" and scanner.sign(COMMA + OPEN + CLOSE):
        values += (_value(fact, scanner),) if not scanner.ended and not scanner.peek(words().joins) else ()
    return Comparison(fact, how, values, at=start)


def _unknown_fact(scanner: Scanner) -> RuleFault:
    start = scanner.skip()
    word = scanner.value([*words().joins, *words().comparisons])
    if not word:
        return RuleFault("rule-fact-missing-here", "a fact is expected here", f"write one like {example()}", start)
    return RuleFault("rule-fact-unknown", f"there is no fact “{word}”", advice(word, fact_names()), start)


def _refuse_type(fact: Fact, how: str, at: int) -> None:
    """Refuse a comparison that a fact of this type does not know."""
    allowed = {
        "text": ("equal", "unequal", "among", *SETS),
        "words": SETS,
        "truth": ("equal", "unequal"),
        "level": ("equal", "unequal", "among", "at_least", "at_most", "above", "below"),
    }.get(fact.type, ("equal", "unequal", "at_least", "at_most", "above", "below"))
    if how not in allowed:
        what = f"{fact.title} is {words().called[fact.type]} and cannot be compared so"
        raise RuleFault("rule-comparison-wrong", what, f"write {example(fact)}", at)


def _other(fact: Fact, how: str, scanner: Scanner) -> Fact | None:
    """Take another fact of a type that can be compared."""
    here = scanner.peek(words().fact_words)
    if here is None or how in ("among", *SETS):
        return None
    place, other = scanner.skip(), words().facts[words().fact_words[here]]
    if other.type != fact.type or fact.type not in (*ORDERED, "text"):
        what = f"{fact.title} is {words().called[fact.type]}, {other.title} is {words().called[other.type]}"
        raise RuleFault("rule-type-wrong", what, f"write {example(fact)}", place)
    scanner.at += len(here)
    return other


def _value(fact: Fact, scanner: Scanner) -> Value:
    if scanner.sign(OPEN):
        return _value(fact, scanner)
    if fact.type in NUMERIC:
        return _number(fact, scanner)
    place = scanner.skip()
    text = scanner.value(words().joins)
    if not text:
        raise RuleFault("rule-value-missing", f"{fact.title} is compared with nothing", f"write {example(fact)}", place)
    return _named_value(fact, text, place)


def _number(fact: Fact, scanner: Scanner) -> Decimal:
    place = scanner.skip()
    number = scanner.number()
    if number is None:
        text = scanner.value(words().joins)
        what = f"{fact.title} is {words().called[fact.type]}, “{text}” is none"
        raise RuleFault("rule-type-wrong", what, f"write {example(fact)}", place)
    place = scanner.skip()
    factor = factor_of(scanner, words().units[fact.type])
    if factor is not None:
        return number * factor
    if scanner.ended or scanner.peek(words().joins) or scanner.text[scanner.at] in CLOSE:
        return number
    unit = scanner.value(words().joins)
    known = ", ".join(words().units[fact.type])
    what = f"“{unit}” is no unit of {fact.title}"
    raise RuleFault("rule-unit-wrong", what, f"write the number alone, or with one of {known}", place)


def _named_value(fact: Fact, text: str, at: int) -> Value:
    known = {"level": words().levels, "truth": words().truths}.get(fact.type)
    if fact.type == "date":
        return _date(fact, text, at)
    if known is None:
        return text
    name = known.get(form(text))
    if name is None:
        what = f"{fact.title} is {words().called[fact.type]}, “{text}” is none"
        raise RuleFault("rule-type-wrong", what, advice(text, known), at)
    return name == "true" if fact.type == "truth" else name


def _date(fact: Fact, text: str, at: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        what = f"{fact.title} is a date, “{text}” is none"
        raise RuleFault("rule-type-wrong", what, "write a date like 2026-03-31", at) from None
