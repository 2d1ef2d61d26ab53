"""Differences from papers for report.html: most money first, with pictures as long as the page stays small."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from orders.papers import KINDS, PaperDifference, Papers
from orders.pictures import png_size
from reports.papers import told

MOST_ROWS = 300
ROW_BYTES = 1_500  # of a row without its picture
SHOWN_DPI, MOST_WIDTH = 80, 480  # pixels


def papers_shown(papers: Papers, room: int) -> dict[str, Any]:
    """Return what the page draws in at most `room` bytes: the first rows, each with its picture while there is room."""
    rows = list(_rows(papers.differences[:MOST_ROWS], room))
    return {
        "orders": papers.orders,
        "lines": papers.lines,
        "count": len(papers.differences),
        "at_stake": papers.at_stake.items(),
        "rows": rows,
        "pictures": sum(bool(row["picture"]) for row in rows),
        "drawn": sum(item.picture is not None for item in papers.differences),
    }


def _rows(found: tuple[PaperDifference, ...], room: int) -> Iterator[dict[str, Any]]:
    room -= ROW_BYTES * len(found)
    for item in found:
        text = base64.b64encode(item.picture).decode() if item.picture else ""
        text = text if len(text) <= room else ""
        room -= len(text)
        width, height = _shown_size(item.picture) if text else (0, 0)
        row = {"item": item, "kind": KINDS[item.kind][1:], "told": told(item)}
        yield {**row, "picture": text, "width": width, "height": height}


def _shown_size(png: bytes | None) -> tuple[int, int]:
    """Return how large a picture is drawn, in pixels of the screen."""
    size = png_size(png) if png else None
    if size is None:
        return MOST_WIDTH, 0
    width, height, across, down = size
    scale = min(1.0, MOST_WIDTH / (width * SHOWN_DPI / across))
    return round(width * SHOWN_DPI / across * scale), round(height * SHOWN_DPI / down * scale)
