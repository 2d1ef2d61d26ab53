"""What lies on a workbook's sheets and is in no cell: notes, text boxes, drawn shapes with words."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

PARTS = ("xl/comment", "xl/threadedcomment", "xl/drawings/drawing")
TEXTS = ("}t", "}text")  # of SpreadsheetML, DrawingML and threaded comments


def remarks_in(data: bytes) -> list[str]:
    """Return the words of notes, text boxes and shapes of an .xlsx, of all its sheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return ["".join(_words(parts.read(name))) for name in parts.namelist() if name.lower().startswith(PARTS)]


def _words(part: bytes) -> Iterator[str]:
    try:
        yield from (one.text or "" for one in ET.fromstring(part).iter() if one.tag.endswith(TEXTS))
    except ET.ParseError:  # nobody knows what it says
        yield "…"
