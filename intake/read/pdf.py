"""PDF files: digital pages by pdfium, pages whose fonts name no characters by pdfplumber, pictures of paper by OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from intake.read import pdfium
from intake.read.annotations import has_xfa, remarks_on
from intake.read.aside import across, stacked
from intake.read.characters import Characters
from intake.read.document import Document, Page, Word
from intake.read.drawing import render
from intake.read.effort import step
from intake.read.embedded import embedded
from intake.read.geometry import page_to_display
from intake.read.glance import FIRST, LONG, promising, unpromising
from intake.read.grouping import words_of
from intake.read.layer import nameless_fonts, oddness
from intake.read.opened import Opened
from intake.read.refusal import (
    BREAKS_OFF,
    CUT_OFF,
    HIDDEN_LAYER,
    LARGEST_SIDE,
    MOST_PAGES,
    MOST_SCANS,
    XFA,
    damaged,
    encrypted,
    over_limit,
)
from intake.read.rules import Drawing, drawing_of
from intake.read.scan import Scan, read_picture
from intake.read.streams import breaks_off
from intake.read.unseen import layers_off
from intake.read.witness import PdfWitness
from orders.codes import finding
from orders.records import Box, Finding

HARDLY_ANY = 20  # characters
HALF = 0.5  # of the page: a picture over text that is seen instead of it
LARGE = 0.2  # of the page: a picture that may be the paper itself
WORTH_A_LOOK = 4.0  # points: a smaller picture can show no number
MANY_PATHS = 60  # letters drawn as outlines
TAIL = 4096  # bytes at the end in which %%EOF must stand; mail gateways append a little
SCAN_DPI = 200
MOST_CHARACTERS, MOST_OBJECTS = 60_000, 200_000  # of a page; one of letters of 4 points has 25,000
TOO_DENSE = ("有一页的文字或线条太多", "a page has too much text or too many lines on it")


@dataclass(frozen=True)
class Reading:
    """One page as pdfium gave it, and why its text layer cannot be used (None: it can)."""

    page: Page
    picture: bool = False
    doubt: str | None = None
    hidden: frozenset[int] = frozenset()
    across: frozenset[int] = frozenset()
    layered: bool = False
    remarks: tuple[Finding, ...] = ()


def read_pdf(data: bytes) -> Document:
    """Read a PDF file; a file that cannot be read gives a document without pages and the finding that says why."""
    import pypdfium2

    if b"%%EOF" not in data[-TAIL:]:
        return damaged(*CUT_OFF)
    try:
        opened = Opened(data)
    except pypdfium2.PdfiumError as error:
        return encrypted() if "assword" in str(error) else damaged("无法作为 PDF 打开", "it cannot be opened as PDF")
    try:
        return _read(data, opened)
    except OverflowError as error:
        return over_limit(*error.args)
    except pypdfium2.PdfiumError as error:
        return damaged(f"有一页读不出来：{error}", f"a page cannot be read: {error}")


def _read(data: bytes, opened: Opened) -> Document:
    pdf = opened.pdf
    count = len(pdf)
    if not count:
        return damaged("没有任何页面", "it has no pages")
    if count > MOST_PAGES:
        return over_limit(f"{count} 页，最多读取 {MOST_PAGES} 页", f"{count} pages, at most {MOST_PAGES} are read")
    if any(max(pdf.get_page_size(index)) > LARGEST_SIDE for index in range(count)):
        return over_limit("有一页大于 200 英寸", "a page is larger than 200 inches")
    fonts = nameless_fonts(data)
    readings = [_reading(opened, index, fonts) for index in range(count)]
    readings = [_second_library(data, pdf, reading) for reading in readings]
    scans = [reading.page.number for reading in readings if reading.picture]
    if len(scans) > MOST_SCANS:
        return over_limit(
            f"{len(scans)} 页扫描件，最多读取 {MOST_SCANS} 页",
            f"{len(scans)} scanned pages, at most {MOST_SCANS} are read",
        )
    read: dict[int, Scan] = {}
    for number in scans:
        digital = [reading.page for reading in readings if not reading.picture]
        if len(scans) > LONG and len(read) == FIRST and not promising([*(s.page for s in read.values()), *digital]):
            return unpromising(len(scans))
        read[number] = _scanned(pdf, number)
    pages = tuple(read[r.page.number].page if r.picture else r.page for r in readings)
    hidden = {r.page.number: r.hidden for r in readings if r.hidden}
    beside = {r.page.number: r.hidden | r.across for r in readings if r.hidden or r.across}
    remarks = tuple(remark for r in readings for remark in r.remarks)
    if any(reading.layered for reading in readings) and layers_off(data):
        remarks += (finding("text-layer-untrusted", reason=HIDDEN_LAYER[1], reason_zh=HIDDEN_LAYER[0]),)
    if breaks_off(data):
        remarks += (finding("document-damaged", reason=BREAKS_OFF[1], reason_zh=BREAKS_OFF[0]),)
    if has_xfa(pdf):
        remarks += (finding("text-layer-untrusted", reason=XFA[1], reason_zh=XFA[0]),)
    messages, unread = embedded(pdf, data)
    witness = PdfWitness(opened, pages, read, hidden, beside)
    return Document(pages, witness, (*remarks, *unread), facts=_facts(pdf), messages=messages)


def _facts(pdf: Any) -> dict[str, str]:
    return {key.lower(): value for key, value in pdf.get_metadata_dict(skip_empty=True).items()}


def _reading(opened: Opened, index: int, fonts: Sequence[frozenset[str]] | None) -> Reading:
    step()
    page, textpage = opened.page(index + 1)
    if textpage.count_chars() > MOST_CHARACTERS or pdfium.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        raise OverflowError(*TOO_DENSE)
    seen = remarks_on(page)
    remarks = (finding("document-annotated", page=index + 1, seen="; ".join(seen)[:120]),) if seen else ()
    reading = _digital(page, textpage, index + 1, _nameless(fonts, index))
    return replace(reading, remarks=(*remarks, *reading.remarks))


def _nameless(fonts: Sequence[frozenset[str]] | None, index: int) -> frozenset[str]:
    """Return the fonts of a page that name no characters; fonts that cannot be looked at are taken for such."""
    if fonts is None or 0 < len(fonts) <= index:
        return frozenset(("?",))
    return fonts[index] if fonts else frozenset()


def _digital(page: Any, textpage: Any, number: int, nameless: frozenset[str]) -> Reading:
    width, height = page.get_size()
    to_display = page_to_display(page.get_bbox(), page.get_rotation())
    found = Characters(textpage, to_display, (width, height))
    drawing = drawing_of(page, found.frame)
    _hide_white(found, drawing)
    upright = _page(found, drawing, number, (width, height))
    text = "".join(word.text for word in upright.words)
    slanted = len(found.slanted) > len(found.chars)
    if slanted or _is_picture(text, drawing, upright) or any(_share(box, upright) >= HALF for box in drawing.over):
        return Reading(replace(upright, words=(), unread_ink=()), picture=True)
    doubt = f"no character map: {', '.join(sorted(nameless))}" if nameless else oddness(text)
    if doubt is None and found.map_errors:
        doubt = "a font has no character map"
    if doubt is None and found.said:
        doubt = f"text is said to read otherwise: {found.said[:40]}"
    covered = [word for word in upright.words for box in drawing.painted if _inside(word.center, word.middle, box)]
    remarks = (finding("text-struck", seen=" ".join(word.text for word in covered)[:80]),) if covered else ()
    beside = frozenset((*(char.index for char in found.sideways), *(index for index, _ in found.slanted)))
    return Reading(
        upright, doubt=doubt, hidden=frozenset(found.hidden), across=beside, layered=found.layered, remarks=remarks
    )


def _page(found: Characters, drawing: Drawing, number: int, shown: tuple[float, float]) -> Page:
    width, height = found.size
    upright_rules = [rule for rule in drawing.rules if rule.orientation == "v"]
    chars = [char for char in found.chars if _inside(char.x0, char.base, (0, 0, width, height))]
    found.hidden |= {char.index for char in found.chars} - {char.index for char in chars}
    upright, doubled = words_of(chars, upright_rules, found.ink)
    words, aside = stacked(upright)
    return Page(
        number,
        width,
        height,
        tuple(words),
        tuple(drawing.rules),
        doubled=doubled,
        unread_ink=_pictures_without_words(drawing, words),
        to_display=found.upright_to_display,
        shown=shown if found.turns else None,
        aside=(*across(found), *aside),
    )


def _hide_white(found: Characters, drawing: Drawing) -> None:
    """Drop white characters that no dark area or picture lies under: nobody sees them."""
    grounds = drawing.areas + drawing.images
    hidden = {
        char.index for char in found.white if not any(_inside(char.x0, char.base - char.em / 3, box) for box in grounds)
    }
    if hidden:
        found.hidden |= hidden
        found.chars = [char for char in found.chars if char.index not in hidden]
        found.sideways = [char for char in found.sideways if char.index not in hidden]


def _inside(x: float, y: float, box: Box) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _is_picture(text: str, drawing: Drawing, page: Page) -> bool:
    if len(text) >= HARDLY_ANY:
        return False
    return drawing.seen > MANY_PATHS or any(_share(box, page) >= LARGE for box in drawing.images)


def _share(box: Box, page: Page) -> float:
    wide = min(box[2], page.width) - max(box[0], 0.0)
    tall = min(box[3], page.height) - max(box[1], 0.0)
    return max(wide, 0.0) * max(tall, 0.0) / (page.width * page.height)


def _pictures_without_words(drawing: Drawing, words: list[Word]) -> tuple[Box, ...]:
    seen = [b for b in drawing.images if min(b[2] - b[0], b[3] - b[1]) >= WORTH_A_LOOK]
    return tuple(box for box in seen if not any(_inside(word.center, word.middle, box) for word in words))


def _second_library(data: bytes, pdf: Any, reading: Reading) -> Reading:
    if reading.picture or reading.doubt is None:
        return reading
    from intake.read.plumber import reread

    page = reread(data, reading.page) if reading.page.to_display is None else None
    if page is None or oddness("".join(word.text for word in page.words)):
        return Reading(replace(reading.page, words=(), unread_ink=()), picture=True, doubt=reading.doubt)
    if _same_characters(reading.page, page):
        page = replace(reading.page, trusted=_shows(pdf, reading.page))
    return replace(reading, page=page)


def _shows(pdf: Any, page: Page) -> bool:
    """Ask OCR whether the page shows what its text layer says: both libraries may take codes for letters alike."""
    from intake.read.confirm import confirmed

    image = render(pdf, page.number, SCAN_DPI)
    return confirmed(page, image.min(axis=2), image.shape[0] * 72 / page.height)


def _same_characters(first: Page, second: Page) -> bool:
    """Tell whether two libraries decode the fonts alike."""
    texts = ["".join("".join(word.text.split()) for word in page.words) for page in (first, second)]
    return sorted(texts[0]) == sorted(texts[1])


def _scanned(pdf: Any, number: int) -> Scan:
    return read_picture(render(pdf, number, SCAN_DPI), SCAN_DPI, number)
