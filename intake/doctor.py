"""What this machine has and lacks for reading paper, and the command that mends it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from orders.problems import UnusableError

LANGUAGES = ("chi_sim", "eng")
MEND_TESSERACT = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
MEND_FONTS = "apt-get install fonts-noto-cjk"


@dataclass(frozen=True)
class Organ:
    """One thing the tool needs: is it there, and if not, which command brings it."""

    what: str
    good: bool
    mend: str = ""


def examine(database: str) -> tuple[Organ, ...]:
    """Look for OCR engines, their languages, fonts and the database; a database that does not exist is not made."""
    packages = (_package("rapidocr", "rapidocr (OCR)"), _package("onnxruntime", "onnxruntime"))
    return (*packages, *_tesseract(), _fonts(), _database(database))


def _package(module: str, what: str) -> Organ:
    return Organ(what, find_spec(module) is not None, f"pip install {module}")


def _tesseract() -> Iterator[Organ]:
    """Tesseract gives the second reading of scans; without it more of them are held."""
    found = shutil.which("tesseract")
    yield Organ("tesseract (second reading of scans)", found is not None, MEND_TESSERACT)
    languages = _output([found, "--list-langs"]).split() if found else []
    for language in LANGUAGES:
        package = f"tesseract-ocr-{language.replace('_', '-')}"
        yield Organ(f"tesseract {language}", language in languages, f"apt-get install {package}")


def _fonts() -> Organ:
    """PDFs without embedded Chinese fonts are drawn for OCR and pictures with the machine's own."""
    found = shutil.which("fc-list")
    return Organ("fonts zh", bool(found and _output([found, ":lang=zh"]).strip()), MEND_FONTS)


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _database(database: str) -> Organ:
    from orders.ledger import open_ledger, sqlite_file

    try:
        file = sqlite_file(database)
        if file is None or file.exists():
            open_ledger(database)
    except UnusableError as error:
        return Organ("database", False, str(error))
    return Organ("database", True)
