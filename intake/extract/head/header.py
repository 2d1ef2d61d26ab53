"""The order's head: one value for each field; two values that differ are a question, not a choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.extract.evidence import Draft
from intake.extract.head.dates import looks_dated, put_date, unreadable, written_alike
from intake.extract.head.due import as_meant
from intake.extract.head.label import Labelled
from intake.extract.head.parties.put import put_parties
from intake.extract.head.texts import put_texts
from intake.extract.head.tokens import date_in, id_in, more_of_id
from intake.extract.head.yearless import day_after_issue
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.codes import ambiguous, finding
from orders.records import Finding
from orders.values import DateOrder, date_readings, date_span, normal

# a field, the labels that name it for sure, and those that may
DATES = (
    ("/order/issue_date", ("issue_date", "issue_date_weak", "issue_date_bare")),
    ("/order/delivery/requested_date", ("requested_date", "requested_date_weak")),
)
_ISSUED, _DUE = (path for path, _ in DATES)
_DATED = ("due_date", *(name for _, group in DATES for name in group))
IDS = ("order_id", "order_id_title", "order_id_weak")
_ROW = 8  # of a line's height: so far below its first line an item may go on
_STREET = re.compile(r"\s*\d+[A-Z]?,?\s+(?:[^\W\d_][\w.'-]*,?\s+)+[^\W\d_]")  # No. 19 Suhong East Road
_FIRST_REVISIONS = frozenset({"0", "00", "000", "1", "01", "A", "1.0", "V1", "V1.0", "A0", "A/0", "-"})


def put_fields(
    draft: Draft,
    found: Sequence[Labelled],
    pages: Sequence[Page],
    order: DateOrder | None,
    words: Lexicon,
    *,
    rows: Sequence[Word] = (),
    count: int = 0,
) -> list[Finding]:
    """Put order number, dates, terms and parties; return what is missing, printed twice or cannot be read.

    `rows` are the delivery dates that the lines have of their own, `count` the pages of the whole document.
    """
    findings = _put_order_id(draft, found, count or len(pages), words)
    for path, names in DATES:
        if path == _DUE:
            found = [_shipped(item, words) for item in found if not _of_row(item, rows, words)]
            found, asked = _with_due(draft, found, order, rows, words)
            findings += asked
        findings += _put_date(draft, path, names, found, order, words)
        findings += _lost_date(draft, path, names, found, words)
    if not rows:
        findings += _later_date(draft, found, words)
    put_texts(draft, found, words)
    revision = draft.values.get("/order/revision")
    if revision is not None and _revised(revision, words):
        findings.append(
            finding("order-revised", "/order/revision", order=draft.values.get("/order/order_id"), changes=revision)
        )
    return findings + put_parties(draft, found, pages, words)


def _shipped(item: Labelled, words: Lexicon) -> Labelled:
    """Take terms of delivery that say nothing but a day for that day: "Shipment: not later than 4 March 2026"."""
    value = item.values[0] if item.name == "delivery_terms" and item.values and not item.inside else None
    day = date_in(value, words) if value is not None else None
    said = value.text.strip(" .") if value is not None else ""
    only = day is not None and said != day.text and said.endswith(day.text)
    return replace(item, name="requested_date_weak") if only else item


def _of_row(item: Labelled, rows: Sequence[Word], words: Lexicon) -> bool:
    """Say whether a labelled day of delivery below the last row is that row's own, where others have other days."""
    dated = date_in(item.values[0], words) if item.name == "requested_date" and item.values else None
    if dated is None or not rows:
        return False
    days = [date_readings(row.text, words.months) for row in rows]
    below = 0 < item.label.top - rows[-1].bottom < _ROW * item.label.height
    return below and len(set(days)) > 1 and date_readings(dated.text, words.months) == days[-1]


def _revised(revision: str, words: Lexicon) -> bool:
    """Say whether a revision is not the first one; "1 (Original)" is the first, too."""
    number, _, remark = normal(revision).partition("(")
    original = words.said(remark.rstrip(" )")) == frozenset({"original"})
    return (number if original else revision).upper().removeprefix("REV").strip(" .") not in _FIRST_REVISIONS


def _with_due(
    draft: Draft, found: Sequence[Labelled], order: DateOrder | None, rows: Sequence[Word], words: Lexicon
) -> tuple[list[Labelled], list[Finding]]:
    """Decide what each "Due Date" is, now that the order's own date is read."""
    days = (day for word in rows for day in date_readings(word.text, words.months))
    return as_meant(found, draft.values.get(_ISSUED), order, days, words)


def dated_words(found: Sequence[Labelled], words: Lexicon) -> list[Word]:
    """Return the dates beside the labels of our fields, and those elsewhere that are written like them.

    What they prove about day and month holds for the paper.
    """
    own = [d for item in found if item.name in _DATED for v in item.values if (d := date_in(v, words)) is not None]
    return own + written_alike(own, (v for item in found if item.name not in _DATED for v in item.values))


def first_id(found: Sequence[Labelled], words: Lexicon) -> str | None:
    """Return the order number a page names for sure, or None."""
    ids = [token.text for item in found if item.name == "order_id" for _, token in _id_of(item, words)]
    return ids[0] if ids else None


def _id_of(item: Labelled, words: Lexicon) -> list[tuple[Word, Word]]:
    """Return the nearest candidate that is an id with its token; a title names one only right behind or under it."""
    title = item.name == "order_id_title"
    found = [(v, token) for v in item.values[: 1 if title else None] if (token := id_in(v, words)) is not None]
    if item.inside and item.label.text.isascii() and item.name == "order_id_weak":
        found = [(v, t) for v, t in found if not _STREET.match(v.text)]
    return [
        (v, t)
        for v, t in found
        if not title or (2 * len(t.text) > len(v.text) and t.text.isascii() and len(t.text) > 2)
    ][:1]


def _paged(rest: str, page: Page, pages: int) -> bool:
    """Say whether what stands behind an order number is the very page of so many: "4107738 1/2" on the first of two."""
    return re.sub(r"\s|pages?|pg\.?", "", rest.lower()) in (f"{page.number}/{pages}", f"{page.number}of{pages}")


def _put_order_id(draft: Draft, found: Sequence[Labelled], pages: int, words: Lexicon) -> list[Finding]:
    tiers = [[(v, t, item.page) for item in found if item.name == name for v, t in _id_of(item, words)] for name in IDS]
    ids = next((tier for tier in tiers if tier), [])
    if not ids:
        return [finding("order-number-missing", "/order/order_id")]
    value, token, page = ids[0]
    said = re.sub(r"\s", "", token.text) if token.text.lstrip().startswith("第") else token.text
    draft.put("/order/order_id", said.strip("()（）[]"), token, page)
    named = tiers if ids is tiers[1] and _in_hanzi(found) else tiers[:2]  # 编号 names it as surely as a title does
    others = {t.text for tier in named for _, t, _ in tier} | {t.text for _, t, _ in ids}
    differ = sorted(text for text in others - {token.text} if text.strip("()（）[]") != draft.values["/order/order_id"])
    if more_of_id(value, token, words) and not _paged(value.text.partition(token.text)[2], page, pages):
        differ.append(value.text)
    return [ambiguous("order_id", "/order/order_id", token.text, differ[0])] if differ else []


def _in_hanzi(found: Sequence[Labelled]) -> bool:
    return any(item.name == "order_id_title" and item.values and not item.label.text.isascii() for item in found)


def _put_date(
    draft: Draft, path: str, names: Sequence[str], found: Sequence[Labelled], order: DateOrder | None, words: Lexicon
) -> list[Finding]:
    """Put the date of the surest label that has one; what labels of the same sureness say must agree."""
    for name in names:
        own = [item for item in found if item.name == name]
        dated = _dates_of(own, words)
        labels = [item for item in own if not item.inside and not any(date_in(v, words) for v in item.values)]
        sure = name != "requested_date_weak"  # "Delivery" may name terms, too
        odd = [(v, item.page) for item in labels for v in item.values[:1] if looks_dated(v, words, sure=sure)]
        if dated:
            date, value, page = dated[0]
            findings = put_date(draft, path, date, page, order, words)
            others = (
                [d.text for d, _, _ in dated] + [v.text for v, _ in odd if sure] + [_second_date(date, value, words)]
            )
            differ = sorted(text for text in others if text not in ("", date.text))
            return findings + ([ambiguous(path.rpartition("/")[2], path, date.text, differ[0])] if differ else [])
        if odd:
            word, page = odd[0]
            once = path == _DUE and len({v.text for v, _ in odd}) == 1
            day = day_after_issue(word, draft, page, order) if once else None
            if day is None:
                return [unreadable(path, word)]
            draft.put(path, day, word, page, "derived")
            return []
    return []


def _dates_of(labels: Sequence[Labelled], words: Lexicon) -> list[tuple[Word, Word, Page]]:
    """Return the dates of the labels' nearest values with these, if they have none those of any value."""
    near = [(_clear(d, v, words), v, item.page) for item in labels for v in item.values[:1] if (d := date_in(v, words))]
    return near or [(d, v, item.page) for item in labels for v in item.values if (d := date_in(v, words))]


def _clear(date: Word, value: Word, words: Lexicon) -> Word:
    """Return the day as it is said again behind it where the first can be read two ways."""
    behind = value.part(value.text.find(date.text) + len(date.text), len(value.text))
    span = date_span(behind.text, words.months)
    days = date_readings(behind.text[slice(*span)], words.months) if span else ()
    return behind.part(*span) if span and len(days) == 1 and days[0] in date_readings(date.text, words.months) else date


def _second_date(date: Word, value: Word, words: Lexicon) -> str:
    """Return another date behind the first of a value ("2026-03-04 (half), 2026-05-06 (rest)"), or nothing.

    The same day in other words ("04/06/2026 (April 6, 2026)") is no other.
    """
    rest = value.text.partition(date.text)[2]
    span = date_span(rest, words.months)
    second = rest[slice(*span)] if span else ""
    days = date_readings(second, words.months)
    return "" if len(days) == 1 and days[0] in date_readings(date.text, words.months) else second


def _lost_date(
    draft: Draft, path: str, names: Sequence[str], found: Sequence[Labelled], words: Lexicon
) -> list[Finding]:
    """A field without a date, and a date that may be its own: beside its label, in a sentence, or under no label."""
    if path in draft.values or path in draft.evidence:
        return []
    used = {item.text for item in draft.evidence.values()}
    for item in found:
        if item.name == "date_loose_due" or (item.name == "date_loose" and names[0] == "issue_date"):
            return [unreadable(path, item.values[0])]
        if item.name in names and not item.inside:
            line = [w for w in item.page.words if abs(w.middle - item.label.middle) < 0.6 * item.label.height]
            lost = [w for w in line if date_span(w.text, words.months) and w.text not in used]
            if lost:
                return [unreadable(path, lost[0])]
    return []


def _later_date(draft: Draft, found: Sequence[Labelled], words: Lexicon) -> list[Finding]:
    """No delivery date, and a later date than the order's own that nothing explains, or in the terms of delivery."""
    path, issued = "/order/delivery/requested_date", draft.values.get("/order/issue_date")
    if issued is None or path in draft.values:
        return []
    loose = [item.values[0] for item in found if item.name in ("date_loose", "delivery_terms") and item.values]
    late = [v for v in loose if (read := date_readings(v.text, words.months)) and max(read) > issued]
    return [unreadable(path, late[0])] if late else []
