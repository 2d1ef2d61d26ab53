"""Items as blocks of labelled values under their number, as procurement networks print them.

"Line 1  Ethernet switch", and below it "Part No.: A-1   Quantity: 14 EA   Unit Price: 1,126.00 CNY".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake.extract.table.band import Line, line_of
from intake.extract.table.doubled import Doubled
from intake.extract.table.rows import Row, counting
from intake.extract.table.spoken import Column, said
from intake.extract.words.layout import join
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Page, Word

_START = re.compile(r"(?P<label>[^\W\d][^\d:：]{0,14}?)\s*[#＃]?\s*(?P<number>\d{1,4})\s*[:：.]?")
_PAIR = re.compile(r"(?P<label>[^\d:：][^:：]{0,38}?)\s*[:：]\s*(?P<value>\S.*)")
_MONEY = ("unit_price", "line_amount")
_PRICED = re.compile(r"(?P<number>.*\d)\s*(?P<currency>[^\d\s.,]{1,4})")
_NUMBER, _NAME = 0, 1  # the columns of the block's own line
Field = tuple[Heading, str, Word]  # what a label names, the label, its value


def in_blocks(page: Page, printed: Sequence[Sequence[Word]], words: Lexicon) -> Doubled | None:
    """Read the items of such blocks; None if there are none, or one has a label twice or no quantity.

    A block whose labels are not those of the first is lost: part of it may stand on another page.
    """
    lines = [line_of(line, page) for line in printed]
    starts = [i for i, line in enumerate(lines) if _number(line, words) is not None]
    if not starts or not counting([_digits(lines[i], words) for i in starts]):
        return None
    ends = [*starts[1:], _end(lines, starts[-1])]
    blocks = [list(_fields(lines[a + 1 : b], words)) for a, b in zip(starts, ends, strict=True)]
    titles = [tuple(title for _, title, _ in block) for block in blocks]
    roles = [heading.name for heading, _, _ in blocks[0] if heading.name != "attribute"]
    if "quantity" not in roles or len({*roles}) < len(roles) or len({*titles[0]}) < len(titles[0]):
        return None
    columns = _columns(blocks[0], [value for block in blocks for value in block], words)
    rows, lost = list[Row](), list[Word]()
    for a, b, block, told in zip(starts, ends, blocks, titles, strict=True):
        inside = lines[a + 1 : b]
        rest = [join(line.words) for line in inside if not list(_fields([line], words))]
        if told == titles[0]:
            rows.append(
                _row(page, lines[a], inside, rest, [_bare(field, columns[n + 2]) for n, field in enumerate(block)])
            )
        else:
            lost.append(join([word for line in lines[a:b] for word in line.words]))
    return Doubled(columns, tuple(rows), tuple(lost), tuple(lines[ends[-1] :]), lines[starts[0]].top)


def _number(line: Line, words: Lexicon) -> re.Match[str] | None:
    """Return what numbers a line that begins a block: "Line 1" and then the name."""
    found = _START.fullmatch(line.pieces[0].text)
    heading = words.heading("columns", found["label"]) if found else None
    return found if heading and heading.name.startswith("line_id") and len(line.pieces) > 1 else None


def _digits(line: Line, words: Lexicon) -> str:
    found = _number(line, words)
    return found["number"] if found else ""


def _end(lines: Sequence[Line], start: int) -> int:
    """Return the line behind the last block: the first whose pieces are not all labelled values."""
    end = start + 1
    while end < len(lines) and all(_PAIR.fullmatch(piece.text) for piece in lines[end].pieces):
        end += 1
    return end


def _fields(lines: Sequence[Line], words: Lexicon) -> Iterator[Field]:
    """Yield the labelled values of lines that are nothing else; a label nobody knows names an attribute."""
    for line in lines:
        pairs = [(piece, _PAIR.fullmatch(piece.text)) for piece in line.pieces]
        for piece, pair in pairs:
            if pair and all(other for _, other in pairs):
                heading = said(pair["label"], words) or Heading("attribute")
                yield heading, pair["label"], piece.part(*pair.span("value"))


def _columns(first: Sequence[Field], fields: Sequence[Field], words: Lexicon) -> tuple[Column, ...]:
    """Make a column of each label; a currency behind all its values belongs to the heading."""
    own = [Column("line_id", Heading("line_id"), "", 0, 1), Column("description", Heading("description"), "", 1, 2)]
    for at, (heading, title, _) in enumerate(first, 2):
        behind = {_currency(value, words) for _, other, value in fields if other == title}
        if heading.name.startswith(_MONEY) and len(behind) == 1:
            heading = replace(heading, currency=heading.currency or behind.pop())
        role = "unknown" if heading.name == "attribute" else heading.name
        own.append(Column(role, heading, title, at, at + 1, known="whole"))
    return tuple(own)


def _currency(value: Word, words: Lexicon) -> str | None:
    found = _PRICED.fullmatch(value.text)
    return words.currency(found["currency"]) if found else None


def _bare(field: Field, column: Column) -> Word:
    """Leave the currency out of a value whose column has it."""
    heading, _, value = field
    found = _PRICED.fullmatch(value.text) if heading.name.startswith(_MONEY) and column.heading.currency else None
    return value.part(*found.span("number")) if found else value


def _row(page: Page, start: Line, inside: Sequence[Line], rest: Sequence[Word], values: Sequence[Word]) -> Row:
    number, *name = start.pieces
    found = _START.fullmatch(number.text)
    cells = {_NUMBER: number.part(*found.span("number")) if found else number, _NAME: join(name)}
    cells |= dict(enumerate(values, 2))
    bottom = inside[-1].bottom if inside else start.bottom
    parts: dict[int, tuple[Word, ...]] = {at: (cell,) for at, cell in cells.items()}
    return Row(page.number, cells, start.top, bottom, tuple(rest), (), parts)
