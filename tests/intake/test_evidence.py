"""Evidence is true: the page cropped at a value's box and read by another library gives the value's text."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from intake.extract import extract
from intake.read import read
from orders.records import Evidence, Source
from orders.values import normal
from tests.intake.mails import attachments

FACTORY = Path(__file__).parents[2] / "samples" / "factory" / "inbox"
DIGITAL_PDF = ("01", "02", "03", "04", "05", "06", "13", "23", "24")


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", normal(text))


@pytest.mark.parametrize("prefix", DIGITAL_PDF)
def test_a_crop_at_the_box_shows_the_text(prefix: str) -> None:
    _, name, data = next(attachments(next(FACTORY.glob(f"{prefix}-*.eml"))))
    (record,) = extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), "application/pdf"))
    assert record.status == "accepted"
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        wrong = {
            path: text for path, item in record.evidence.items() if (text := _crop(pdf, item)) != _squeezed(item.text)
        }
    assert wrong == {}


def test_every_value_of_a_line_has_its_place() -> None:
    _, name, data = next(attachments(next(FACTORY.glob("01-*.eml"))))
    (record,) = extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), "application/pdf"))
    assert record.order is not None
    for index, line in enumerate(record.order.lines):
        for field in ("line_id", "buyer_item_id", "quantity", "unit", "unit_price", "line_amount", "requested_date"):
            assert getattr(line, field) is not None
            assert f"/order/lines/{index}/{field}" in record.evidence


def _crop(pdf: Any, item: Evidence) -> str:
    assert item.page is not None
    assert item.bbox is not None
    page = pdf.pages[item.page - 1]
    return _squeezed(page.crop(item.bbox, strict=False).extract_text() or "")
