"""What stands on a PDF page beside its content: notes, typed remarks, strokes, filled form fields."""

from __future__ import annotations

import ctypes
from typing import Any

# ISO 32000-1 table 169; links, pop-ups and highlights say nothing of their own
NAMES = {1: "Text", 3: "FreeText", 12: "StrikeOut", 13: "Stamp", 14: "Caret", 15: "Ink", 20: "Widget"}


def remarks_on(page: Any) -> list[str]:
    """Name the annotations of a pypdfium2 page that may change what it says; a form field only if it is filled."""
    import pypdfium2.raw as pdfium

    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        text = _string(annotation, b"V" if kind == pdfium.FPDF_ANNOT_WIDGET else b"Contents")
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in NAMES and (text or kind != pdfium.FPDF_ANNOT_WIDGET):
            found.append(f"{NAMES[kind]}: {text}" if text else NAMES[kind])
    return found


def has_xfa(pdf: Any) -> bool:
    """Tell a pypdfium2 document with a form of Adobe's XFA: other programs show what it says instead of the pages."""
    import pypdfium2.raw as pdfium

    return pdfium.FPDF_GetFormType(pdf) in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)


def _string(annotation: Any, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").strip()[:60]
