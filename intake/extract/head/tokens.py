"""What a value beside a label says: an order's number, a date."""

from __future__ import annotations

import re

from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word
from orders.values import date_readings, date_span

_ID = re.compile(r"[^\s:：,，;；]*\d[^\s:：,，;；]*")
_SIGN = re.compile(r"\s*(?:no\.?|nr\.?|n\.?\s?[°º])(?![^\W\d_]|[-/_])\s*", re.IGNORECASE)  # "No. 4711" as a value
_SERIES = re.compile(r"([A-Z]{2,5}) (?=\S*\d)[A-Z0-9][A-Z0-9/.-]*")  # "VME 26/0913": a series and its number
_ORDINAL = re.compile(r"\s*第\s*[^\s:：第号號]*\d[^\s:：第号號]*\s*[号號]\s*")  # 第 2026-41 号
_REMARK = re.compile(r"(?<=\w)[(（][^\d()（）]*[)）]$")  # "4711（续）"


def id_in(value: Word, words: Lexicon) -> Word | None:
    """Return the first token of the value that has a digit, as a word with its own box; a date is no id."""
    if _ORDINAL.fullmatch(value.text):
        return value
    sign = _SIGN.match(value.text)
    found = _ID.search(value.text, sign.end() if sign else 0)
    if found is None or found.start() > (sign.end() if sign else 0) + 2:
        series = _SERIES.fullmatch(value.text.strip())
        known = series and (words.label(series[1]) or words.heading("document_types", series[1]))
        return value.part(series.start(), series.end()) if series and not known else None
    start = found.start() + len(found[0]) - len(found[0].lstrip("#＃№"))  # "#4711": the sign is no part of it
    end = found.start() + len(_REMARK.sub("", found[0]))
    if end - start < 2:
        return None
    span = date_span(value.text, words.months)
    dated = span and span[0] <= start and span[1] >= end and date_readings(value.text[slice(*span)], words.months)
    return None if dated else value.part(start, end)


def more_of_id(value: Word, token: Word, words: Lexicon) -> bool:
    """Say whether the value goes on with what may belong to the id ("4500 017 432", "4711-A, 4711-B")."""
    before, _, after = value.text.partition(token.text)
    before = _SIGN.sub("", before, count=1)
    rest = after.strip(" ,;，；()（）[]")
    span = date_span(rest, words.months)
    rest = rest[: span[0]] if span else rest
    return any(char.isdigit() for char in rest) or bool(before.strip(" #＃№:：(（["))


def date_in(value: Word, words: Lexicon) -> Word | None:
    """Return the date that a value says, at its start or behind words like "no later than", with its own box."""
    span = date_span(value.text, words.months)
    if span is None:
        return None
    clause = re.split(r"[,;]\s", value.text[: span[0]])[-1].strip()  # "DAP Oslo, at our dock no later than 3 May 2026"
    before = words.said(clause or value.text[: span[0]]) if span[0] > 2 else frozenset()
    return None if before is None or before - {"filler", "requested_date"} else value.part(*span)
