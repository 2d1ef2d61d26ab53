"""A review workbook as a person saved it → decisions; columns may be moved and rows filtered or hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from intake.check.pointer import typed
from intake.review.decisions import Decision
from intake.review.wording import DECISIONS
from intake.review.write import SHEET
from orders.filled import Filled, read_filled
from orders.problems import advice
from orders.values import normal

NEEDED = ("key", "path", "code", "decision", "new_value", "by")
# findings about a value that is not there: without a proposal there is nothing to accept
NEEDS_VALUE = frozenset(
    {
        *("order-number-missing", "date-ambiguous", "date-unreadable", "currency-unknown", "line-incomplete"),
        *("item-unknown", "item-ambiguous", "item-look-alike", "buyer-unknown", "buyer-ambiguous", "unit-unknown"),
    }
)


def read_review(path: Path) -> tuple[Decision, ...]:
    """Return the decided rows of a review workbook; rows without a decision are left out.

    Raises UnusableError with the place of every wrong decision (review!N5) and the words that are allowed.
    """
    sheet = read_filled(path, NEEDED, ("key", "decision"), first=SHEET)
    decisions = tuple(made for number, cells in sheet.rows if (made := _decision(sheet, number, cells)))
    _contradictions(sheet, decisions)
    sheet.refuse()
    return decisions


def _decision(sheet: Filled, number: int, cells: Mapping[str, str]) -> Decision | None:
    word = normal(cells["decision"]).lower().replace(" ", "-").replace("_", "-")
    if not word:
        if cells["new_value"]:
            what, help = "new_value is filled in, but no decision", "choose correct as the decision, or empty new_value"
            sheet.say(number, "decision", "decision-missing", what, help)
        return None
    if word not in DECISIONS:
        what = f"“{cells['decision']}” is no decision"
        sheet.say(number, "decision", "decision-unknown", what, advice(word, DECISIONS))
        return None
    for column, code, what, help in _faults(cells, word):
        sheet.say(number, column, code, what, help)
    made = Decision(cells["key"], cells["path"], cells["code"], word, line=number)
    value, note, by = (cells.get(name) or None for name in ("new_value", "note", "by"))
    named = replace(made, file=cells.get("file", ""), order_id=cells.get("order_id", ""))
    return replace(named, new_value=value, note=note, by=by)


def _faults(cells: Mapping[str, str], word: str) -> Iterator[tuple[str, str, str, str]]:
    """Return what is wrong with a decision: (column, code, what, help)."""
    if not cells["key"]:
        yield "key", "key-missing", "the row has no key", "copy the row again from the workbook of the run"
    if not cells["by"]:
        yield "by", "by-missing", "nobody is named who decided", "write your name into by"
    if word == "correct" and not cells["new_value"]:
        yield "new_value", "new-value-missing", "correct needs the right value", "write it into new_value"
    elif word == "correct":
        try:
            typed(cells["path"], cells["new_value"])
        except ValueError as error:
            yield "new_value", "new-value-unusable", str(error), "write the value alone, or choose accept or reject"
    if word == "accept" and cells["new_value"]:
        help = "choose correct to take new_value, or empty it"
        yield "new_value", "new-value-unused", "accept takes what is proposed, not new_value", help
    empty = not cells.get("value", "-") or cells["code"] in NEEDS_VALUE
    if word == "accept" and not cells.get("proposed", "-") and empty:
        help = "choose correct and write new_value, or reject"
        yield "decision", "nothing-proposed", "there is nothing to accept: no value and no proposal", help


def _contradictions(sheet: Filled, decisions: tuple[Decision, ...]) -> None:
    first: dict[tuple[str, str], Decision] = {}
    for made in decisions:
        before = first.setdefault((made.key, made.path), made) if made.decision == "correct" else made
        if before.new_value != made.new_value:
            what = f"row {before.line} corrects the same value to “{before.new_value}”"
            sheet.say(made.line, "new_value", "new-value-contradicts", what, "write the same value in both rows")
