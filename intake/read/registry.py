"""Which reader reads which file, told by its first bytes and never by its suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intake.read import cad, kinds
from intake.read.document import Document, Page
from intake.read.docx import read_docx
from intake.read.drawing import cut, png, render
from intake.read.edifact import is_edifact, read_edifact
from intake.read.image import first_frames, read_image
from intake.read.markup import is_message, read_markup
from intake.read.old_sheet import read_xls
from intake.read.pdf import read_pdf
from intake.read.plain import read_html, read_text
from intake.read.refusal import (
    CUT_OFF,
    HEADLESS,
    LARGEST_FILE,
    MEBIBYTE,
    NOTHING_TO_READ,
    TEXT_INSTEAD,
    Refused,
    damaged,
    encrypted,
    over_limit,
    unsupported,
)
from intake.read.sheet import read_xlsx
from intake.read.text import read_csv
from intake.read.x12 import is_x12, read_x12
from orders.records import Box

SHEETS = ("xls", "xlsx", "xlsm")
PAPERS = ("pdf", "png", "jpg", "jpeg", "tif", "tiff", "bmp", "eml", "msg")
LOGO = 144.0  # points
UNKNOWN = "application/octet-stream"

# how a kind is told · how it is read · its media type; the first that fits is taken
READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Document], str], ...] = (
    (kinds.is_pdf, read_pdf, "application/pdf"),
    (kinds.is_workbook, read_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (kinds.is_word, read_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (kinds.is_cut_off_zip, lambda data: damaged(*CUT_OFF), "application/zip"),
    (kinds.is_locked_office, lambda data: encrypted(), "application/x-ole-storage"),
    *cad.READERS,
    (kinds.is_old_workbook, read_xls, "application/vnd.ms-excel"),
    (kinds.is_picture, read_image, "image/*"),
    (is_message, read_markup, "application/xml"),
    (is_edifact, read_edifact, "application/edifact"),
    (is_x12, read_x12, "application/edi-x12"),
    (kinds.is_pdf_torso, lambda data: damaged(*HEADLESS), "application/pdf"),
    (kinds.is_html, read_html, "text/html"),
    (kinds.is_csv, read_csv, "text/csv"),
    (kinds.is_plain, read_text, "text/plain"),
)


def read(data: bytes, name: str, *, inline: bool = False) -> Document:
    """Read a file by its content; what cannot be read comes back without pages, with a finding that says why.

    `inline` pictures, no larger than a banner or a QR code in a mail's text, are not held for having no words.
    `name` never says how a file is read, but text under the name of a paper is held. `Refused` bytes give the document
    that says why there are none. Raises nothing for any content; foreign libraries may still crash the process, so
    callers give each file its own child.
    """
    if isinstance(data, Refused):
        return data.document
    if not data.strip(b"\0 \t\r\n"):
        return damaged("文件是空的，请对方重发", "the file is empty; ask the sender for it again")
    if len(data) > LARGEST_FILE:
        size, most = len(data) // MEBIBYTE, LARGEST_FILE // MEBIBYTE
        return over_limit(f"{size} MB，最多读取 {most} MB", f"{size} MB, at most {most} MB are read")
    for fits, reader, _ in READERS:
        if fits(data):
            if _belied(name, data, reader):
                return damaged(*TEXT_INSTEAD)
            return reader(data) if inline else _legible(reader(data))
    return unsupported(*kinds.described(data))


def _belied(name: str, data: bytes, reader: Callable[[bytes], Document]) -> bool:
    """Tell text under the name of a paper: a log-in page or an error instead of a download."""
    if reader not in (read_html, read_csv, read_text):
        return False
    suffix = name.lower().rpartition(".")[2]
    if suffix in SHEETS:  # programs do write tables of text under these names
        return reader is read_text or (reader is read_html and b"<table" not in data.lower())
    return suffix in PAPERS


def _legible(document: Document) -> Document:
    """Hold a document on which there is nothing to read; a picture no larger than a logo is none."""
    pages = document.pages
    if not pages or any(page.words for page in pages) or all(_is_logo(page) for page in pages):
        return document
    return replace(document, findings=(*document.findings, *damaged(*NOTHING_TO_READ).findings))


def _is_logo(page: Page) -> bool:
    return page.method == "ocr" and min(page.width, page.height) < LOGO


def media_type(data: bytes) -> str:
    """Name the media type of a file by its content, octet-stream where no reader knows it."""
    if kinds.is_picture(data):
        return next(kind for mark, kind in kinds.PICTURES.items() if data.startswith(mark))
    try:
        return next((kind for fits, _, kind in READERS if data and fits(data)), UNKNOWN)
    except Exception:  # it is asked outside the children in which files are read
        return UNKNOWN


def picture(data: bytes, page: int, box: Box | None, *, dpi: int = 110, margin: int = 6) -> bytes | None:
    """Draw a place of a displayed page (its whole if `box` is None) as PNG; None for sheets and what cannot be drawn.

    `box` and `margin` are points of the page as displayed, `page` counts from 1.
    """
    if kinds.is_pdf(data):
        return _pdf_picture(data, page, box, dpi, margin)
    if not kinds.is_picture(data):
        return None
    frames = first_frames(data)
    if not 1 <= page <= len(frames):
        return None
    image, own_dpi = frames[page - 1]
    return png(cut(image, own_dpi, box, margin))


def _pdf_picture(data: bytes, page: int, box: Box | None, dpi: int, margin: int) -> bytes | None:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        image = render(pdf, page, dpi) if 1 <= page <= len(pdf) else None
        pdf.close()
    except pypdfium2.PdfiumError:
        return None
    return None if image is None else png(cut(image, dpi, box, margin))
