"""The papers' own words beside what was typed: page and picture of each difference."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from orders.exceptions import Reconciliation
from orders.ledger import Held
from orders.papers import PaperDifference
from orders.run import Setting

if TYPE_CHECKING:
    from intake.review import Entry

MOST_PICTURES = 300


def with_crops(setting: Setting, result: Reconciliation) -> Reconciliation:
    """Return the result with file and page of every difference from a paper, and pictures of the first of them.

    The bytes of the papers are sought in the workspace's sources; a paper that is not there has no picture.
    """
    if result.papers is None or not result.papers.differences:
        return result
    from intake.corrections import entries

    found = result.papers.differences
    held = [Held(0, 0, item.record) for item in found[:MOST_PICTURES]]
    with entries(held, setting.present, setting.workspace.root, setting.site) as made:
        drawn = [_shown(item, entry) for item, entry in zip(found, made, strict=False)]
    told = (*drawn, *(_shown(item, None) for item in found[len(drawn) :]))
    return replace(result, papers=replace(result.papers, differences=told))


def _shown(item: PaperDifference, entry: Entry | None) -> PaperDifference:
    from intake.review.places import crop, place_of, where

    seen = place_of(item.record, item.path)
    place, picture = where(item.record, seen), crop(item.record, seen, entry.picture) if entry else None
    return replace(item, file=place["file"], page=place["page"], picture=picture)
