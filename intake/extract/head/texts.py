"""What labels say in words: the revision, the address, the terms of delivery and of payment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.extract.evidence import Draft
from intake.extract.head.label import Labelled
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word

_CLAUSE = re.compile(r"[，,；;。]\s*(?=\S)")
_TEXTS = {
    "revision": "/order/revision",
    "delivery_address": "/order/delivery/address",
    "delivery_terms": "/order/delivery/terms",
    "payment_terms": "/order/payment_terms",
    "payment_terms_weak": "/order/payment_terms",  # the means, where nothing else says when
}


def put_texts(draft: Draft, found: Sequence[Labelled], words: Lexicon) -> None:
    """Put revision, address and terms of delivery and payment as their labels say them, the surer labels first."""
    for item in sorted(found, key=lambda one: one.name.endswith("_weak")):
        path = _TEXTS.get(item.name)
        if item.values and _conditions(item, words):
            continue
        if path and not item.inside and item.values and (value := _of_label(item, words)).text.strip():
            draft.put(path, value.text.strip(), value, item.page)


def _conditions(item: Labelled, words: Lexicon) -> bool:
    """Say whether "Terms:" heads a numbered list of conditions that speaks of no money: "1. Goods shall comply …"."""
    text, named = item.values[0].text, item.name.startswith("payment_terms") and item.label.text.isascii()
    return named and re.match(r"\s*[(]?1[.)]\s+[A-Z]", text) is not None and not _of_paying(text, words)


def _of_label(item: Labelled, words: Lexicon) -> Word:
    """Leave out of the terms of payment a clause behind them that speaks of the prices (…，以上价格含13%增值税)."""
    value = item.values[0]
    if not item.name.startswith("payment_terms"):
        return value
    clauses = (
        sign
        for sign in _CLAUSE.finditer(value.text)
        if (words.prefix("sentences", value.text[sign.end() :]) or ("",))[0] == "pricing"
    )
    first = next(clauses, None) or _another_sentence(value.text, words)
    end = first.start() if first else len(value.text)
    return value.part(0, len(value.text[:end].rstrip(" ；;，、")))


def _another_sentence(text: str, words: Lexicon) -> re.Match[str] | None:
    """Find the full stop behind terms with a number where a sentence has none, and no word of money or only a wish."""
    stop = re.search(r"(?<=[^\W_]{2})\.\s+(?=[A-Z][a-z]+\s[^\W\d_]+\s)", text)
    behind = text[stop.end() :] if stop else ""
    told = stop is not None and any(char.isdigit() for char in text[: stop.start()])
    asked = (words.prefix("sentences", behind) or ("",))[0] == "instructing" and not re.search(r"[\d%]", behind)
    return stop if told and (asked or not _of_money(behind, words)) else None


def _of_paying(text: str, words: Lexicon) -> bool:
    """Say whether a word of a text begins like one of paying, is one of its short forms (T/T), or a share is named."""
    paying, alone = ("|".join(map(re.escape, words.named("payments", name))) for name in ("paying", "alone"))
    return re.search(rf"%|\b(?:{paying})|\b(?:{alone})\b", text, re.IGNORECASE) is not None


def _of_money(text: str, words: Lexicon) -> bool:
    """Say whether a sentence has a number or a word of money in it."""
    said = text.upper()
    return re.search(r"[\d%]", text) is not None or any(
        one in said for one in words.named("payments", "paying", "money")
    )
