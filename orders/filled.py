"""A workbook that a person filled in and saved: columns may be moved, rows filtered or hidden, notes put above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from orders.problems import Problem, UnusableError

HEADER_WITHIN = 20  # rows a person may have put above the header
Name = Callable[[str], str]


@dataclass
class Filled:
    """A sheet that is being read: where its columns are, its rows as texts by column, and what was found wrong."""

    path: Path
    title: str
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Mapping[str, str]]] = ()
    problems: list[Problem] = field(default_factory=list)

    def say(self, row: int, column: str, code: str, what: str, help: str) -> None:
        """Note what is wrong with a cell."""
        from openpyxl.utils import get_column_letter

        place = f"{self.title}!{get_column_letter(self.columns[column] + 1)}{row}"
        self.problems.append(Problem(str(self.path), None, None, code, what, help, place=place))

    def refuse(self) -> None:
        """Raise UnusableError with everything that was found wrong."""
        if self.problems:
            raise UnusableError(self.problems)


def read_filled(
    path: Path, needed: Sequence[str], marks: Iterable[str], *, first: str, name: Name = str.lower
) -> Filled:
    """Return the sheet whose header has all `marks`, the one called `first` before others; `name` names a column.

    Raises UnusableError if the file is no workbook, has no such sheet, or lacks one of the columns `needed`.
    """
    book, marked = _open(path), set(marks)
    try:
        for title in sorted(book.sheetnames, key=lambda own: own != first):
            rows = list(enumerate(book[title].iter_rows(values_only=True), 1))
            for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
                columns = {name(_text(cell)): place for place, cell in enumerate(cells) if _text(cell)}
                if marked <= set(columns):
                    found = [(number, _by_name(columns, row)) for number, row in rows[at + 1 :]]
                    return _whole(Filled(path, title, columns, found), needed)
    finally:
        book.close()
    what = f"no sheet has the columns {' and '.join(sorted(marked, key=list(needed).index))}"
    raise UnusableError([Problem(str(path), None, None, "sheet-missing", what, f"give the {first}.xlsx of a run")])


def _open(path: Path) -> Any:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        help = "give the workbook of a run, saved as .xlsx"
        raise UnusableError([Problem(str(path), None, None, "workbook-unreadable", str(error), help)]) from error


def _whole(sheet: Filled, needed: Sequence[str]) -> Filled:
    missing = [name for name in needed if name not in sheet.columns]
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
