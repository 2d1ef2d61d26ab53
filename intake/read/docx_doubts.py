"""What a Word document holds besides its rows, and what makes a row doubtful: a person must look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from orders.codes import finding
from orders.records import Finding

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
CHANGED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
TEXTS = (W + "t", W + "delText")
LETTERS = "{urn:schemas-microsoft-com:vml}textpath"  # letters drawn across the page, such as a watermark
PINNED = ("/comments", "/footnotes", "/endnotes")
STRUCK = (W + "strike", W + "dstrike")
SMALL = 144 * 12_700  # EMU: a logo or a seal
OFF = ("0", "false", "off", "none")
SHOWN = 120  # characters of a finding


def doubts(document: Any, roots: Iterable[Any]) -> Iterator[Finding]:
    """Yield a finding for changes that are tracked, remarks, text boxes and pictures, struck and white text.

    `document` is python-docx's, `roots` its headers, body and footers.
    """
    roots = tuple(roots)
    changed = [one for root in roots for one in root.iter(*CHANGED)]
    if changed:
        yield finding("changes-tracked", seen=_said(changed) or "…")
    if remarks := "; ".join(filter(None, (*_pinned(document), *(text for root in roots for text in _boxed(root))))):
        yield finding("document-annotated", page=1, seen=remarks[:SHOWN])
    for run in (run for root in roots for run in root.iter(W + "r")):
        if _struck(run) or _white(run):
            yield finding("text-struck", seen=_said([run]))


def _said(elements: Iterable[Any]) -> str:
    """Return the words in some elements."""
    return "".join(text.text or "" for one in elements for text in one.iter(*TEXTS))[:SHOWN]


def _pinned(document: Any) -> Iterator[str]:
    """Yield the words of comments and of notes at the foot or the end."""
    from lxml import etree

    for rel in document.part.rels.values():
        if not rel.is_external and rel.reltype.endswith(PINNED):
            yield _said([etree.fromstring(rel.target_part.blob)])


def _boxed(root: Any) -> Iterator[str]:
    """Yield the words of text boxes and of drawn letters, and a sign for each picture that may be more than a logo."""
    boxes = list(root.iter(W + "txbxContent"))
    yield from {_said([box]) for box in boxes}
    yield from (str(one.get("string") or "") for one in root.iter(LETTERS))
    for extent in root.iter(EXTENT):
        if min(int(extent.get(side) or 0) for side in ("cx", "cy")) > SMALL and not boxes:
            yield "…"


def _on(mark: Any) -> bool:
    return mark is not None and mark.get(W + "val") not in OFF


def _struck(run: Any) -> bool:
    return any(_on(run.find(f"{W}rPr/{mark}")) for mark in STRUCK) and bool(_said([run]).strip())


def _white(run: Any) -> bool:
    """Say whether a text is white where nothing says that its ground is dark."""
    color = run.find(f"{W}rPr/{W}color")
    if color is None or str(color.get(W + "val")).upper() != "FFFFFF" or not _said([run]).strip():
        return False
    return not any(_shaded(place) for place in (run, *run.iterancestors(W + "p", W + "tc")))


def _shaded(place: Any) -> bool:
    shade = place.find(f"{place.tag}Pr/{W}shd")
    return shade is not None and str(shade.get(W + "fill")).lower() not in ("auto", "ffffff", "none")
