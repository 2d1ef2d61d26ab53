"""Which item does a drawing show? Its title block's number or its file's name says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from orders.records import Drawing
from orders.values import key, normal

SHORTEST = 3  # signs of a code that a file's name may be taken to name


def named_in(drawing: Drawing, names: Iterable[str]) -> frozenset[str]:
    """Return those of `names` (codes, drawing numbers) that the drawing shows, as they were given.

    The number of its title block decides alone if it is one of them; else the longest names that stand in the name
    of the file as a whole: "B-2002-10.dwg" shows B-2002-10 and not B-2002.
    """
    known = {key(name): name for name in names if len(key(name)) >= SHORTEST}
    if drawing.drawing_id and (own := known.get(key(drawing.drawing_id))):
        return frozenset({own})
    stem = normal(PurePosixPath(drawing.file).stem).upper()
    found = [name for name in known if name in stem and _stands_in(name, stem)]
    longest = (name for name in found if not any(name != other and name in other for other in found))
    return frozenset(known[name] for name in longest)


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<![A-Z0-9]){re.escape(name)}(?![A-Z0-9])", text) is not None
