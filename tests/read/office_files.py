"""Office files for tests, made by LibreOffice, python-docx and XlsxWriter."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from bench.office.shape import converted

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    """Return an .xlsx that `fill` has filled: an XlsxWriter workbook and its first sheet."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book, book.add_worksheet("订单"))
    book.close()
    return out.getvalue()


def as_xls(content: bytes) -> bytes:
    """Let LibreOffice save an .xlsx as .xls."""
    return converted(content, ".xlsx", "xls")


def word(fill: Callable[[Any], None]) -> bytes:
    """Return a .docx that `fill` has filled: a python-docx document."""
    import docx

    document, out = docx.Document(), io.BytesIO()
    fill(document)
    document.save(out)
    return out.getvalue()


def added(document: Any, xml: str) -> Any:
    """Append an element, given as XML of Word's main namespace, to a document's first paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    names = f'{nsdecls("w", "wp")} xmlns:v="urn:schemas-microsoft-com:vml"'
    element = parse_xml(xml.replace(">", f" {names}>", 1))
    document.paragraphs[0]._p.append(element)
    return element
