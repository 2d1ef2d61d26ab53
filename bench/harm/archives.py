"""Archives and workbooks that unpack to more than fits, or point at themselves, and names that are paths."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Iterator

HUGE = 512 << 20  # bytes, unpacked
CHUNK = bytes(1 << 20)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
NAMES = {
    "up and out": "../../../etc/cron.d/order.pdf",
    "absolute": "/tmp/order.pdf",
    "a device of Windows": "CON",
    "another device": "NUL.pdf",
    "a drive": "C:\\Windows\\order.pdf",
    "4,000 characters": "x" * 4000 + ".pdf",
    "turned text": "order\u202efdp.exe",
    "a line feed": "order\n.pdf",
}
WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET = "xl/worksheets/sheet1.xml"


def zipped(**members: bytes) -> bytes:
    """Return a zip file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return buffer.getvalue()


def archives() -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes."""
    yield "zip: one member of 512 MB", "bomb.zip", _swollen({}, "order.pdf")
    yield "zip: 10,000 members on one place", "overlap.zip", _overlapping(10_000)
    yield "zip: 40 zips inside one another", "nested.zip", _nested(40)
    yield "zip: 60,000 empty members", "many.zip", zipped(**{f"{n}.pdf": b"" for n in range(60_000)})
    for what, name in NAMES.items():
        yield f"zip: a name that is {what}", "name.zip", zipped(**{name: b"%PDF-1.7 nothing"})
    yield "gzip: 512 MB", "bomb.gz", _gzip()
    yield "workbook: a sheet of 512 MB", "bomb.xlsx", _swollen(WORKBOOK, SHEET)
    yield "workbook: a billion laughs", "laughs.xlsx", _workbook(f"{BILLION}<worksheet>&l9;</worksheet>")
    yield (
        "workbook: a merged cell of the whole sheet",
        "merged.xlsx",
        _workbook(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>'
            '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
        ),
    )
    yield "Word: a document of 512 MB", "bomb.docx", _swollen({"word/_rels/document.xml.rels": ""}, "word/document.xml")
    yield "Word: a billion laughs", "laughs.docx", zipped(**{"word/document.xml": f"{BILLION}<w>&l9;</w>".encode()})


def _swollen(others: dict[str, str], name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for other, text in others.items():
            made.writestr(other, text)
        with made.open(name, "w", force_zip64=True) as member:
            for _ in range(HUGE // len(CHUNK)):
                member.write(CHUNK)
    return buffer.getvalue()


def _workbook(sheet: str) -> bytes:
    return zipped(**{name: text.encode() for name, text in {**WORKBOOK, SHEET: sheet}.items()})


def _nested(depth: int) -> bytes:
    data = b"%PDF-1.7 nothing"
    for level in range(depth):
        data = zipped(**{f"{level}.zip" if level else "order.pdf": data})
    return data


def _gzip() -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as made:
        for _ in range(HUGE // len(CHUNK)):
            made.write(CHUNK)
    return buffer.getvalue()


def _overlapping(count: int) -> bytes:
    """Write one member of 10 MB and a directory that names it many times."""
    one = zipped(a=bytes(10 << 20))
    end = one.rindex(b"PK\x05\x06")
    (start,) = struct.unpack("<L", one[end + 16 : end + 20])
    entry = one[start:end]
    head = one[end : end + 8] + struct.pack("<HHLL", count, count, len(entry) * count, start)
    return one[:start] + entry * count + head + b"\0\0"
