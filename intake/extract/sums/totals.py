"""Totals, taxes and charges as they are printed: below the items, between them, in boxes beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from intake.extract.sums.in_words import word_spans
from intake.extract.table.spoken import Column
from intake.extract.table.table import Table
from intake.extract.words.layout import covers, join, lines, phrases
from intake.extract.words.lexicon import RATE, Heading, Lexicon, compared, unrated
from intake.extract.words.printed import drawn_wide
from intake.read.document import Page, Word
from orders.values import number_readings

_AMOUNT = re.compile(
    r"[-−–(]?(?:[¥￥$€£]|US\$|RMB|CNY|USD|EUR|GBP)?\s*[-−–(]?\d[\d.,'’．，]*(?: \d{3}(?=[ .,]|$))*[\d.,'’．，]*\)?-?"
)
_MONEY = re.compile(r"[.,]\d{2}\D{0,3}$|^\D{0,4}\d{1,3}(?:,\d{3})+\D{0,3}$")  # 1,234.50 or, without cents, 2,353,571
_TAX_CODE = re.compile(r"(?<!\S)[A-Z]\d(?=\s+[(（]?\d{1,2}(?:[.,]\d+)?\s*[%％])")  # 增值税 J2 13%
_RATED = re.compile(
    r"%[)）]?\s+(?P<of>[^\W\d_]{1,8})\s+[^\s\d]{0,3}\s?\d[\d.,' ]*[.,]\d{2}\s?[^\s\d]{0,3}$"
)  # 21% on 100.00
_REMARK = re.compile(r"(?<=[\d元圆圓])\s*[（(][^\d()（）]*[)）]\s*$")  # 24,500.00 元（不开票价）
_BLANK = re.compile(r"[\s:：;；()（）\[\]=*]|[¥￥$€£]|(?<!\d)[-−–](?!\d)")


LOOSE = "loose"  # the name of an amount that stands by itself
_SUMMED = {"tax_amount": "tax_total", "quantity": "quantity_total", "line_amount_gross": "payable_total"}


@dataclass(frozen=True)
class Printed:
    """A printed sum: its group (totals, charges, "" without a label we know), name, label, number and page.

    `column` is the role of the table's column it stands under, "" if there is none.
    """

    group: str
    name: str
    label: str
    number: Word
    page: Page
    rate: Word | None = None
    column: str = ""
    currency: str | None = None

    @property
    def place(self) -> tuple[int, float]:
        return self.page.number, self.number.middle


@dataclass(frozen=True)
class _Piece:
    """A phrase: the label it says, the one number it has, the rate in it; `other` if it says something else."""

    word: Word
    group: str = ""
    heading: Heading | None = None
    label: str = ""
    number: Word | None = None
    rate: Word | None = None
    other: bool = False
    charge: Heading | None = None  # a charge among words we do not know: one only where an amount stands to its right


def printed_sums(pages: Sequence[Page], tables: Sequence[Table], words: Lexicon) -> tuple[Printed, ...]:
    """Find every labelled amount outside the item rows, and every other number under the amounts, in reading order."""
    found: list[Printed] = []
    for page in pages:
        own = [table for table in tables if table.page.number == page.number]
        taken = {id(word) for table in own for word in _item_words(table)}
        printed = [
            [part for phrase in drawn_wide(phrases(line, page), words) for part in _apart(phrase)]
            for line in lines(w for w in page.words if id(w) not in taken)
        ]
        pieces = [_pieces(line, words) for line in printed]
        sums = [one for index in range(len(pieces)) for one in _in_line(pieces, index, page, own)]
        sums = [one for one in sums if one.group or not _sums_up(one, own)]
        found += [*sums, *_unlabelled(own, sums)]
        found += _loose(pieces, page, found)
    return tuple(sorted(found, key=lambda one: (*one.place, one.number.x0)))


def _item_words(table: Table) -> Iterator[Word]:
    summary = {id(word) for line in table.summary for word in line}
    bottom = max((row.bottom for row in table.rows), default=0)
    return (w for w in table.page.words if table.top - 1 <= w.middle <= bottom + 1 and id(w) not in summary)


# ── one phrase ───────────────────────────────────────────────────────────────────────────────────────────────────


def _apart(phrase: Word) -> list[Word]:
    """Cut a cell or paragraph at its wide blanks: several sums may stand in one ("未税合计：90    税额：10")."""
    if phrase.cell is None or not re.search(r"\S\s{2,}\S", phrase.text):
        return [phrase]
    return [phrase.part(*found.span()) for found in re.finditer(r"\S+(?:\s\S+)*", phrase.text)]


def _pieces(line: Sequence[Word], words: Lexicon) -> list[_Piece]:
    """Read a line's phrases; a label set in wide letters may be several ("Total excl. | tax"), half of one is none."""
    pieces: list[_Piece] = []
    at = 0
    while at < len(line):
        end = next(
            (end for end in range(min(at + 4, len(line)), at + 1, -1) if _one_label(line[at:end], words)), at + 1
        )
        piece = _piece(join(line[at:end]), words, last=end == len(line))
        torn = bool(pieces) and pieces[-1].other and _near(pieces[-1].word, piece.word)
        pieces.append(replace(piece, group="", heading=None, other=True) if torn and piece.heading else piece)
        at = end
    return pieces


def _one_label(run: Sequence[Word], words: Lexicon) -> bool:
    """Say whether neighbouring phrases without a number are one label together."""
    near = all(_near(a, b) for a, b in pairwise(run))
    return (
        near and not any(number_readings(word.text) for word in run) and words.amount_label(join(run).text) is not None
    )


def _near(left: Word, right: Word) -> bool:
    return left.cell is None and right.x0 - left.x1 < 2 * min(left.height, right.height)


def _piece(phrase: Word, words: Lexicon, *, last: bool = True) -> _Piece:
    """Read a phrase; what a rate is of ("21% on 100.00") is its number only where none follows on the line."""
    rate = RATE.search(phrase.text)
    masked = _masked(phrase.text if last else _without_base(phrase.text, words), words)
    number = _last_number(masked, words)
    before = masked if number is None else masked[: number[0]]
    known = words.amount_label(before)
    if known is None and not _is_money(before, words):
        charge = words.charge_in(before)
        return _Piece(phrase, number=None if number is None else phrase.part(*number), other=True, charge=charge)
    group, heading = known or ("", None)
    return _Piece(
        phrase, group, heading, before.strip(" :：(（=¥￥$€£"),
        None if number is None else phrase.part(*number),
        phrase.part(*rate.span(1)) if rate else None,
    )  # fmt: skip


def _masked(text: str, words: Lexicon) -> str:
    """Blank out tax rates and amounts in words, so that what is left is label and number."""
    remark = _REMARK.search(text)
    masked = unrated(_TAX_CODE.sub("  ", text[: remark.start()] if remark else text))
    for start, end in word_spans(masked, words):
        masked = masked[:start] + " " * (end - start) + masked[end:]
    return masked


def _without_base(text: str, words: Lexicon) -> str:
    """Blank out what a rate is of: "VAT 21% on 5,626.02"; a currency before the amount is no word like "on"."""
    base = _RATED.search(text)
    if base is None or words.currency(base["of"]) is not None or compared(base["of"]) in words.groups["tax_basis"]:
        return text
    return text[: base.start("of")] + " " * len(text[base.start("of") :])


def _last_number(masked: str, words: Lexicon) -> tuple[int, int] | None:
    """Return where the phrase's number stands, if it has one only and nothing but a currency follows."""
    if number_readings(masked):
        return _trimmed(masked, 0, len(masked))
    found = [m for m in _AMOUNT.finditer(masked) if number_readings(m[0])]
    if len(found) != 1 or not _is_money(masked[found[0].end() :], words):
        return None
    return _trimmed(masked, *found[0].span())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))


def _is_money(text: str, words: Lexicon) -> bool:
    """Say whether a text is nothing, a currency, or a word about tax: it may stand beside an amount."""
    said = compared(_BLANK.sub("", text))
    return not said or words.currency(said) is not None or said in words.groups["tax_basis"]


# ── one line ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_line(pieces: Sequence[Sequence[_Piece]], index: int, page: Page, own: Sequence[Table]) -> Iterator[Printed]:
    line = pieces[index]
    if boxed := _boxed(line, pieces[index + 1 : index + 2]):
        for label, number in boxed:
            yield from _named(label, [(number, _column(number, own))], None, page)
        return
    line = _with_charge(line, own)
    starts = [at for at, piece in enumerate(line) if piece.heading]
    for at, end in zip(starts, [*starts[1:], len(line)], strict=False):
        label = line[at]
        numbers = list(_numbers(label, line[at + 1 : end], own))
        if not numbers and end == at + 1:
            numbers = _below(label, pieces[index + 1 : index + 2], own, page)
        rate = next((piece.rate for piece in line[at:end] if piece.rate), None)
        yield from _named(label, numbers, rate, page)


def _with_charge(line: Sequence[_Piece], own: Sequence[Table]) -> Sequence[_Piece]:
    """Take "Sea freight" and "Tooling charge (fixture 60-11)" for charges where only an amount of the table follows."""
    *before, label, amount = (None, None, *line)
    if label is None or amount is None or any(piece and piece.heading for piece in before) or label.charge is None:
        return line
    if label.number or amount.other or amount.heading or not amount.number or not _under_amounts(amount.number, own):
        return line
    known = replace(label, group="charges", heading=label.charge, label=label.word.text.strip(" :："), other=False)
    return [*line[:-2], known, amount]


def _under_amounts(number: Word, own: Sequence[Table]) -> bool:
    return _column(number, own).startswith("line_amount")


def _boxed(line: Sequence[_Piece], following: Sequence[Sequence[_Piece]]) -> list[tuple[_Piece, Word]]:
    """Pair labels of sums, and nothing else on their line, with as many numbers, and nothing else, on the next."""
    numbers = [piece.number for below in following for piece in below if not piece.heading and not piece.other]
    labels = all(piece.heading and not piece.number for piece in line)
    if not labels or not 1 < len(line) == len(numbers) == sum(map(len, following)):
        return []
    return [(label, number) for label, number in zip(line, numbers, strict=True) if number]


def _numbers(label: _Piece, right: Sequence[_Piece], own: Sequence[Table]) -> Iterator[tuple[Word, str]]:
    """Yield the label's numbers with their columns; behind words of another kind only those under the amounts."""
    interrupted = False
    for piece in (label, *right):
        interrupted |= piece.other
        column = _column(piece.number, own) if piece.number else ""
        if piece.number and not piece.other and (not interrupted or column.startswith("line_amount")):
            yield piece.number, column


def _below(
    label: _Piece, following: Sequence[Sequence[_Piece]], own: Sequence[Table], page: Page
) -> list[tuple[Word, str]]:
    """Take the number under a label that has nothing to its right: boxes with the label above, ruled or aligned."""
    plain = [p for line in following for p in line if p.number and not p.heading and not p.other]
    under = [p.number for p in plain if p.number and covers(p.word, label.word)]
    boxed = [p.number for p in plain if p.number and _one_box(label.word, p.number, page)]
    found = (under or boxed if len(boxed) < 2 else [])[:1]
    return [(number, _column(number, own)) for number in found]


def _one_box(label: Word, number: Word, page: Page) -> bool:
    """Say whether two words stand in one box of a row of boxes: no vertical rule between them, one on each side."""
    left, right = min(label.x0, number.x0), max(label.x1, number.x1)
    verticals = (rule for rule in page.rules if rule.orientation == "v")
    xs = [rule.x0 for rule in verticals if rule.top - 1 <= label.middle and number.middle <= rule.bottom + 1]
    return any(x <= left for x in xs) and any(x >= right for x in xs) and not any(left < x < right for x in xs)


def _named(label: _Piece, numbers: Sequence[tuple[Word, str]], rate: Word | None, page: Page) -> Iterator[Printed]:
    """Name the numbers of one label: of several, each by its column; the amount's own is the last under the amounts."""
    heading = label.heading
    assert heading is not None
    name = _with_basis(heading) if label.group == "totals" else heading.name
    amounts = [at for at, (_, column) in enumerate(numbers) if column.startswith("line_amount")]
    main = (amounts or list(range(len(numbers))))[-1:]
    for at, (number, column) in enumerate(numbers):
        one = Printed(label.group, name, label.label, number, page, rate, column, heading.currency)
        if len(numbers) == 1 or (at in main and len(amounts) < 2):
            yield one
        elif label.group == "charges":
            yield from () if _is_one(number) else (replace(one, group="", name=""),)
        elif column in _SUMMED:
            yield replace(one, name=_SUMMED[column])
        else:
            yield replace(one, name="line_total") if at in amounts else replace(one, group="", name="")


def _is_one(number: Word) -> bool:
    """A charge in a row of the table is one lot of its price."""
    return set(number_readings(number.text).values()) == {Decimal(1)}


def _with_basis(heading: Heading) -> str:
    """A total "excl. VAT" is the net one, a total "incl. VAT" the payable one."""
    if heading.name == "quantity_total" and heading.currency:
        return "total"  # 總數 HK$
    if heading.name not in ("total", "line_total"):
        return heading.name
    return {"excluded": "line_total", "included": "payable_total"}.get(heading.basis or "", heading.name)


def _column(number: Word, own: Sequence[Table]) -> str:
    """Return the role of the table's column the number stands under, the tax basis of an amount's heading included."""
    above = [table for table in own if table.top < number.middle]
    if not above:
        return ""
    column = max(above[-1].columns, key=lambda c: _overlap(number, c))
    if _overlap(number, column) <= 0:
        return ""
    basis = {"included": "_gross", "excluded": "_net"}.get(column.heading.basis or "", "")
    return column.role + basis if column.role == "line_amount" else column.role


def _sums_up(one: Printed, own: Sequence[Table]) -> bool:
    """Say whether a number under a column of no sum of ours (boxes, weights) is what the column's numbers come to."""
    above = [table for table in own if table.top < one.number.middle]
    if not above or one.column not in ("attribute", "unknown", "price_base_quantity"):
        return False
    at = max(range(len(above[-1].columns)), key=lambda n: _overlap(one.number, above[-1].columns[n]))
    cells = [row.cells[at].text for table in own if len(table.columns) > at for row in table.rows if at in row.cells]
    read = [number_readings(cell) for cell in cells]
    return any(
        value == sum((cell[style] for cell in read), Decimal(0))
        for style, value in number_readings(one.number.text).items()
        if read and all(style in cell for cell in read)
    )


def _overlap(number: Word, column: Column) -> float:
    return min(number.x1, column.x1) - max(number.x0, column.x0)


def _unlabelled(own: Sequence[Table], found: Iterable[Printed]) -> Iterator[Printed]:
    """Yield the numbers under the amounts that no known label explains: a total we do not know, a charge, a row."""
    known = [one.number for one in found]
    for table in own:
        for phrase in (piece for line in table.summary for piece in phrases(line, table.page)):
            column = _column(phrase, [table])
            seen = any(abs(w.middle - phrase.middle) < 4 and covers(w, phrase) for w in known)
            if column.startswith("line_amount") and number_readings(phrase.text) and not seen:
                yield Printed("", "", "", phrase, table.page, None, column)


def _loose(pieces: Sequence[Sequence[_Piece]], page: Page, found: Sequence[Printed]) -> Iterator[Printed]:
    """Yield the amounts anywhere else: where no label names a total, the one that adds up is it."""
    known = {one.number.box for one in found if one.page is page}
    for piece in (piece for line in pieces for piece in line):
        if piece.number and piece.number.box not in known and _MONEY.search(piece.number.text):
            yield Printed("", LOOSE, "", piece.number, page)
