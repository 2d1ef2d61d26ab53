"""Groups of EDIFACT segments, and what stands in heads and lines alike: dates, texts, tax rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from intake.extract.structured.draft import MessageDraft
from intake.read.structured import NOTHING, Said, Segment

Dates = Mapping[str, tuple[date | None, Said]]
# segments that begin a group, and those that stay in it (segment table: a party's RFF stands behind its NAD)
OPENING: Mapping[str, frozenset[str]] = {
    "NAD": frozenset({"RFF", "LOC"}),
    "ALC": frozenset({"TAX"}),
    "TAX": frozenset({"LOC"}),
    "PRI": frozenset({"CUX", "APR"}),
    "TDT": frozenset({"LOC"}),
    "TOD": frozenset({"LOC"}),
    "SCC": frozenset({"RFF"}),
    **dict.fromkeys(("RFF", "CUX", "PAT", "PYT", "LOC", "PAC", "EQD", "APR", "RCS", "CCI", "STG"), frozenset()),
}


@dataclass(frozen=True)
class Group:
    """A segment that begins a group, with what belongs to it; `head` is None for what stands before the first."""

    head: Segment | None
    inside: tuple[Segment, ...]

    def all(self, tag: str) -> Iterator[Segment]:
        """Yield the segments of a tag, in order."""
        return (one for one in self.inside if one.tag == tag)


def groups(segments: Sequence[Segment]) -> list[Group]:
    """Part segments into groups; the first is what belongs to the whole."""
    found: list[tuple[Segment | None, list[Segment]]] = [(None, [])]
    for segment in segments:
        head = found[-1][0]
        stays = head is not None and segment.tag in OPENING[head.tag]
        if segment.tag in OPENING and not stays:
            found.append((segment, []))
        else:
            found[-1][1].append(segment)
    return [Group(head, tuple(inside)) for head, inside in found]


def dates_of(draft: MessageDraft, segments: Sequence[Segment], path: str) -> Dates:
    """Read the dates of a group by what they mean (2005); dates that mean nothing here are left aside."""
    found: dict[str, tuple[date | None, Said]] = {}
    for segment in segments:
        meaning = draft.codes.meaning("2005", segment.at(1))
        if meaning is None:
            continue
        where = "/order/issue_date" if meaning == "issue_date" else path
        day, said = draft.day(segment.said(1, 2), segment.at(1, 3) or "102", where), segment.said(1, 2)
        first, _ = found.setdefault(meaning, (day, said))
        if first != day:
            draft.unread(segment.raw(), said, path)
    return found


def requested(draft: MessageDraft, dates: Dates, path: str) -> tuple[date | None, Said]:
    """Return the requested day: as such, as the end of a period, or the day the goods shall leave."""
    none: tuple[date | None, Said] = (None, NOTHING)
    if "requested_date" in dates:
        return dates["requested_date"]
    day = draft.window(dates.get("earliest", none), dates.get("latest", none), path)
    return day if day[0] or "earliest" in dates or "latest" in dates else dates.get("shipped", none)


def text_of(segment: Segment, element: int) -> Said:
    """Join the components of a text."""
    parts = segment.elements[element - 1] if len(segment.elements) >= element else ()
    return Said(" ".join(part.strip() for part in parts if part.strip()), segment.said(1).place)


def rate_of(draft: MessageDraft, head: Segment) -> tuple[Decimal | None, Said]:
    """Read the rate of a tax as a fraction; other duties are left aside."""
    said = head.said(5, 4)
    known = draft.codes.meaning("5153", head.at(2)) == "tax"
    return (draft.percent(said, "/order/tax_rate"), said) if known else (None, NOTHING)
