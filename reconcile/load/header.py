"""Which row is the header: the one whose texts name most canonical columns, below any titles."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.load.sheets import unusable
from reconcile.vocabulary import CANONICAL, Vocabulary, header_key

SEARCHED = 40  # title rows above a header are few; further down a header is data
LEAST = 2


def header_score(row: Sequence[str], words: Vocabulary) -> int:
    """Count the canonical columns that the texts of a row name."""
    keys = {header_key(cell) for cell in row if cell}
    own = {header_key(header) for headers in words.own_columns.values() for header in headers}
    return sum(1 for name in CANONICAL if not keys.isdisjoint(words.columns[name])) + len(keys & own)


def best_score(rows: Sequence[Sequence[str]], words: Vocabulary) -> int:
    """Return the score of the best of the first rows."""
    return max((header_score(row, words) for row in rows[:SEARCHED]), default=0)


def header_place(rows: Sequence[Sequence[str]], words: Vocabulary, file: str) -> int:
    """Return the position of the header row; raises UnusableError if no row can be it."""
    given = words.formats.get("header_row", "auto")
    if given != "auto":
        if int(given) > len(rows):
            what = f"the mapping says that row {given} is the header; the file has {len(rows)} rows"
            help_ = f"correct formats: {{header_row: …}} in the {words.system} mapping"
            raise unusable(file, "export-header-missing", what, help_)
        return int(given) - 1
    scores = [header_score(row, words) for row in rows[:SEARCHED]]
    if not scores or max(scores) < LEAST:
        raise unusable(
            file,
            "export-header-missing",
            f"no header row was found in the first {SEARCHED} rows",
            f"{how_to_name(words.system, 'order_id')}\n"
            "  or say there where it is: formats: {header_row: N, encoding: …}",
        )
    return scores.index(max(scores))


def how_to_name(system: str, name: str) -> str:
    """Say how a site names the header of one canonical column, whole file and place."""
    lines = f"    kind: export\n    system: {system}\n    columns: {{{name}: HEADER}}"
    return f"name the header in mappings/{system}.yaml (or in a FILE given by --mapping {system}=FILE):\n{lines}"
