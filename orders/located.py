"""YAML → plain values that know their line and column; what YAML readers disagree about is refused, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from orders.problems import Problem, UnusableError

LIMIT_BYTES = 1_000_000
LIMIT_DEPTH = 24
Keys = tuple[str | int, ...]
Position = tuple[int, int]

_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)$")
_FRACTION = re.compile(r"-?(?:0|[1-9]\d*)\.\d+$")
_NOTHING = ("", "~", "null")
_BOOLEANS = {"true": True, "false": False}
# What one YAML reader takes for a number, a date or nothing and another for text: 010, 1e5, 12:30, 2026-03-04, NULL
_NUMBER_LIKE = re.compile(
    r"[-+]?(?:0[xob][\da-f_]+|[\d_]*\.?\d[\d_]*(?:e[-+]?\d+)?|\.inf|\.nan|\d+(?::[0-5]?\d)+)$", re.IGNORECASE
)
_DATE_LIKE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])")
_WORD_LIKE = re.compile(r"(?:true|false|null|=|<<)$", re.I)
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_YES_OR_NO = re.compile(r"(?:yes|no|on|off)$", re.I)


@dataclass(frozen=True)
class Located:
    """The value of one YAML file and where each part of it stands; `loose` are unquoted yes, no, on, off."""

    path: Path
    value: Any
    lines: tuple[str, ...]
    values: Mapping[Keys, Position] = field(default_factory=dict)
    names: Mapping[Keys, Position] = field(default_factory=dict)
    loose: Mapping[Keys, str] = field(default_factory=dict)
    loose_names: Mapping[Keys, str] = field(default_factory=dict)

    def at(self, *keys: str | int) -> Position:
        """Return (line, column) of the value under `keys`, or of the nearest part around it; both count from 1."""
        return _nearest_place(self.values, keys)

    def name_at(self, *keys: str | int) -> Position:
        """Return (line, column) of the key that names the value under `keys`, or of the nearest part around it."""
        return self.names[keys] if keys in self.names else self.at(*keys)

    def problem(
        self, keys: Keys, code: str, what: str, help_text: str, *, of_name: bool = False, shift: int = 0
    ) -> Problem:
        """Make a problem of the value under `keys` (or of its name); `shift` moves the caret to the right."""
        line, column = self.name_at(*keys) if of_name else self.at(*keys)
        return _problem(self.path, self.lines, (line, column + shift), code, what, help_text)


def load_yaml(path: Path) -> Located:
    """Read one YAML file (UTF-8, one document, at most 1 MB) as dicts, lists, text, int, Decimal, bool and None.

    Raises UnusableError: missing, over 1 MB, not UTF-8, empty, bad syntax, anchors, aliases, tags, keys twice, and
    unquoted codes or dates that YAML readers would change (010, 1e5, 2026-03-04).
    """
    text = _read(path)
    lines = tuple(_LINE_END.split(text))
    try:
        return _Builder(path, lines).build(text)
    except RecursionError:
        problem = _problem(path, lines, (1, 1), "too-deep", "the file is nested too deep", "flatten it")
        raise UnusableError([problem]) from None


def _nearest_place(places: Mapping[Keys, Position], keys: Keys) -> Position:
    for length in range(len(keys), -1, -1):
        if keys[:length] in places:
            return places[keys[:length]]
    return (1, 1)


def _problem(path: Path, lines: tuple[str, ...], at: Position, code: str, what: str, help_text: str) -> Problem:
    line, column = at
    return Problem(str(path), line, column, code, what, help_text, lines[line - 1] if line <= len(lines) else "")


# ── bytes → text ─────────────────────────────────────────────────────────────────────────────────────────────────


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(LIMIT_BYTES + 1)
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise _unreadable(path, "file-missing", what, "check the path, or create the file") from error
    if len(content) > LIMIT_BYTES:
        raise _unreadable(path, "file-too-big", "the file is over 1 MB", "split it: one file, one subject")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"the file is not UTF-8 (byte 0x{content[error.start]:02x}){_other_encoding(content)}"
        raise _unreadable(path, "not-utf8", what, "save it as UTF-8", line) from error


def _other_encoding(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "; it looks like UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "; it looks like GB18030 (GBK)"


def _unreadable(path: Path, code: str, what: str, help_text: str, line: int | None = None) -> UnusableError:
    return UnusableError([Problem(str(path), line, None, code, what, help_text)])


# ── text → values ────────────────────────────────────────────────────────────────────────────────────────────────


class _Builder:
    """Walks the parser's events once; every mistake that does not end the parse is collected."""

    def __init__(self, path: Path, lines: tuple[str, ...]) -> None:
        self.path, self.lines = path, lines
        self.values: dict[Keys, Position] = {}
        self.names: dict[Keys, Position] = {}
        self.loose: dict[Keys, str] = {}
        self.loose_names: dict[Keys, str] = {}
        self.problems: list[Problem] = []

    def build(self, text: str) -> Located:
        events = self._events(text)
        value = self._document(events)
        if self.problems:
            raise UnusableError(self.problems)
        return Located(self.path, value, self.lines, self.values, self.names, self.loose, self.loose_names)

    def _events(self, text: str) -> Iterator[Any]:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError
        from ruamel.yaml.reader import ReaderError

        try:
            yield from YAML(typ="safe", pure=True).parse(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise UnusableError([self._say(at, "syntax", *_syntax(str(error.problem or error.context)))]) from error
        except ReaderError as error:
            before = text[: error.position]
            at = (before.count("\n") + 1, error.position - before.rfind("\n"))
            what = f"the character U+{_number(error.character):04X} has no place in a text file"
            raise UnusableError([self._say(at, "syntax", what, "remove it")]) from error

    def _document(self, events: Iterator[Any]) -> Any:
        next(events)  # stream start
        start = next(events)
        if type(start).__name__ != "DocumentStartEvent":
            what, help_text = "the file is empty", "write its keys; `orderloom init` makes commented examples"
            raise UnusableError([self._say((1, 1), "file-empty", what, help_text)])
        if start.version or start.tags:
            self._add(start, "yaml-directive", "a %YAML or %TAG directive is not read", "remove the line")
        value = self._node(next(events), events, ())
        next(events)  # document end
        extra = next(events)
        if type(extra).__name__ == "DocumentStartEvent":
            self._add(extra, "second-document", "a second document begins here", "put it into a file of its own")
        for _ in events:
            pass
        return value

    def _node(self, event: Any, events: Iterator[Any], keys: Keys) -> Any:
        self._refuse_indirection(event)
        self.values[keys] = _at(event)
        if len(keys) > LIMIT_DEPTH:
            raise UnusableError([self._say(_at(event), "too-deep", "the file is nested too deep", "flatten it")])
        kind = type(event).__name__
        if kind == "ScalarEvent":
            return self._scalar(event, keys)
        if kind == "SequenceStartEvent":
            return self._sequence(events, keys)
        return self._mapping(events, keys) if kind == "MappingStartEvent" else None

    def _sequence(self, events: Iterator[Any], keys: Keys) -> list[Any]:
        found: list[Any] = []
        while type(event := next(events)).__name__ != "SequenceEndEvent":
            found.append(self._node(event, events, (*keys, len(found))))
        return found

    def _mapping(self, events: Iterator[Any], keys: Keys) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(event := next(events)).__name__ != "MappingEndEvent":
            name = self._name(event, events, keys)
            if name in found:
                first = self.names[(*keys, name)][0]
                self._add(event, "key-twice", f"`{name}` is here twice, first in line {first}", "keep one of the two")
            else:
                self.names[(*keys, name)] = _at(event)
            found[name] = self._node(next(events), events, (*keys, name))
        return found

    def _name(self, event: Any, events: Iterator[Any], keys: Keys) -> str:
        self._refuse_indirection(event)
        if type(event).__name__ != "ScalarEvent":
            what = "a key must be one word, not a list or a mapping"
            raise UnusableError([self._say(_at(event), "key-not-text", what, "put it in quotes if it is text")])
        text = str(event.value)
        if not event.style and (_ambiguous(text) or _INTEGER.match(text) or _FRACTION.match(text) or text in _NOTHING):
            self._add(event, "unquoted-code", f"the key `{text}` is not quoted", f'write "{text}"')
        elif not event.style and _YES_OR_NO.match(text):
            self.loose_names[(*keys, text)] = text
        return text

    def _scalar(self, event: Any, keys: Keys) -> Any:
        text = str(event.value)
        if event.style:
            return text
        if text in _NOTHING or text in _BOOLEANS:
            return _BOOLEANS.get(text)
        if _INTEGER.match(text):
            return int(text) if len(text) < 19 else self._unquoted(event, text)
        if _FRACTION.match(text):
            return Decimal(text)
        if _YES_OR_NO.match(text):
            self.loose[keys] = text
        return self._unquoted(event, text) if _ambiguous(text) else text

    def _unquoted(self, event: Any, text: str) -> str:
        what = f"`{text}` is not quoted; YAML readers take it for a number, a date or nothing"
        self._add(event, "unquoted-code", what, f'write "{text}"')
        return text

    def _refuse_indirection(self, event: Any) -> None:
        if type(event).__name__ == "AliasEvent":
            self._add(event, "yaml-alias", f"the alias *{event.anchor} is not read", "write the value out again")
        elif event.anchor:
            self._add(event, "yaml-anchor", f"the anchor &{event.anchor} is not read", "remove it, write values out")
        elif getattr(event, "tag", None):
            self._add(event, "yaml-tag", f"the tag {event.tag} is not read", "remove it; put text in quotes")

    def _add(self, event: Any, code: str, what: str, help_text: str) -> None:
        self.problems.append(self._say(_at(event), code, what, help_text))

    def _say(self, at: Position, code: str, what: str, help_text: str) -> Problem:
        return _problem(self.path, self.lines, at, code, what, help_text)


def _number(character: Any) -> int:
    """ruamel gives the refused character as text or as its number."""
    return character if isinstance(character, int) else ord(character)


def _at(event: Any) -> Position:
    return (event.start_mark.line + 1, event.start_mark.column + 1)


def _ambiguous(text: str) -> bool:
    known = text in _BOOLEANS or _INTEGER.match(text) or _FRACTION.match(text)
    return not known and bool(_NUMBER_LIKE.match(text) or _DATE_LIKE.match(text) or _WORD_LIKE.match(text))


def _syntax(problem: str) -> tuple[str, str]:
    """Say the parser's complaint in words a person understands, and what to do."""
    sayings = {
        r"'\t'": ("a tab stands where only blanks may", "indent with blanks"),
        "mapping values are not allowed": (
            "a second `: ` stands in this line",
            "put the text in quotes",
        ),
        "could not find expected ':'": ("the key in the line before has no colon", "write `key: value`"),
        "found unexpected end of stream": ("a quote is opened and never closed", "close it"),
        "<stream end>": ("a bracket is opened and never closed", "close it"),
        "expected ',' or": ("a bracket is not closed, or a comma is missing", "close it, or put the text in quotes"),
        "did not find expected": ("a quote, bracket or comma is missing near here", "close what was opened before"),
        "cannot start any token": ("a character stands here that YAML keeps for itself", "put the text in quotes"),
        "expected <block end>": ("the indentation does not fit the lines above", "indent like its neighbours"),
    }
    return next((said for part, said in sayings.items() if part in problem), (problem, "check quotes and indentation"))
