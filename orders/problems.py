"""What is wrong with a setting, mapping, master, export or database, said with its place and what to write instead."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 120  # characters of a source line that are shown


@dataclass(frozen=True)
class Problem:
    """One mistake in one file; line and column count from 1, `place` is `sheet!B7` where a file has no lines."""

    file: str
    line: int | None
    column: int | None
    code: str
    what: str
    help: str
    source_line: str | None = None
    place: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.place, self.line, self.column) if part is not None)
        lines = [f"{where}: {self.code} {self.what}"]
        if self.source_line is not None:
            lines += _shown(self.source_line, self.column)
        return "\n".join([*lines, f"  help: {self.help}"])


class UnusableError(Exception):
    """A setting, mapping, master, export or database cannot be used: exit code 3, nothing was done."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like `word`, or None if none comes near; case does not count."""
    by_form = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_form, 1, 0.6)
    return by_form[close[0]] if close else None


def advice(word: str, known: Iterable[str]) -> str:
    """Say which known word was meant, or which ones there are."""
    names = sorted(known)
    close = nearest(word, names)
    if close:
        return f"did you mean `{close}`?"
    shown = ", ".join(names[:40]) + (", …" if len(names) > 40 else "")
    return f"known are: {shown}" if names else "remove it"


def _shown(line: str, column: int | None) -> list[str]:
    """The line, of a long one the part around the caret, and the caret under its column."""
    place = (column or 1) - 1
    start = max(0, place - SHOWN // 2) if len(line) > SHOWN else 0
    shown = ("…" if start else "") + line[start : start + SHOWN] + ("…" if len(line) > start + SHOWN else "")
    caret = [] if column is None else [f"    {_margin(('…' if start else '') + line[start:place])}^"]
    return [f"    {shown.rstrip()}", *caret]


def _margin(text: str) -> str:
    """Blanks as wide as `text` on a terminal: an ideographic blank under a wide character."""
    return "".join("\t" if char == "\t" else _blank(char) for char in text)


def _blank(char: str) -> str:
    return "\u3000" if unicodedata.east_asian_width(char) in "WF" else " "
