"""Drawings as customers send them: a sheet with frame and title block, files of CAD programs by their formats."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A3, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

ENGLISH = (
    (("SCALE", "1:2"), ("MATERIAL", "S235JR"), ("DRAWN", "T. Hale"), ("CHECKED", "A. Lee")),
    (("TITLE", "Mounting bracket"), ("DRAWING NO", "B-2002"), ("REV", "C"), ("SHEET", "1 of 1")),
)
CHINESE = (
    (("比例", "1:2"), ("材料", "Q235B"), ("设计", "李强"), ("审核", "王力")),
    (("名称", "安装支架"), ("图号", "WL-10035"), ("重量", "0.42"), ("批准", "赵敏")),
)
PARTS = (("1", "Plate", "2", "S235"), ("2", "Rib", "4", "S235"), ("3", "Bolt M8", "4", "8.8"))
Parts = Sequence[Sequence[str]]
Block = Sequence[Sequence[tuple[str, str]]]


def sheet(block: Block = ENGLISH, parts: Parts = ()) -> bytes:
    """Draw a sheet of A3: a frame, a part with dimensions, perhaps a list of parts, the title block at the corner."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer, size = io.BytesIO(), landscape(A3)
    canvas: Any = Canvas(buffer, pagesize=size, invariant=1)
    canvas.rect(20, 20, size[0] - 40, size[1] - 40)
    canvas.rect(200, 400, 300, 120)
    canvas.circle(350, 460, 30)
    for x, y, words in ((330, 380, "120 ±0.1"), (510, 460, "40"), (360, 500, "Ø12 H7")):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(x, y, words)
    for row, cells in enumerate(parts):
        for column, cell in enumerate(cells):
            canvas.drawString(size[0] - 420 + 100 * column, 220 - 16 * row, cell)
    for row, pairs in enumerate(block):
        for column, (label, value) in enumerate(pairs):
            x, y = size[0] - 460 + 110 * column, 100 - 40 * row
            canvas.rect(x, y - 18, 110, 40)
            canvas.setFont("STSong-Light", 6)
            canvas.drawString(x + 3, y + 13, label)
            canvas.setFont("STSong-Light", 10)
            canvas.drawString(x + 12, y - 6, value)
    canvas.save()
    return buffer.getvalue()


def dwg() -> bytes:
    """Begin as AutoCAD 2018 does."""
    return b"AC1032\0\0\0\0\0\x04\x1a" + bytes(range(256)) * 8


def dxf() -> bytes:
    """Write the least DXF there is: a header section and the end."""
    return b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n  9\r\n$ACADVER\r\n  1\r\nAC1015\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n"


def step() -> bytes:
    """Write the head of a STEP file (ISO 10303-21)."""
    return (
        b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('bracket'),'2;1');\n"
        b"FILE_NAME('b-2002.step','2026-01-08T10:00:00',('T. Hale'),(''),'','','');\n"
        b"FILE_SCHEMA(('AUTOMOTIVE_DESIGN'));\nENDSEC;\nDATA;\n#1=CARTESIAN_POINT('',(0.,0.,0.));\nENDSEC;\nEND-ISO-10303-21;\n"
    )


def iges() -> bytes:
    """Write the start line of an IGES file: 72 columns, the letter of the section, its number."""
    return b"Bracket B-2002".ljust(72) + b"S      1\n" + b"1H,,1H;,6Hb-2002;".ljust(72) + b"G      1\n"


def stl() -> bytes:
    """Write a binary STL of one facet."""
    return b"exported".ljust(80, b"\0") + struct.pack("<I", 1) + bytes(50)


def sldprt() -> bytes:
    """Write a compound file (MS-CFB) with the storages that SolidWorks names, and nothing in them."""
    none, mark = 0xFFFFFFFE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    sizes, places = (0x3E, 3, 0xFFFE, 9, 6), (0, 1, 1, 0, 4096, none, 0, none, 0)
    head = struct.pack("<8s16s5H6x9I", mark, bytes(16), *sizes, *places)
    fat_places = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    names = (("Root Entry", 5), ("SwDocContentMgr", 1), ("_MO_VERSION_18000", 1), ("Contents", 1))
    return head + fat_places + table + b"".join(_entry(name, kind) for name, kind in names)


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le")
    rest = struct.pack("<HBB3I16xI2QIQ", len(text) + 2, kind, 1, *[0xFFFFFFFF] * 3, 0, 0, 0, 0xFFFFFFFE, 0)
    return text.ljust(64, b"\0") + rest
