"""Papers without a title or table we know: do they speak of an order, or reckon like one? Then a person looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from intake.extract.words.layout import page_lines, phrases, text_of
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page
from orders.codes import finding
from orders.records import Finding
from orders.values import normal, number_readings, parse_number

_KINDS = ("purchase_order", "order_change", "order_cancellation")
_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9/_-]*\d{4})[A-Za-z0-9][A-Za-z0-9/_-]{4,}")
_REACH = 24  # characters between the word "order" and its number


def unclear(pages: Sequence[Page], subject: str, words: Lexicon, *, inline: bool = False) -> list[Finding]:
    """Return why a paper that names no kind must not be turned away: it names an order, or its lines multiply.

    An `inline` picture speaks for itself as the mail's text around it does; the subject is not about it.
    """
    subject = "" if inline else subject
    is_mail = inline or any(page.method == "mail" for page in pages)
    spoken = _order_named(f"{subject}\n{text_of(pages)}", words) if is_mail else None
    if spoken:
        return [finding("order-mentioned", seen=spoken)]
    tables = any(_multiplies(page) or _tabular(page) for page in pages)
    return [finding("document-type-unproved")] if tables else []


def _order_named(text: str, words: Lexicon) -> str | None:
    """Find an order word with a number near it ("请将订单 4500017432 …", "change PO 4711-0815")."""
    said = normal(text).upper()
    known = [*words.named("document_types", *_KINDS)]
    known += [word for word, name in words.groups["fields"].items() if name.startswith("order_id") and len(word) > 1]
    for word in (word for word in known if word in said):  # compiling a pattern for each takes longer than reading
        for place in re.finditer(rf"(?<![A-Z]){re.escape(word)}(?![A-Z])", said):
            near = said[place.end() : place.end() + _REACH]
            if _NUMBER.search(near):
                return said[max(0, place.start() - 10) : place.end() + _REACH].strip()
    return None


def _multiplies(page: Page) -> bool:
    """Say whether a line has two numbers whose product stands beside them, as an order's or invoice's lines do."""
    for line in page_lines(page):
        read = [parse_number(phrase.text) or parse_number(phrase.text, "comma") for phrase in phrases(line, page)]
        numbers = [number for number in read if number is not None and number > 1]
        if any(a * b == c for a, b, c in combinations(numbers, 3)) and len(numbers) < 12:
            return True
    return False


def _tabular(page: Page) -> bool:
    """Say whether three lines or more have four phrases and a lone number each: a table whose words we do not know."""
    printed = [phrases(line, page) for line in page_lines(page)]
    rows = [line for line in printed if len(line) >= 4 and any(number_readings(phrase.text) for phrase in line)]
    return len(rows) >= 3
