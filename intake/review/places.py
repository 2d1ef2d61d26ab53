"""Where a value stands on its paper: page or cell by name, and the picture of the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intake.check.edit import place
from orders.records import Box, Evidence, OrderRecord

# where to look for a whole order or its totals, which have no place of their own
STANDS_FOR = {"/order": "/order/order_id", "/order/totals": "/order/totals/payable_total"}
SURROUNDINGS = (90.0, 14.0)  # points beside and above a value that its picture shows as well
Picture = Callable[[int, Box | None], bytes | None]


def place_of(record: OrderRecord, path: str) -> Evidence | None:
    """Return where the value at `path` stands, of a whole part the place around all its values on one page."""
    path = STANDS_FOR.get(path, path)
    if found := place(record, path):
        return found
    inside = [item for key, item in record.evidence.items() if path and key.startswith(f"{path}/")]
    return _around([item for item in inside if item.page == inside[0].page]) if inside else None


def _around(places: list[Evidence]) -> Evidence:
    """Return one place around all of them (a whole line)."""
    boxes = [item.bbox for item in places if item.bbox]
    if not boxes:
        return places[0]
    left, top, right, bottom = zip(*boxes, strict=True)
    return replace(places[0], bbox=(min(left), min(top), max(right), max(bottom)))


def where(record: OrderRecord, seen: Evidence | None) -> dict[str, str]:
    """Name the file and its page, or sheet and cell."""
    source = record.source
    if seen and seen.sheet:
        return {"file": source.file, "page": f"{seen.sheet}!{seen.cell or ''}"}
    page = seen.page if seen and seen.page else next(iter(source.pages), None)
    if page is None:
        return {"file": source.file, "page": ""}
    part, own = source.part_of(page)
    return {"file": part.file, "page": str(own)}


def crop(record: OrderRecord, seen: Evidence | None, picture: Picture | None) -> bytes | None:
    """Return the PNG of a place and what stands beside it; None where there is nothing to draw."""
    if picture is None or seen is None or seen.page is None or seen.bbox is None:
        return None
    return picture(seen.page, _with_surroundings(seen.bbox, seen.page, record))


def _with_surroundings(box: Box, page: int, record: OrderRecord) -> Box:
    """Widen a box so that the picture shows what stands beside the value; it stays on the page."""
    sizes = dict(zip(record.source.pages, record.source.page_sizes, strict=False))
    width, height = sizes.get(page, (max(box[2], 595.0), max(box[3], 842.0)))
    left, top, right, bottom = box
    across, down = SURROUNDINGS
    return (max(0.0, left - across), max(0.0, top - down), min(width, right + across), min(height, bottom + down))
