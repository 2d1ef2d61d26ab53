"""Blocks of a name over its address: whom a paper without labels is addressed to, and whose number a label has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.words.layout import squeezed
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.printed import Printed, is_label
from intake.read.document import Word

Implied = tuple[str, Word, Word]  # a field's name, the words that imply it, its value
_AIR = 0.6  # of a line's height: less than that, and two lines belong together
_INDENT = 3.0  # of a line's height: so far right of its label a block may begin
_BLANK = 5.0  # of a line's height: so far behind a party's number its name may stand
_NUMBER = re.compile(r"[(（]?(?=\S*\d)[A-Z0-9][A-Z0-9_/.-]{1,14}[)）]?", re.IGNORECASE)
_SENDER = re.compile(r"\s+[·•|‧∙▪●■*–—-]+\s+|[,;·•|]\s+")
_FOOT = 2  # lines
_CODE = re.compile(r"|(?=\S*\d)[A-Z0-9][A-Z0-9/.-]{2,}")  # nothing above a name, or the party's number
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{2},?\s+\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}|[A-Z]\d[A-Z]\s+\d[A-Z]\d)\b"
    r"|^(?:[A-Z]{1,3}-)?(?:\d{4,6}|\d{3}\s\d{2}|\d{5}-\d{3}|\d{4}\s?[A-Z]{2})\s+[^\W\d_]{2}|[^\W\d_]{3}\s*[-–,]?\s+\d{6}$"
)


def line_at(phrase: Word, printed: Printed, step: int, reach: float = _AIR) -> str:
    """Return the line of the same paragraph above (-1) or below (1)."""
    found = _next_to(phrase, printed, step, reach)
    return found.text if found else ""


def is_owned(word: Word, owned: Sequence[Word]) -> bool:
    """Say whether a word is part of one of the others, or one of them of it.

    To stand inside its box is not enough: that of a text over two lines covers what stands before it on the first.
    """
    said = squeezed(word.text)
    inside = (o for o in owned if o.x0 - 1 <= word.center <= o.x1 + 1 and o.top - 1 <= word.middle <= o.bottom + 1)
    return any(said in other or other in said for other in (squeezed(o.text) for o in inside))


def numbered(name: str, value: Word, label: Word, printed: Printed, words: Lexicon) -> Word | None:
    """Return the name below or behind "Vendor: V03223": with its number alone a party's label heads its address."""
    party = name.endswith(("_name", "_name_weak")) and label.cell is None
    if not party or not _NUMBER.fullmatch(value.text.strip()):
        return None
    for below in (phrase for line in printed for phrase in line):
        near = -1 <= below.top - label.bottom < 1.2 * label.height
        if near and -3 < below.x0 - label.x0 < _INDENT * label.height:
            named = _is_name(below, words) and (words.organisation(below.text) or line_at(below, printed, 1, reach=1.2))
            return _behind_number(value, printed, words) or (below if named else None)
    return _behind_number(value, printed, words)


def _behind_number(value: Word, printed: Printed, words: Lexicon) -> Word | None:
    """Return the company a wide blank behind a party's number: "SUPPLIER: HX0017   WUHAN PUMPS CO., LTD."."""
    for phrase in (phrase for line in printed for phrase in line):
        beside = abs(phrase.middle - value.middle) < 0.3 * value.height
        if beside and 0 < phrase.x0 - value.x1 < _BLANK * value.height:
            return phrase if words.organisation(phrase.text) and not is_label(phrase, words) else None
    return None


def addressed(printed: Printed, top: float, owned: Sequence[Word], words: Lexicon) -> Iterator[Implied]:
    """Yield to whom a paper is addressed: below the sender's line in the window, else the only block of an address."""
    above = [[phrase for phrase in line if phrase.bottom < top] for line in printed]
    free = [[phrase for phrase in line if not is_owned(phrase, owned)] for line in above]
    sent = [one for line in above for phrase in line for one in _below_sender(phrase, above, words)]
    sent = sent or [one for line in above for one in _honoured(line, words)]
    sent = sent or [one for line in above[1:] for one in _saluted(line, words)]
    yield from sent or list(_only_block(free, printed, words)) or _nameless_block(free, printed, words)


def _honoured(line: Sequence[Word], words: Lexicon) -> Iterator[Implied]:
    """Yield the company that is addressed with an honour behind its name: 某某有限公司 御中."""
    for phrase, before in zip(line, (None, *line), strict=False):
        cut = next(
            (
                n
                for n in range(max(0, len(phrase.text) - 3), len(phrase.text))
                if words.said(phrase.text[n:]) == frozenset({"honour"})
            ),
            None,
        )
        twice = (
            before is not None and words.suffix(phrase.text) and words.organisation(before.text)
        )  # 某某有限公司 公司
        firm = phrase.part(0, len(phrase.text[:cut].rstrip())) if cut else before if cut == 0 or twice else None
        if firm and words.organisation(firm.text) and not is_label(firm, words):
            yield "seller_name_weak", phrase, firm


def _saluted(line: Sequence[Word], words: Lexicon) -> Iterator[Implied]:
    """Yield the company that a line of a letter begins with and a colon ends: 某某有限公司："""
    text = line[0].text.rstrip() if len(line) == 1 else ""
    if text.endswith((":", "：")) and words.organisation(text[:-1].rstrip()) and words.label(text) is None:
        yield "seller_name_weak", line[0], line[0].part(0, len(text[:-1].rstrip()))


def _below_sender(phrase: Word, above: Printed, words: Lexicon) -> Iterator[Implied]:
    """Yield the sender and the recipient where the sender's whole address stands in one line right above a block."""
    parts = _SENDER.split(phrase.text)
    if len(parts) < 3 or not words.organisation(parts[0]) or not any(char.isdigit() for char in "".join(parts[1:])):
        return
    ended = _SENDER.search(phrase.text, len(parts[0]) + 1 if words.suffix(parts[1]) else 0)  # "Co., Ltd."
    name = phrase.part(0, ended.start() if ended else len(parts[0]))
    below = _next_to(phrase, above, 1, 4.0, 8.0)
    if below and " " not in below.text and (firm := _next_to(below, above, 1, 1.0)) and words.organisation(firm.text):
        below = firm  # "Firma" above the name
    if below is None or not _in_address(below, above) or compared(below.text) == compared(name.text):
        return
    if _is_name(below, words):
        yield "buyer_name_bare", phrase, name
        yield "seller_name_bare", below, below


def _only_block(free: Printed, printed: Printed, words: Lexicon) -> Iterator[Implied]:
    """Yield the company that heads the only unlabelled address block below the letterhead; of several, all as open."""
    first = next((line for line in printed if any(words.organisation(p.text) for p in line)), [])
    below = [p for line in printed[1:4] for p in line if any(_named_twice(head, p, words) for head in first)]
    heads = {compared(phrase.text) for phrase in [*first, *(printed[0] if printed else ()), *below]}
    found = [
        phrase
        for line in free[1:]
        for phrase in line
        if compared(phrase.text) not in heads and words.organisation(phrase.text) and not is_label(phrase, words)
        if _CODE.fullmatch(line_at(phrase, printed, -1)) and line_at(phrase, printed, 1, reach=1.2)
    ]
    if len(found) == 1 and first and _signed_below(found[0], first, printed):
        yield "buyer_name_bare", found[0], found[0]
        yield from (("seller_name_bare", one, one) for one in first if words.organisation(one.text))
        return
    if sender := next((one for one in first if words.organisation(one.text)), None):
        found += [sender for one in found if _writes_from_right(sender, one, printed)]
    name = "seller_name_bare" if len({compared(one.text) for one in found}) == 1 else "seller_name_open"
    yield from ((name, one, one) for one in found)


def _named_twice(head: Word, below: Word, words: Lexicon) -> bool:
    """Say whether a company's name stands right below another in the other script: a letterhead in two languages."""
    near = -1 <= below.top - head.bottom < 1.5 * head.height and words.organisation(head.text)
    scripts = [re.search(r"[\u3400-\u9fff]", word.text) is None for word in (head, below)]
    return near and words.organisation(below.text) and scripts[0] != scripts[1]


def _signed_below(name: Word, first: Sequence[Word], printed: Printed) -> bool:
    """Say whether a name stands again at the foot of the page and no name of the first line does: whose paper it is."""
    foot = compared("".join(phrase.text for line in printed[-_FOOT:] for phrase in line))
    told = [_in_one_script(one.text) in foot for one in (name, *first)]
    return told[0] and not any(told[1:]) and all(phrase.bottom > name.bottom for phrase in printed[-_FOOT])


def _in_one_script(text: str) -> str:
    """Return a name without the same in other signs behind it."""
    found = re.match(r"[\u3400-\u9fff（）()]+|[^\u3400-\u9fff]+", text.strip())
    return compared(found[0]) if found else compared(text)


def _writes_from_right(first: Word, other: Word, printed: Printed) -> bool:
    """Say whether the first name may be addressed: no line stands close below it, the other's address right of it."""
    return other.x0 > first.x1 and other.top > first.top and not line_at(first, printed, 1, reach=1.0)


def _nameless_block(free: Printed, printed: Printed, words: Lexicon) -> Iterator[Implied]:
    """Yield the head of the only unlabelled block with a postcode where all other parties are named.

    A company writes the letterhead, and the place of delivery has its label: what is left is whom the order goes to.
    """
    said = ((p.text, words.label(p.text)) for line in printed for p in line)
    labels = {found[0] for text, found in said if found and (found[1] >= len(text) or ":" in text[: found[1]])}
    head = next((p for line in printed[:2] for p in line if words.organisation(p.text)), None)
    if head is None or "delivery_address" not in labels or any("_name" in name for name in labels):
        return
    found = [
        phrase
        for line in free[3:]
        for phrase in line
        if _is_name(phrase, words) and not any(char.isdigit() for char in phrase.text)
        if _next_to(phrase, printed, -1, 1.5) is None and _in_address(phrase, printed)
    ]
    if len(found) == 1 and compared(found[0].text) != compared(head.text):
        yield "seller_name_bare", found[0], found[0]


def _is_name(phrase: Word, words: Lexicon) -> bool:
    """Say whether a phrase may be a name: letters at its start, no label, no line of an address."""
    text = phrase.text.strip()
    lettered = re.match(r"[^\W\d_]", text) is not None and len(re.sub(r"[\W\d_]", "", text)) >= 3
    return lettered and not is_label(phrase, words) and words.label(text) is None and not _POSTCODE.search(text)


def _in_address(phrase: Word, printed: Printed) -> bool:
    """Say whether a line of the block that a phrase heads has a postcode."""
    return any(_POSTCODE.search(line.text.strip()) for line in _block(phrase, printed)[1:])


def _block(phrase: Word, printed: Printed) -> list[Word]:
    """Return the lines of the paragraph that a phrase heads, six at most."""
    block = [phrase]
    while len(block) < 6 and (below := _next_to(block[-1], printed, 1, 1.0)):
        block.append(below)
    return block


def _next_to(phrase: Word, printed: Printed, step: int, reach: float, aside: float = 3.0) -> Word | None:
    for other in (p for line in printed for p in line if abs(p.x0 - phrase.x0) < aside):
        gap = other.top - phrase.bottom if step > 0 else phrase.top - other.bottom
        if other is not phrase and -1 <= gap < reach * phrase.height:
            return other
    return None
