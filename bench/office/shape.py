"""What an office shape is, and LibreOffice as the hand that turns one format into another."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.layouts.paper import Draw, Paper, Pen


@dataclass(frozen=True)
class Shape:
    """A named way to fill a file: who makes it, its suffix; `faults`: mistakes can be planted."""

    name: str
    producer: str
    suffix: str
    draw: Draw
    faults: bool = True


def converted(content: bytes, suffix: str, to: str, reads_as: str = "") -> bytes:
    """Turn a file of one format into another by LibreOffice with a profile of its own.

    `to` is the new suffix, with the filter behind a colon where the suffix does not say it ("docx:MS Word 2007 XML").
    """
    with TemporaryDirectory(prefix="office-") as folder:
        home = Path(folder)
        (home / f"order{suffix}").write_bytes(content)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        asked = [f"--infilter={reads_as}"] if reads_as else []
        command = ["soffice", profile, "--headless", *asked, "--convert-to", to, "--outdir", folder]
        subprocess.run([*command, f"{home}/order{suffix}"], check=True, timeout=180, capture_output=True)
        return (home / f"order.{to.partition(':')[0]}").read_bytes()


def as_xls(draw: Callable[[Pen], Paper]) -> Callable[[Pen], Paper]:
    """Let a shape be saved as .xls (BIFF8)."""

    def drawn(pen: Pen) -> Paper:
        paper = draw(pen)
        return Paper(converted(paper.pdf, ".xlsx", "xls"), paper.orders, paper.expect)

    return drawn
