"""Deliveries below an item: a heading of their own ("Rel | Need By | Release Qty") over dates and quantities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from intake.extract.table.cells import Cells
from intake.extract.table.spoken import WHAT, named
from intake.extract.words.lexicon import Heading, Lexicon
from intake.read.document import Word
from orders.codes import finding
from orders.records import Finding
from orders.values import NumberStyle, date_span, normal, number_readings, parse_number

Delivery = tuple[Word, Word]  # the date and the quantity
_BOTH = frozenset({"requested_date", "quantity"})
_PRICED = ("unit_price", "line_amount", "tax_amount")


def deliveries(lines: Sequence[Sequence[Word]], words: Lexicon) -> dict[int, Delivery | None]:
    """Return the lines of phrases that head deliveries (None) or state one, by their index."""
    found: dict[int, Delivery | None] = {}
    heading: list[tuple[Word, str]] = []
    for index, pieces in enumerate(lines):
        if opened := _heading(pieces, words):
            heading, found[index] = opened, None
        elif heading and (said := _delivery(pieces, heading, words)):
            found[index] = said
        else:
            heading = []
    return {index: said for index, said in found.items() if said or found.get(index + 1)}


def _heading(pieces: Sequence[Word], words: Lexicon) -> list[tuple[Word, str]]:
    """Read a line as headings of deliveries: a date, a quantity, at most one nobody knows, no item and no price."""
    said = [(piece, _name(named(piece, words))) for piece in pieces]
    names = [name for _, name in said]
    other = any(name in WHAT or name.startswith(_PRICED) for name in names)
    known = {*names} >= _BOTH and names.count("") <= 1 and all(names.count(name) == 1 for name in _BOTH)
    return said if known and not other and not any(char.isdigit() for p in pieces for char in p.text) else []


def _name(headings: Sequence[Heading | None]) -> str:
    """Return what a phrase names; one of several headings close together that we know counts as itself."""
    names = {heading.name for heading in headings if heading}
    return names.pop() if len(names) == 1 and len(headings) == 1 else ""


def _delivery(pieces: Sequence[Word], heading: Sequence[tuple[Word, str]], words: Lexicon) -> Delivery | None:
    """Read a line of one date and one quantity, each under its heading."""
    under: dict[str, list[Word]] = {}
    for piece in pieces:
        _, name = min(heading, key=lambda head: _apart(head[0], piece))
        under.setdefault(name, []).append(piece)
    days, counts = under.get("requested_date", []), under.get("quantity", [])
    if len(days) != 1 or len(counts) != 1 or not number_readings(counts[0].text):
        return None
    return (days[0], counts[0]) if date_span(days[0].text, words.months) == (0, len(days[0].text)) else None


def _apart(head: Word, piece: Word) -> tuple[float, float]:
    return max(head.x0 - piece.x1, piece.x0 - head.x1, 0.0), abs(head.center - piece.center)


def one_day(said: Sequence[Delivery]) -> Word | None:
    """Return the day of deliveries that all fall on one."""
    return said[0][0] if said and len({normal(day.text) for day, _ in said}) == 1 else None


def undelivered(base: str, cells: Cells, style: NumberStyle) -> Iterator[Finding]:
    """Ask about deliveries that do not come to the quantity ordered, or that a scan has on several days."""
    if not cells.deliveries:
        return
    counts = [parse_number(normal(count.text), style) for _, count in cells.deliveries]
    ordered = cells.roles.get("quantity")
    whole = sum((count for count in counts if count is not None), Decimal(0))
    said = number_readings(ordered.text.split(" ")[0]).values() if ordered else ()
    if None in counts or whole not in said:
        yield finding("number-unexplained", f"{base}/quantity", seen=", ".join(c.text for _, c in cells.deliveries))
    elif one_day(cells.deliveries) is None:
        days = ", ".join(f"{day.text}: {count.text}" for day, count in cells.deliveries)
        yield finding("number-unexplained", f"{base}/requested_date", seen=days)
