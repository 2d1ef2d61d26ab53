"""Several files of one system: the same one twice would make every line a duplicate; names tell them apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from orders.problems import Problem
from reconcile.load.sheets import unusable


def check_same(system: str, paths: Sequence[Path]) -> None:
    """Raise UnusableError if two files of one system have the same content; empty and missing ones are said later."""
    seen: dict[bytes, Path] = {}
    for path in paths if len(paths) > 1 else ():
        if (digest := _digest(path)) in seen:
            what = f"it has the same content as {seen[digest]}, which is given for {system}, too"
            raise unusable(str(path), "export-twice", what, "give each export once")
        if digest:
            seen[digest] = path


def given_for_two(files: Mapping[str, Sequence[Path]]) -> Iterator[Problem]:
    """Yield a problem for each file that is given for two systems: it would agree with itself."""
    seen: dict[Path, str] = {}
    for system, paths in files.items():
        for path in paths:
            if (other := seen.setdefault(path.resolve(), system)) != system:
                what = f"the same file is given for {other} and for {system}"
                yield Problem(str(path), None, None, "export-twice", what, f"give {system} its own export")


def names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return what rows of several files are told apart by: their names, with folders where names are the same."""
    for depth in range(1, max(len(path.parts) for path in paths) + 1):
        found = tuple("/".join(path.parts[-depth:]) for path in paths)
        if len(set(found)) == len(found):
            break
    return found


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").digest() if path.stat().st_size else b""
    except OSError:
        return b""
