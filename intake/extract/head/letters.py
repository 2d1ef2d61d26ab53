"""What a letter says without labels: its date, to whom it is addressed, and the day by which it wants the goods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.head.addresses import Implied, addressed, is_owned, line_at
from intake.extract.words.layout import covers
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.printed import Printed, is_label
from intake.read.document import Word
from orders.values import date_span

_SENTENCE = re.compile(r"[。；;！!？?]|\.(?=\s|$)")
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|[:：]")  # "… deliver to our dock: 12 Mill Lane"
_PLACE = re.compile(r"(?P<place>[^\W\d_][^\W\d]{1,30}),\s*(?P<article>[^\W\d_]{1,5}\s+)?")  # "Lille, le 8 mai 2026"
_SIGNATURE = 6  # lines from the closing words down to the name of the company
_TOP = 10  # lines of a letter in which its place and day stand
_HEAD = 4  # lines that a letter has at least before its signature
_FAR = 15  # of a line's height: so far left of a date, no label of it stands
_AIR = 0.6  # of a line's height: less than that, and two lines belong together


def implied(
    printed: Printed, top: float, owned: Sequence[Word], ids: Sequence[Word], words: Lexicon
) -> Iterator[Implied]:
    """Yield what stands above the table at `top` or in sentences, apart from the words that labels own.

    A date right under the order's number, one of `ids` that stand under the title, is the order's. A date that neither
    a label nor a sentence explains is loose: nobody may take the paper to be undated.
    """
    for index, line in enumerate(printed):
        for phrase in line:
            span = date_span(phrase.text, words.months)
            if span and not is_owned(phrase.part(*span), owned):
                free = _below_signature(phrase, printed, index, words) or (
                    phrase.bottom < top
                    and (
                        _dateline(phrase, span, printed, index, words)
                        or (
                            phrase.cell is not None and len(line) == 1 and index < _TOP and _placed(phrase, span, words)
                        )
                        or (index > 0 and len(line) == 1 and _stands_free(phrase, printed))
                        or any(_right_under(number, phrase, line) for number in ids)
                    )
                )
                yield _dated(phrase, span, printed, free=free, words=words)
    yield from addressed(printed, top, owned, words)
    yield from _signed(printed, owned, words)


def _below_signature(phrase: Word, printed: Printed, index: int, words: Lexicon) -> bool:
    """Say whether a day stands alone at the foot, right behind the line of the company whose letterhead it is."""
    head = next((p.text for line in printed[:2] for p in line if words.organisation(p.text)), None)
    if head is None or index < _HEAD or len(printed[index]) > 1 or not 0 < len(printed[index - 1]) < 2:
        return False
    signed, below = printed[index - 1][0], [p for line in printed[index + 1 :] for p in line]
    own = compared(signed.text).startswith(compared(head)) and not is_label(signed, words)
    return own and not any(len(p.text) > 1 and words.label(p.text) for p in below)


def _dateline(phrase: Word, span: tuple[int, int], printed: Printed, index: int, words: Lexicon) -> bool:
    """Say whether a place and its day stand in the first line of all, nothing near before and no label below."""
    below = [p for line in printed[1:2] for p in line if covers(p, phrase)]
    placed = _placed(phrase, span, words)
    others = [p for p in printed[0] if p is not phrase]
    near = any(p.x0 > phrase.x0 or phrase.x0 - p.x1 < _FAR * phrase.height for p in others)
    return index == 0 and placed and not near and not any(is_label(p, words) for p in below)


def _placed(phrase: Word, span: tuple[int, int], words: Lexicon) -> bool:
    """Say whether a place stands before a day, perhaps with an article, and no label: "Lille, le 12 mai 2026"."""
    found = _PLACE.fullmatch(phrase.text[: span[0]])
    if found is None or words.label(found["place"]) or words.said(found["place"]):
        return False
    return not found["article"] or compared(found["article"]) in words.named("joined", "day")


def _dated(phrase: Word, span: tuple[int, int], printed: Printed, *, free: bool, words: Lexicon) -> Implied:
    """Say what a date of no label is: the letter's, the day in a sentence about delivery, or loose."""
    before, after, value = phrase.text[: span[0]], phrase.text[span[1] :], phrase.part(*span)
    alone = not after.strip(" .,") and (not before.strip() or _placed(phrase, span, words))
    if alone and free:
        return "issue_date_bare", phrase, value
    first = _SENTENCE.split(_before(phrase, before, printed))[-1]
    label = words.heading("fields", first) if first.rstrip().endswith(":") and first.strip() != before.strip() else None
    if label and label.name == "requested_date" and not after.strip(" .,"):
        return "requested_date", phrase, value  # "Please deliver the following. Delivery date: 4 March 2026"
    last = _CLAUSE.split(_behind(phrase, after, printed, words))[0]
    said = [words.said(first), words.said(last)]
    spoken = frozenset().union(*(names for names in said if names))
    if None not in said and "requested_date" in spoken and spoken <= {"requested_date", "filler", "ordering"}:
        return "requested_date", phrase, value
    about = words.named("sentences", "requested_date")
    delivery = any(word in compared(first + last) for word in about)
    return "date_loose_due" if delivery else "date_loose", phrase, value


def _before(phrase: Word, text: str, printed: Printed) -> str:
    """Put the line above before a text that may go on with its sentence: one that begins with no capital."""
    return text if text[:1].isupper() else f"{line_at(phrase, printed, -1)} {text}"


def _behind(phrase: Word, text: str, printed: Printed, words: Lexicon) -> str:
    below = line_at(phrase, printed, 1)
    begins = below[:1].isupper() or below[:1].isdigit() or words.label(below) is not None
    return text if begins else f"{text} {below}"


def _stands_free(phrase: Word, printed: Printed) -> bool:
    """Say whether there is air above and below: a word close by may be a label that we do not know."""
    others = [p for line in printed for p in line if p is not phrase and covers(p, phrase)]
    gaps = [max(phrase.top - p.bottom, p.top - phrase.bottom) for p in others]
    return min(gaps, default=99.0) >= _AIR * phrase.height


def _right_under(above: Word, phrase: Word, line: Sequence[Word]) -> bool:
    """Say whether a phrase stands close below another with the same left or right edge, and no label before it."""
    edges = min(abs(above.x0 - phrase.x0), abs(above.x1 - phrase.x1))
    near = any(0 <= phrase.x0 - other.x1 < _FAR * phrase.height for other in line if other is not phrase)
    return not near and edges < 3 and 0 < phrase.top - above.bottom + 2 < 1.5 * phrase.height + 2


def _named(phrase: Word, words: Lexicon) -> Word:
    """Leave out words for whom somebody signs: "for Ashby Valves plc", "on behalf of Ashby Valves plc"."""
    text = phrase.text
    starts = [found.end() for found in re.finditer(r"\s+", text)]
    return next(
        (phrase.part(at, len(text)) for at in reversed(starts) if words.said(text[:at]) == frozenset({"filler"})
         or (words.prefix("sentences", text[:at]) or ("", 0)) == ("closing", at)),
        phrase,
    )  # fmt: skip


def _signed(printed: Printed, owned: Sequence[Word], words: Lexicon) -> Iterator[Implied]:
    """Yield the company that signs: below "Yours faithfully", or behind "For and on behalf of"."""
    for index, line in enumerate(printed):
        closing = words.prefix("sentences", line[0].text)
        if closing and closing[0] == "closing":
            behind = line[0].part(closing[1], len(line[0].text))
            below = (low[0] for low in printed[index + 1 : index + 1 + _SIGNATURE])
            for phrase in (_named(one, words) for one in (behind, *below)):
                if words.organisation(phrase.text) and not is_owned(phrase, owned) and not is_label(phrase, words):
                    yield "buyer_name_bare", line[0], phrase
                    return
