"""Dates of X12: which of several is the requested one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from intake.extract.structured.draft import MessageDraft
from intake.read.structured import NOTHING, Said, Segment

Dates = Mapping[str, tuple[date | None, Said]]


def day_of(draft: MessageDraft, said: Said, path: str) -> date | None:
    """Read a date of six digits (before release 4010) or eight."""
    return draft.day(said, "101" if len(said.text) == 6 else "102", path)


def requested(draft: MessageDraft, segments: Sequence[Segment], path: str) -> tuple[date | None, Said]:
    """Return the requested day by what dates mean (374): as such, the end of a period, or the day of leaving."""
    found: dict[str, tuple[date | None, Said]] = {}
    for segment in segments:
        meaning = draft.codes.meaning("374", segment.at(1))
        if meaning is None:
            continue
        day = day_of(draft, segment.said(2), path)
        first, _ = found.setdefault(meaning, (day, segment.said(2)))
        if first != day:
            draft.unread(segment.raw(), segment.said(2), path)
    return _meant(draft, found, path)


def _meant(draft: MessageDraft, found: Dates, path: str) -> tuple[date | None, Said]:
    """Choose among dates: the one that is requested, a period's end, the day the goods shall leave."""
    none: tuple[date | None, Said] = (None, NOTHING)
    if "requested_date" in found:
        return found["requested_date"]
    if "earliest" in found or "latest" in found:
        return draft.window(found.get("earliest", none), found.get("latest", none), path)
    return found.get("shipped", none)
