"""Long files: how many of their pages are given to OCR, and that none of them is lost."""

from __future__ import annotations

import io
from typing import Any

import pytest

from intake.extract import extract
from intake.read import pdf as pdf_reader
from intake.read import read
from intake.read.document import Page, Word
from intake.read.scan import Scan
from orders.records import OrderRecord, Source


def scanned(count: int) -> bytes:
    """Return a PDF of pages that are nothing but a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer, picture = io.BytesIO(), ImageReader(Image.new("L", (60, 80), 200))
    canvas = Canvas(buffer, pagesize=(300, 400), invariant=1)
    for _ in range(count):
        canvas.drawImage(picture, 0, 0, 300, 400)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def digital(count: int) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 400), invariant=1)
    for number in range(count):
        canvas.drawString(40, 200, f"Catalogue 2026, valves and fittings, page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def read_pages(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Put words on pages by number in place of OCR; a page that was read and has none gets a brochure's."""
    said: dict[int, str] = {}

    def reading(image: Any, dpi: float, number: int) -> Scan:
        text = said.setdefault(number, "valves for every plant")
        words = [Word(part, 20.0 + 60 * i, 20, 70.0 + 60 * i, 34) for i, part in enumerate(text.split())]
        return Scan(Page(number, 300, 400, tuple(words), method="ocr"), image[:, :, 0], dpi)

    monkeypatch.setattr(pdf_reader, "read_picture", reading)
    return said


def taken_in(data: bytes) -> OrderRecord:
    (record,) = extract(read(data, "a.pdf"), Source("a.pdf", "0" * 64, "application/pdf"))
    return record


def held_for(record: OrderRecord) -> str:
    assert (record.status, record.order) == ("review", None)
    (found,) = record.findings
    assert (found.code, found.severity) == ("document-over-limit", "error")
    return str(found.facts["reason"])


def test_a_scanned_catalogue_of_400_pages_is_held_without_ocr(read_pages: dict[int, str]) -> None:
    assert held_for(taken_in(scanned(400))) == "400 pages, at most 300 are read"
    assert held_for(taken_in(scanned(200))) == "200 scanned pages, at most 30 are read"
    assert read_pages == {}


def test_a_digital_catalogue_of_400_pages_is_held_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "_reading", lambda *_: pytest.fail("a page was read"))
    assert held_for(taken_in(digital(400))) == "400 pages, at most 300 are read"


def test_a_long_scan_that_shows_no_order_is_held_after_three_pages(read_pages: dict[int, str]) -> None:
    reason = held_for(taken_in(scanned(24)))
    assert sorted(read_pages) == [1, 2, 3]
    assert reason.startswith(
        "24 scanned pages; the first 3 show neither the title nor a table of an order, the other 21"
    )


def test_a_long_scanned_order_is_read_to_its_end(read_pages: dict[int, str]) -> None:
    read_pages[2] = "采购订单"
    document = read(scanned(20), "a.pdf")
    assert (len(document.pages), len(read_pages), document.findings) == (20, 20, ())


def test_a_short_scan_is_read_whatever_its_first_pages_show(read_pages: dict[int, str]) -> None:
    read_pages[6] = "采购订单"
    assert len(read(scanned(6), "a.pdf").pages) == 6
