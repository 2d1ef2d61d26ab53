"""Mapping files: YAML of a known `kind`, checked by JSON Schema and for meaning, errors with file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mappings import FOLDER
from orders.located import Keys, Located, Position, load_yaml
from orders.meaning import loose_words, meaning_problems
from orders.problems import Problem, UnusableError, advice
from orders.schema import schema_problems

SCHEMAS = FOLDER / "schemas"
_SUFFIXES = (".yaml", ".yml")
SETTINGS = "settings"  # orderloom.yaml has a schema, but is no mapping
SETTINGS_FILE = "orderloom.yaml"

__all__ = ["Keys", "Located", "Mapping", "Position", "kinds", "load_mapping", "load_yaml", "mappings"]


@dataclass(frozen=True)
class Mapping:
    """One checked mapping file; `data` is its plain content, including `kind`."""

    kind: str
    path: Path
    data: Table[str, Any]
    located: Located

    def at(self, *keys: str | int) -> Position:
        """Return (line, column) of the value under `keys`; both count from 1."""
        return self.located.at(*keys)

    def problem(self, keys: Keys, code: str, what: str, help_text: str) -> Problem:
        """Make a problem of the value under `keys`."""
        return self.located.problem(keys, code, what, help_text)


def kinds() -> tuple[str, ...]:
    """Return the kinds of mapping files there are, one JSON Schema each."""
    return tuple(sorted(path.stem for path in SCHEMAS.glob("*.json") if path.stem != SETTINGS))


def load_mapping(path: Path) -> Mapping:
    """Read and check one mapping file; raise UnusableError with every problem in it."""
    located = load_yaml(path)
    kind = _kind(located)
    check_located(located, kind)
    return Mapping(kind, path, located.value, located)


def mappings(kind: str, *site_folders: Path) -> tuple[Mapping, ...]:
    """Load every mapping of `kind`: those in the site's folders first, then the built-in ones, each in order of path.

    Raises UnusableError with the problems of all unusable files of any kind: a broken mapping is never skipped.
    """
    found: list[Mapping] = []
    problems: list[Problem] = []
    for path in _files(*site_folders):
        if path.is_relative_to(FOLDER) and _built_in_kind(path) not in (kind, None):
            continue  # the built-in files are checked by a test: only those of the kind are worth parsing
        try:
            loaded = _load_built_in(path) if path.is_relative_to(FOLDER) else load_mapping(path)
        except UnusableError as error:
            problems += error.problems
        else:
            found += [loaded] if loaded.kind == kind else []
    if problems:
        raise UnusableError(problems)
    return tuple(found)


def check_located(located: Located, kind: str) -> None:
    """Check a loaded file against the schema of `kind` and for meaning; raise UnusableError with every problem."""
    problems = schema_problems(located, schema(kind)) or meaning_problems(located, kind)
    said = {(problem.line, problem.column) for problem in problems}
    problems += [found for found in loose_words(located) if (found.line, found.column) not in said]
    if problems:
        raise UnusableError(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of mapping file, or of `settings`."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))
    return loaded


def _files(*site_folders: Path) -> tuple[Path, ...]:
    """Editors leave hidden copies (.#erp.yaml); they are no mappings. A checkout may be the workspace: read it once."""
    own = (folder for folder in site_folders if folder.resolve() != FOLDER.resolve())
    folders = dict.fromkeys((*own, FOLDER))
    found = (path for folder in folders for path in sorted(folder.rglob("*.y*ml")))
    return tuple(path for path in found if path.suffix in _SUFFIXES and not path.name.startswith("."))


@cache
def _built_in_kind(path: Path) -> str | None:
    """Return the kind a built-in file names on a line of its own, None if it must be parsed to know."""
    found = re.search(r"^kind: (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else None


@cache
def _load_built_in(path: Path) -> Mapping:
    """The built-in files do not change while a process lives."""
    return load_mapping(path)


def _kind(located: Located) -> str:
    if not isinstance(located.value, dict):
        what = "a mapping file holds `key: value` lines, this one does not"
        raise UnusableError([located.problem((), "not-a-mapping", what, f"begin with `kind: …`: {', '.join(kinds())}")])
    kind = located.value.get("kind")
    if kind is None:
        help_text = f"begin with `kind: …`; kinds are {', '.join(kinds())}"
        raise UnusableError([located.problem((), "kind-missing", "`kind` is missing", help_text)])
    if kind not in kinds():
        help_text = advice(str(kind), kinds())
        raise UnusableError([located.problem(("kind",), "kind-unknown", f"there is no kind `{kind}`", help_text)])
    return str(kind)
