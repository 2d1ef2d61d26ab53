"""One door to all drawing: an order and its style become a PDF; also distilled, encrypted and cut-off ones."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from samples.maker import draw_reportlab, draw_weasyprint
from samples.maker.orders import Order
from samples.maker.styles import Style

LAYOUTS: Mapping[str, Callable[[Order, Style], bytes]] = {
    "chinese_ruled": draw_reportlab.ruled,
    "english_ruled": draw_reportlab.ruled,
    "english_unruled": draw_reportlab.unruled,
    "bilingual_ruled": draw_weasyprint.draw,
    "chinese_unruled": draw_weasyprint.draw,
    "chinese_long": draw_weasyprint.draw,
}
EPOCH = "1772582400"  # 2026-03-04 00:00 UTC, so that no producer writes today's date


def pdf(order: Order, style: Style) -> bytes:
    """Draw an order as its customer would; some customers print through Ghostscript."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    drawn = LAYOUTS[style.layout](order, style)
    return distilled(drawn) if style.distilled else drawn


def distilled(drawn: bytes) -> bytes:
    """Pass a PDF through Ghostscript's pdfwrite: other fonts' subsets, other text operators, another producer."""
    options = ["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dOmitXMP=true", "-dOmitID=true"]
    return _through(drawn, lambda source, target: ["gs", *options, f"-sOutputFile={target}", str(source)])


def encrypted(drawn: bytes) -> bytes:
    """Lock a PDF with a user password nobody here knows; qpdf's static IV keeps it reproducible."""
    lock = [
        "--static-id",
        "--static-aes-iv",
        "--allow-weak-crypto",
        "--encrypt",
        "Zx9-unknown",
        "owner-unknown",
        "128",
        "--use-aes=y",
        "--",
    ]
    return _through(drawn, lambda source, target: ["qpdf", *lock, str(source), str(target)])


def cut_off(drawn: bytes) -> bytes:
    """Return the first part of a PDF, as a broken transfer leaves it."""
    return drawn[: len(drawn) * 55 // 100]


def _through(drawn: bytes, command: Callable[[Path, Path], list[str]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        source.write_bytes(drawn)
        subprocess.run(command(source, target), check=True, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})
        return target.read_bytes()
