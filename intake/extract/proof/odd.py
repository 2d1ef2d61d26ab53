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


def odd(evidence: Mapping[str, Evidence], words: Lexicon) -> dict[str, Finding]:
    """Return a finding, by path, about each value of the `evidence` that looks wrong by itself."""
    others, found = _odd_codes(evidence), dict[str, Finding]()
    for path, item in evidence.items():
        text = item.text.strip()
        likely = _likely(path, text) or others.get(path)
        if likely is not None:
            found[path] = finding("readings-differ", path, first=text, second=likely)
        elif path.endswith("/unit") and compared(text) not in words.groups["units"]:  # a blurred EA looks like LA
            found[path] = finding("ocr-unconfirmed", path, seen=text)
    return found


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


def _odd_codes(evidence: Mapping[str, Evidence]) -> dict[str, str]:
    """Return, by path, the shape of all other codes where the letters and digits of one code stand elsewhere."""
    found: dict[str, str] = {}
    for kind in _ITEM_CODES:
        shapes = {path: _shape(item.text) for path, item in evidence.items() if path.endswith(f"/{kind}")}
        usual, count = Counter(shapes.values()).most_common(1)[0] if shapes else ("", 0)
        if count >= _MANY and count == len(shapes) - 1:
            found |= {path: usual for path, shape in shapes.items() if shape != usual}
    return found


def _shape(code: str) -> str:
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", squeezed(code)))
