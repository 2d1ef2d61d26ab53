"""A site's rules as an Excel decision table, with every fact and action to choose from on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mappings import FOLDER
from orders.codes import Language
from orders.rules.load import read_rules
from orders.rules.ruleset import Rule, Ruleset
from orders.rules.words import words

EXAMPLES = FOLDER / "rules" / "examples.yaml"
COLUMNS = ("name", "enabled", "order", "when", "then", "valid_from", "valid_to", "note")
WIDTHS = (24, 8, 8, 60, 50, 13, 13, 40)
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TYPES = {
    "money": ("金额", "amount"),
    "number": ("数", "number"),
    "days": ("天数", "days"),
    "percent": ("百分比", "percent"),
    "level": ("客户等级", "customer level"),
    "text": ("文字", "text"),
    "words": ("一组词", "set of words"),
    "date": ("日期", "date"),
    "truth": ("是否", "yes or no"),
}
SHEETS = {"facts": ("事实表", "facts"), "deeds": ("动作表", "what a rule can do")}


def write_table(path: Path, rules: Ruleset, language: Language) -> int:
    """Write the decision table and return how many rules of the site are in it; 0: it holds examples, switched off.

    The first sheet is read back as it is; the others are there to look things up.
    """
    import xlsxwriter

    place = 0 if language == "zh" else 1
    found = rules.rules or read_rules(EXAMPLES)[0]
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": "orderloom rules", "created": datetime(2000, 1, 1)})
        _sheet(book, _word(words().sheets, "rules", place), WIDTHS, _rules(found, place))
        _choices(book, len(found), place)
        if rules.money.rates:
            rates = [(currency, str(rate)) for currency, rate in rules.money.rates.items()]
            heads = (_word(words().headings, "currency", place), _word(words().headings, "rate", place))
            _sheet(book, _word(words().sheets, "rates", place), (10, 12), [heads, (rules.money.currency, "1"), *rates])
        _sheet(book, SHEETS["facts"][place], (20, 44, 12, 8, 70), _facts(place))
        _sheet(book, SHEETS["deeds"][place], (30, 60), _deeds())
    return len(rules.rules)


def _word(table: Mapping[str, str], name: str, place: int) -> str:
    """Return the first word of a name in the language: Chinese ones stand first, English ones are ASCII."""
    found = [word for word, meant in table.items() if meant == name]
    return next((word for word in found if word.isascii() == bool(place)), found[0])


def _rules(rules: Sequence[Rule], place: int) -> list[Sequence[str]]:
    heads = tuple(_word(words().headings, name, place) for name in COLUMNS)
    return [heads, *(_row(rule, place) for rule in rules)]


def _row(rule: Rule, place: int) -> tuple[str, ...]:
    switched = _word(words().truths, "true" if rule.enabled else "false", place)
    days = (_day(rule.valid_from), _day(rule.valid_to))
    return (rule.name, switched, str(rule.order), rule.when.strip(), rule.then.strip(), *days, rule.note)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _facts(place: int) -> list[Sequence[str]]:
    heads = (("事实", "也可写", "类型", "范围", "含义"), ("fact", "other words", "type", "of", "meaning"))[place]
    scopes = {"order": ("订单", "order"), "line": ("行", "line")}
    rows = (
        (
            fact.title,
            ", ".join(fact.words[1:]),
            TYPES[fact.type][place],
            scopes[fact.of][place],
            (fact.chinese, fact.english)[place],
        )
        for fact in words().facts.values()
    )
    return [heads, *rows]


def _deeds() -> list[Sequence[str]]:
    named = [(name, ", ".join(actions)) for name, actions in words().named.items()]
    return [*((word, words().deeds[deed]) for word, deed in words().deed_words.items()), *named]


def _sheet(book: Any, title: str, widths: Iterable[int], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(title)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = book.add_format({"num_format": "@", "bold": True, "bg_color": "#DDE6EE", "border": 1})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, text)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, head if number == 0 else text)
    sheet.freeze_panes(1, 1)


def _choices(book: Any, count: int, place: int) -> None:
    sheet = book.worksheets()[0]
    source = [_word(words().truths, name, place) for name in ("true", "false")]
    sheet.data_validation(1, 1, count + 200, 1, {"validate": "list", "source": source, "ignore_blank": True})
