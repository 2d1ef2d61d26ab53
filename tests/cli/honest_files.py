"""One small healthy order in every format that is read, and what becomes of it when bytes go wrong."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from functools import cache
from random import Random
from typing import Any

from bench.harm.fuzz import spoilt
from tests.collect import outlook_files, winmail_files
from tests.intake.messages.edi import interchange, message, transaction, x12
from tests.intake.messages.xml import order_x, ubl
from tests.intake.papers.goods import COLUMNS, HEAD, ROWS
from tests.intake.papers.kit import Book
from tests.intake.papers.sheets import order_sheet
from tests.letter.letters import english, mail
from tests.read.office_files import word
from tests.read.paper import pdf

TEXTS = (".csv", ".html", ".txt", ".xml", ".edi", ".x12")  # a changed letter in them is what the file says
SCANS = (".png", ".tif")
PACKED = (".xlsx", ".docx", ".zip")
TABLE = (("Purchase Order",), *HEAD, (), COLUMNS, *ROWS, ("", "", "", "", "", "Total EUR", "1,598.00"))
MARK = b"From tom@harbor.example Fri Jan  9 10:00:00 2026\n"


@cache
def honest() -> dict[str, bytes]:
    """Return the files by their suffix; most hold the English order of the letters' tests."""
    letter = mail("Please see the attached order.", {"order.pdf": english()})
    return {
        ".pdf": english(),
        ".plain.pdf": _unpacked(english()),
        ".order-x.pdf": _carrying(english(), order_x("4500017432")),
        ".xlsx": Book(lambda sheet, book: order_sheet(sheet, book)).bytes,
        ".docx": word(_typed),
        ".csv": _csv(),
        ".html": _html(),
        ".txt": _text(),
        ".xml": ubl().encode(),
        ".edi": interchange(message()).encode(),
        ".x12": x12(transaction()).encode(),
        ".eml": letter,
        ".mbox": MARK + letter + b"\n" + MARK + mail("", {"order.xlsx": b""}, subject="again") + b"\n",
        ".msg": outlook_files.message({outlook_files.SUBJECT: "order"}, [outlook_files.file("order.pdf", english())]),
        ".dat": winmail_files.winmail([winmail_files.file(b"order.pdf", english())]),
        ".zip": _zip({"order.pdf": english()}),
        ".tar": _tar({"order.pdf": english()}),
        ".tgz": gzip.compress(_tar({"order.pdf": english()}), mtime=0),
        ".png": _picture("PNG"),
        ".tif": _picture("TIFF"),
    }


def spoilt_file(suffix: str, rng: Random) -> bytes:
    """Return an honest file with something wrong; one that packs others may have it in one of them."""
    data, other = honest()[suffix], honest()[rng.choice(sorted(honest()))]
    if not suffix.endswith(PACKED) or rng.random() < 0.4:
        return spoilt(data, other, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        inside = {name: parts.read(name) for name in parts.namelist()}
    chosen = rng.choice(sorted(inside))
    return _zip({**inside, chosen: spoilt(inside[chosen], other, rng)})


def _unpacked(data: bytes) -> bytes:
    """Write a PDF's text in clear, where a changed byte changes a word."""
    from pypdf import PdfReader, PdfWriter

    writer, buffer = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    for page in writer.pages:
        page.replace_contents(page.get_contents())
    writer.write(buffer)
    return buffer.getvalue()


def _carrying(data: bytes, xml: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, buffer = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.add_attachment("order-x.xml", xml.encode())
    writer.write(buffer)
    return buffer.getvalue()


def _typed(document: Any) -> None:
    document.add_heading("Purchase Order")
    for name, value in HEAD:
        document.add_paragraph(f"{name}: {value}")
    table = document.add_table(rows=0, cols=len(COLUMNS))
    for row in (COLUMNS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Total EUR: 1,598.00")


def _csv() -> bytes:
    quoted = (",".join(f'"{cell}"' for cell in row) for row in TABLE)
    return "\r\n".join(quoted).encode()


def _html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    return f"<html><body><table>{rows}</table></body></html>".encode()


def _text() -> bytes:
    lines = ["Purchase Order", *(f"{name}: {value}" for name, value in HEAD), "", "\t".join(COLUMNS)]
    return "\n".join([*lines, *("\t".join(row) for row in ROWS), "\t" * 5 + "Total EUR\t1,598.00"]).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        for name, data in files.items():
            item = tarfile.TarInfo(name)
            item.size = len(data)
            made.addfile(item, io.BytesIO(data))
    return buffer.getvalue()


def _picture(kind: str) -> bytes:
    import pypdfium2

    buffer = io.BytesIO()
    shown = pypdfium2.PdfDocument(pdf(_drawn))[0].render(scale=150 / 72).to_pil().convert("L")
    shown.save(buffer, kind, dpi=(150, 150))
    return buffer.getvalue()


def _drawn(canvas: Any) -> None:
    """Draw a small order, which OCR reads in a second."""
    rows = (("Purchase Order", "4500017432"), COLUMNS[1::2], ("A-1001", "100", "12.50"), ("Total", "", "1250.00"))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.drawString(30 + 130 * column, 260 - 30 * number, text)
