"""Grid of texts → named columns: find the header below titles, name the columns, set aside rows that are no lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from orders.problems import Problem, UnusableError
from orders.values import key
from reconcile.sheets import Sheet, unusable
from reconcile.vocabulary import CANONICAL, ID_COLUMNS, Vocabulary, header_key

HEADER_SEARCH = 40  # title rows above a header are few; further down a header is data
SIMILAR = 0.6  # below it two headers share a sign or two by chance: 单据编号 and 单据状态 have 0.5


@dataclass(frozen=True)
class Columns:
    """The order lines of one file: texts by canonical name, physical row numbers, and the rows set aside."""

    file: str
    texts: dict[str, list[str]]
    rows: list[int]
    excluded: list[tuple[int, str]]
    headers: dict[str, str]


def header_score(row: list[str], words: Vocabulary) -> int:
    """Count the canonical columns that the texts of a row name."""
    keys = {header_key(cell) for cell in row if cell}
    own = {header_key(header) for headers in words.own_columns.values() for header in headers}
    return sum(1 for name in CANONICAL if keys & set(words.columns[name])) + len(keys & own)


def name_columns(sheet: Sheet, words: Vocabulary) -> Columns:
    """Find the header, name the columns and split the rows below it into lines and excluded rows.

    Raises UnusableError for a missing header or needed column, a column twice, a row cut off or too long.
    """
    place = _header_row(sheet, words)
    found = _resolve(sheet, sheet.grid[place], place, words)
    kept, excluded = _sort_rows(sheet, place, found, words)
    if not kept:
        raise unusable(
            sheet.file,
            "export-empty",
            "there is a header but no row below it",
            "export it again with its lines",
            row=place + 1,
        )
    width = len(sheet.grid[place])
    grid = sheet.grid
    rows = [grid[n] if len(grid[n]) >= width else grid[n] + [""] * (width - len(grid[n])) for n in kept]
    texts = {name: _shared([row[position] for row in rows]) for name, position in found.items()}
    headers = {name: sheet.grid[place][position] for name, position in found.items()}
    return Columns(sheet.file, texts, [n + 1 for n in kept], excluded, headers)


def _shared(cells: list[str]) -> list[str]:
    """Keep one object for each different text: exports repeat themselves."""
    known: dict[str, str] = {}
    return list(map(known.setdefault, cells, cells))


def _header_row(sheet: Sheet, words: Vocabulary) -> int:
    given = words.formats.get("header_row", "auto")
    if given != "auto":
        return int(given) - 1
    scores = [header_score(row, words) for row in sheet.grid[:HEADER_SEARCH]]
    if not scores or max(scores) < 2:
        raise unusable(
            sheet.file,
            "export-header-missing",
            f"no header row was found in the first {HEADER_SEARCH} rows",
            f"{how_to_name(words.system, 'order_id')}\n"
            "  or say there where it is: formats: {header_row: N, encoding: …}",
        )
    return scores.index(max(scores))


# ── headers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _resolve(sheet: Sheet, header: list[str], place: int, words: Vocabulary) -> dict[str, int]:
    positions: dict[str, list[int]] = {}
    for position, cell in enumerate(header):
        if cell:
            for form in dict.fromkeys((header_key(cell), _without_brackets(cell))):
                positions.setdefault(form, []).append(position)
    found: dict[str, int] = {}
    for name, headers in words.own_columns.items():
        _take(sheet, place, name, [header_key(own) for own in headers], positions, found)
    _need_own(sheet, header, place, found, words)
    for name in CANONICAL:
        if name not in found:
            _take(sheet, place, name, words.columns[name], positions, found)
    _need(sheet, header, place, found, words)
    return found


def _without_brackets(cell: str) -> str:
    head = key(cell).split("(")[0].split("[")[0]
    return header_key(head)


def _take(
    sheet: Sheet, place: int, name: str, keys: Iterable[str], positions: dict[str, list[int]], found: dict[str, int]
) -> None:
    taken = set(found.values())
    for wanted in keys:
        free = [position for position in positions.get(wanted, ()) if position not in taken]
        if len(free) > 1:
            shown = sheet.grid[place][free[0]]
            raise unusable(
                sheet.file,
                "export-column-twice",
                f"the column “{shown}” ({name}) is there {len(free)} times",
                "remove one of the columns or give them different headers",
                row=place + 1,
            )
        if free:
            found[name] = free[0]
            return


def _need_own(sheet: Sheet, header: list[str], place: int, found: dict[str, int], words: Vocabulary) -> None:
    """A column the site's mapping names must be there: a column passed over would be a difference in every line."""
    problems: list[Problem] = []
    for name, tried in words.own_columns.items():
        if name not in found:
            what = f"the mapping says that {name} is {_either(tried)}; the header row has {_quoted(header)}"
            help_text = _meant(tried, header, found) + (
                f"correct `columns: {{{name}: …}}` in the {words.system} mapping, or export the file with that column"
            )
            problems += unusable(sheet.file, "export-column-missing", what, help_text, row=place + 1).problems
    if problems:
        raise UnusableError(problems)


def _need(sheet: Sheet, header: list[str], place: int, found: dict[str, int], words: Vocabulary) -> None:
    missing = [] if any(name in found for name in ID_COLUMNS) else ["order_id"]
    missing += [] if "sku" in found else ["sku"]
    if not missing:
        return
    tried = [word for name in missing for word in words.columns[name]]
    raise unusable(
        sheet.file,
        "export-column-missing",
        f"no column for {' and '.join(missing)} has a known header; the header row has {_quoted(header)}",
        _meant(tried, header, found) + how_to_name(words.system, missing[0]),
        row=place + 1,
    )


def how_to_name(system: str, name: str) -> str:
    """Say how a site names the header of one canonical column, whole file and place."""
    lines = f"    kind: export\n    system: {system}\n    columns: {{{name}: HEADER}}"
    return f"name the header in mappings/{system}.yaml (or in a FILE given by --mapping {system}=FILE):\n{lines}"


def _meant(tried: Iterable[str], header: list[str], found: dict[str, int]) -> str:
    """Ask for the free header that looks most like one that was tried; a far one would be a wrong guess."""
    taken = set(found.values())
    free = {header_key(cell): cell for position, cell in enumerate(header) if cell and position not in taken}
    ratios = [
        (difflib.SequenceMatcher(None, header_key(word), form).ratio(), cell)
        for word in tried
        for form, cell in free.items()
    ]
    ratio, near = max(ratios, default=(0.0, ""))
    return f"is it “{near}”? " if ratio > SIMILAR else ""


def _either(headers: Iterable[str]) -> str:
    return " or ".join(f"“{header}”" for header in headers)


def _quoted(header: list[str]) -> str:
    return ", ".join(f"“{cell}”" for cell in header if cell)


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sort_rows(
    sheet: Sheet, place: int, found: dict[str, int], words: Vocabulary
) -> tuple[list[int], list[tuple[int, str]]]:
    excluded = [(n + 1, "title" if any(sheet.grid[n]) else "blank") for n in range(place)]
    ids = [found[name] for name in (*ID_COLUMNS, "sku") if name in found]
    header, width = sheet.grid[place], len(sheet.grid[place])
    kept: list[int] = []
    last = len(sheet.grid) - 1
    for n in range(place + 1, len(sheet.grid)):
        row = sheet.grid[n]
        reason = _why_not(row, ids, header, words)
        if reason:
            excluded.append((n + 1, reason))
            continue
        if len(row) != width:
            _check_width(sheet, n, row, width, n == last)
        kept.append(n)
    return kept, excluded


def _why_not(row: list[str], ids: list[int], header: list[str], words: Vocabulary) -> str:
    """Say why a row is no order line ("" if it is one); rows with an order number and an item always are."""
    cells = [row[position] if position < len(row) else "" for position in ids]
    if all(cells) and words.total_words.isdisjoint(cells) and row != header:
        return ""
    filled = [cell for cell in row if cell and not cell.isspace()]
    if not filled:
        return "blank"
    if row == header:
        return "header"
    if any(_is_total(cell, words) for cell in (filled[0], *cells)):
        return "total"
    if any(cell.strip() for cell in cells):
        return ""
    if any(_is_total(cell, words) for cell in filled):
        return "total"
    return "" if len(filled) > 3 else _footer(filled)


def _footer(filled: list[str]) -> str:
    digits = all(cell.strip().replace(",", "").replace(".", "").lstrip("-").isdigit() for cell in filled)
    return "total" if digits else "note"


def _is_total(cell: str, words: Vocabulary) -> bool:
    return key(cell).rstrip(":").split(":")[0].replace("-", "") in words.total_words


def _check_width(sheet: Sheet, n: int, row: list[str], width: int, last: bool) -> None:
    if len(row) < width and last and not sheet.whole:
        raise unusable(
            sheet.file,
            "export-cut-off",
            f"row {n + 1} is the last and ends after {len(row)} of {width} cells",
            "the file was cut off; export or copy it again",
            row=n + 1,
        )
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        raise unusable(
            sheet.file,
            "export-row-too-long",
            f"row {n + 1} has {len(row)} cells, the header {width}",
            "a cell holds the separator without quotes; export it again as .xlsx or with quotes",
            row=n + 1,
        )
