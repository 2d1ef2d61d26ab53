"""A revision printed behind its code ("616-7342-66 Rev 02", "7929-4240-LG ECL: D"): two fields in one cell."""

from __future__ import annotations

import re
from dataclasses import replace

from intake.extract.table.cells import Cells
from intake.extract.table.stacked import CODE
from intake.extract.words.lexicon import Lexicon

_REVISED = re.compile(
    r"\s*(?P<code>\S+)[\s,;]+(?P<label>[^\W\d_][^\d:：]{0,14}?)(?:[.:：]\s*|\s+)(?P<revision>[\w.-]{1,4})\s*"
)
_CODED = ("buyer_item_id", "seller_item_id")


def with_revision(cells: Cells, words: Lexicon) -> Cells:
    """Part a code from its revision, where a word for one stands between them; another revision in the row is asked."""
    for role in _CODED:
        text = cells.roles[role].text if role in cells.roles else ""
        found = _REVISED.fullmatch(text)
        heading = words.heading("columns", found["label"]) if found else None
        if found is None or heading is None or heading.name != "drawing_revision" or not CODE.fullmatch(found["code"]):
            continue
        code, revision = (cells.roles[role].part(*found.span(name)) for name in ("code", "revision"))
        told = cells.roles.get("drawing_revision", revision)
        twice = () if told.text == revision.text else ("drawing_revision",)
        roles = {**cells.roles, role: code, "drawing_revision": told}
        cells = replace(cells, roles=roles, twice=(*cells.twice, *twice))
    return cells
