"""A review workbook as a person saved it → decisions; columns may be moved and rows filtered or hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from intake.check.pointer import typed
from intake.review.decisions import Decision
from intake.review.wording import DECISIONS
from intake.review.write import SHEET
from orders.problems import Problem, UnusableError, advice
from orders.values import normal

NEEDED = ("key", "path", "code", "decision", "new_value", "by")
# findings about a value that is not there: without a proposal there is nothing to accept
NEEDS_VALUE = frozenset(
    {
        *("order-number-missing", "date-ambiguous", "date-unreadable", "currency-unknown", "line-incomplete"),
        *("item-unknown", "item-ambiguous", "item-look-alike", "buyer-unknown", "buyer-ambiguous", "unit-unknown"),
    }
)
HEADER_WITHIN = 20  # rows a person may have put above the header


@dataclass
class _Sheet:
    """A sheet being read: where its columns are, and what was found wrong with it."""

    path: Path
    title: str
    columns: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def say(self, row: int, column: str, code: str, what: str, help: str) -> None:
        from openpyxl.utils import get_column_letter

        place = f"{self.title}!{get_column_letter(self.columns[column] + 1)}{row}"
        self.problems.append(Problem(str(self.path), None, None, code, what, help, place=place))


def read_review(path: Path) -> tuple[Decision, ...]:
    """Return the decided rows of a review workbook; rows without a decision are left out.

    Raises UnusableError with the place of every wrong decision (review!N5) and the words that are allowed.
    """
    book = _open(path)
    try:
        sheet, rows = _found(path, book)
    finally:
        book.close()
    decisions = tuple(made for number, cells in rows if (made := _decision(sheet, number, cells)))
    _contradictions(sheet, decisions)
    if sheet.problems:
        raise UnusableError(sheet.problems)
    return decisions


def _open(path: Path) -> Any:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        help = "give the review.xlsx of a run, saved as .xlsx"
        raise UnusableError([Problem(str(path), None, None, "workbook-unreadable", str(error), help)]) from error


def _found(path: Path, book: Any) -> tuple[_Sheet, list[tuple[int, Mapping[str, str]]]]:
    """Return the sheet with a header row like ours, the one named `review` first, and its rows as texts by column."""
    for title in sorted(book.sheetnames, key=lambda name: name != SHEET):
        rows = list(enumerate(book[title].iter_rows(values_only=True), 1))
        for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
            columns = {_text(cell).lower(): place for place, cell in enumerate(cells) if _text(cell)}
            if {"key", "decision"} <= set(columns):
                return _checked(_Sheet(path, title, columns)), [
                    (n, _by_name(columns, row)) for n, row in rows[at + 1 :]
                ]
    what = "no sheet has the columns key and decision"
    raise UnusableError([Problem(str(path), None, None, "sheet-missing", what, "give the review.xlsx of a run")])


def _checked(sheet: _Sheet) -> _Sheet:
    missing = [name for name in NEEDED if name not in sheet.columns]
    if missing:
        what, help = f"the columns {', '.join(missing)} are missing", "put them back as in the workbook of the run"
        raise UnusableError([Problem(str(sheet.path), None, None, "column-missing", what, help, place=sheet.title)])
    return sheet


def _by_name(columns: Mapping[str, int], cells: tuple[Any, ...]) -> Mapping[str, str]:
    return {name: _text(cells[place]) if place < len(cells) else "" for name, place in columns.items()}


def _text(value: object) -> str:
    """Return a cell as the text a person sees: 12.0 typed as a number is 12, a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _decision(sheet: _Sheet, number: int, cells: Mapping[str, str]) -> Decision | None:
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


def _contradictions(sheet: _Sheet, decisions: tuple[Decision, ...]) -> None:
    first: dict[tuple[str, str], Decision] = {}
    for made in decisions:
        before = first.setdefault((made.key, made.path), made) if made.decision == "correct" else made
        if before.new_value != made.new_value:
            what = f"row {before.line} corrects the same value to “{before.new_value}”"
            sheet.say(made.line, "new_value", "new-value-contradicts", what, "write the same value in both rows")
