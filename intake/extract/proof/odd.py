"""Values of a scan that look wrong by themselves, though both engines see them: specks, strange units, odd codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from intake.extract.words.layout import squeezed
from intake.extract.words.lexicon import Lexicon, compared
from orders.codes import finding
from orders.records import Evidence, Finding

CODED = re.compile(r"/(order_id|revision|buyer_item_id|seller_item_id|drawing_id|drawing_revision|bom_version)$")
_ITEM_CODES = ("buyer_item_id", "seller_item_id", "drawing_id")
_HANZI_BESIDE = re.compile(r"[A-Za-z0-9]\s*[\u4e00-\u9fff]|[\u4e00-\u9fff]\s*[A-Za-z0-9]")  # a name stuck to a code
_ZERO_OR_O = re.compile(r"(?<=[A-Za-z])0(?=\W?\d)")  # both engines read the O of "PO2026" as a nought in some fonts
_DIRT = re.compile(r"\s*[.,]\s*\d")  # a point that begins a number is more often a speck: 0.360 or 360
_SPECK = " .,:;'`~|_-–—·•°^"  # what dirt looks like; no code or name begins or ends with it
_MANY = 4  # codes of one shape that make another one odd


def odd(path: str, evidence: Mapping[str, Evidence], words: Lexicon) -> Finding | None:
    """Return a finding about the value at `path` of the `evidence` if it looks wrong by itself."""
    text = evidence[path].text.strip()
    likely = _likely(path, text) or _odd_code(path, evidence)
    if likely is not None:
        return finding("readings-differ", path, first=text, second=likely)
    strange = path.endswith("/unit") and compared(text) not in words.groups["units"]  # a blurred EA looks like LA
    return finding("ocr-unconfirmed", path, seen=text) if strange else None


def _likely(path: str, text: str) -> str | None:
    """Return what an odd value more probably says; None if it is not odd."""
    coded = CODED.search(path) is not None
    if coded and text.strip(_SPECK) != text:
        return text.strip(_SPECK)
    if path.endswith(("/name", "/unit")) and text.lstrip(_SPECK) != text:
        return text.lstrip(_SPECK)
    if _DIRT.match(text):
        return text.lstrip(" .,")
    if coded and _ZERO_OR_O.search(text):
        return _ZERO_OR_O.sub("O", text)
    if coded and (stuck := _HANZI_BESIDE.search(text)):
        return text[: stuck.start() + 1]
    return _said_twice(text) if path.endswith("/name") else None


def _said_twice(name: str) -> str | None:
    """Return the half of a name that says the same twice: two columns were read as one."""
    parts = name.split()
    half = len(parts) // 2
    return " ".join(parts[:half]) if half and parts[:half] == parts[half:] else None


def _odd_code(path: str, evidence: Mapping[str, Evidence]) -> str | None:
    """Return the shape of all other codes of its kind where the letters and digits of this one stand elsewhere."""
    kind = path.rpartition("/")[2]
    if kind not in _ITEM_CODES:
        return None
    shapes = {other: _shape(item.text) for other, item in evidence.items() if other.endswith(f"/{kind}")}
    usual, count = Counter(shapes.values()).most_common(1)[0]
    return usual if count >= _MANY and count == len(shapes) - 1 and shapes[path] != usual else None


def _shape(code: str) -> str:
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", squeezed(code)))
