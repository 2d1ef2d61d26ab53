"""Changes in tables of their own (变更项目 | 变更前 | 变更后) and in sentences (第3行数量由500改为800)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intake.extract.table.spoken import said
from intake.extract.words.layout import join, page_lines, phrases
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.values import normal

_CODES = ("buyer_item_id", "buyer_item_id_weak", "seller_item_id")
_GAP = 4  # of a line's height: where a table of changes ends
_CLAUSE = re.compile(r"[；;。，]|[,.](?:\s|$)")
_PLACES = {
    "line": r"(?P<line>\d{1,4})",
    "field": r"(?P<field>[^\d\W][^\d，,；;。:：]{0,24}?)",
    "old": r"(?P<old>[^，；;。]{1,40}?)",
    "new": r"(?P<new>[^，；;。]{1,40}?)",
    "what": r"(?P<what>[^，；;。]{0,40}?)",
}


@dataclass(frozen=True)
class Change:
    """One change as printed: the field's name among our columns or fields, old and new text, and where it stands.

    `line_id` and `item` say of which line; None for both is the order itself. `field` is None if nobody knows it.
    """

    field: str | None
    old: str
    new: Word
    where: Word
    page: Page
    line_id: Word | None = None
    item: Word | None = None


def changes_on(pages: Sequence[Page], words: Lexicon, *, listed: bool) -> tuple[Change, ...]:
    """Return the changes that pages list, if `listed`, or tell, in the order of the paper."""
    lists = ((*(_listed(page, words) if listed else ()), *_told(page, words)) for page in pages)
    return tuple(one for found in lists for one in found)


def lines_told(pages: Sequence[Page], words: Lexicon) -> tuple[tuple[Word, Page], ...]:
    """Return the clauses of any paper that change or cancel one of its lines."""
    found = ((one, page) for page in pages for name in ("sentence", "cancelled") for one in _matches(page, name, words))
    return tuple((clause, page) for (match, clause), page in found if match.groupdict().get("line"))


def cancelled_on(pages: Sequence[Page], words: Lexicon) -> tuple[tuple[Word, Word, Page], ...]:
    """Return the lines that sentences cancel: the line's number, the clause, the page."""
    found = ((one, page) for page in pages for one in _matches(page, "cancelled", words))
    return tuple((clause.part(*match.span("line")), clause, page) for (match, clause), page in found)


def whole_order(pages: Sequence[Page], words: Lexicon) -> Word | None:
    """Return the clause that says that all of an order is meant (整单取消, cancel in full)."""
    known = words.named("changes", "whole")
    for page in pages:
        for clause in _clauses(page):
            if any(word in compared(clause.text) for word in known):
                return clause
    return None


def field_of(text: str, words: Lexicon) -> str | None:
    """Name what a text calls a field of a line, else of the order: quantity, requested_date, delivery_address."""
    heading = said(text.strip(), words) or words.heading("fields", text.strip())
    return heading.name.removesuffix("_weak") if heading else None


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _listed(page: Page, words: Lexicon) -> Iterator[Change]:
    heads: list[tuple[Word, str]] = []
    bottom = 0.0
    for line in page_lines(page):
        pieces = phrases(line, page)
        if named := _heads(pieces, words):
            heads, bottom = named, max(piece.bottom for piece in pieces)
        elif heads and line[0].top - bottom > _GAP * line[0].height:
            heads = []
        elif heads and (change := _row(pieces, heads, page, words)):
            bottom = max(piece.bottom for piece in pieces)
            yield change


def _heads(pieces: Sequence[Word], words: Lexicon) -> list[tuple[Word, str]]:
    """Read a line as the heading of such a table: what was, what is, and the field or the line."""
    names: list[tuple[Word, str]] = []
    for piece in pieces:
        side = words.heading("changes", piece.text)
        heading = said(piece.text, words) if side is None else None
        names.append((piece, side.name if side else heading.name if heading else ""))
    kinds = [name for _, name in names]
    return names if kinds.count("old") == 1 == kinds.count("new") and kinds.count("field") < 2 else []


def _row(pieces: Sequence[Word], heads: Sequence[tuple[Word, str]], page: Page, words: Lexicon) -> Change | None:
    cells: dict[str, Word] = {}
    for piece in pieces:
        name = min(heads, key=lambda head: (_apart(head[0], piece), abs(head[0].center - piece.center)))[1]
        cells[name] = join([cells[name], piece]) if name in cells else piece
    if "new" not in cells or ("old" not in cells and "field" not in cells):
        return None
    field = field_of(cells["field"].text, words) if "field" in cells else None
    item = next((cells[name] for name in _CODES if name in cells), None)
    line_id = next((cells[name] for name in ("line_id", "line_id_weak") if name in cells), None)
    old = cells["old"].text if "old" in cells else ""
    return Change(field, old, cells["new"], join(list(pieces)), page, line_id, item)


def _apart(head: Word, piece: Word) -> float:
    return max(head.x0 - piece.x1, piece.x0 - head.x1, 0.0)


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(page: Page, words: Lexicon) -> Iterator[Change]:
    for match, clause in _matches(page, "sentence", words):
        places = match.re.groupindex
        line_id = clause.part(*match.span("line")) if "line" in places else None
        field, new = field_of(match["field"], words), clause.part(*match.span("new"))
        yield Change(field, match["old"].strip(), new, clause, page, line_id)


def _matches(page: Page, name: str, words: Lexicon) -> Iterator[tuple[re.Match[str], Word]]:
    """Yield the clauses that are a sentence of the mapping; the first form that fits reads a clause."""
    forms = _forms(name, words)
    for clause in _clauses(page, [cue for cue, _ in forms]):
        said = clause.text.lower()
        found = next((match for cue, form in forms if cue in said and (match := form.search(clause.text))), None)
        if found:
            yield found, clause


def _clauses(page: Page, cues: Sequence[str] = ("",)) -> Iterator[Word]:
    """Yield the clauses of the lines that have one of the cues (in small letters)."""
    for line in page_lines(page):
        said = " ".join([word.text for word in line]).lower()
        if not any(cue in said for cue in cues):
            continue
        whole, start = join(line), 0
        for sign in (*_CLAUSE.finditer(whole.text), None):
            end = sign.start() if sign else len(whole.text)
            if whole.text[start:end].strip():
                yield whole.part(start, end)
            start = sign.end() if sign else end


@lru_cache(maxsize=16)
def _forms(name: str, words: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Make a pattern of each sentence, with its longest words, which are looked for first."""
    listed = [form for form, group in words.sentences_of_changes if group == name]
    cues = [max(re.split(r"\{\w+\}", form), key=lambda part: len(part.strip())).strip().lower() for form in listed]
    return tuple(zip(cues, map(_form, listed), strict=True))


def _form(sentence: str) -> re.Pattern[str]:
    """Make the pattern: {line}, {field}, {old} and {new} are places, a blank is any blank or none."""
    parts = re.split(r"(\{\w+\})", normal(sentence))
    pattern = "".join(
        rf"\s*{_PLACES[part[1:-1]]}\s*" if part.startswith("{") else re.escape(part).replace(r"\ ", r"\s*")
        for part in parts
    )
    return re.compile(rf"{pattern}\s*[)）!！]*\s*$", re.IGNORECASE)
