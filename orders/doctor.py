"""What this machine has and lacks for orderloom's work, and the command that mends it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from orders.problems import UnusableError

LANGUAGES = ("chi_sim", "eng")
WAIT_SECONDS = 20


@dataclass(frozen=True)
class Part:
    """One thing the work needs; a part that is not `needed` costs quality or speed when absent, never the run."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def examine(database: str | None = None) -> tuple[Part, ...]:
    """Look at this machine: Python, OCR engines and their models, languages, fonts, and the ledger at `database`."""
    tesseract = _tesseract()
    parts = [_python(), _models(), _onnxruntime(), tesseract, *([_languages()] if tesseract.ok else []), _font()]
    if database is not None:
        parts.append(_database(database))
    return (*parts, _openvino(), _bsdtar())


def _python() -> Part:
    version = sys.version.split()[0]
    return Part("python", sys.version_info >= (3, 11), f"Python {version}", "install python3.11 or newer")


def _models() -> Part:
    name, remedy = "rapidocr models", "pip install --force-reinstall rapidocr"
    folder = _folder("rapidocr")
    if folder is None:
        return Part(name, False, "rapidocr is not installed; scans cannot be read", remedy)
    found = sorted(path.name for path in folder.rglob("*.onnx"))
    if not found:
        return Part(name, False, "no models lie in rapidocr; scans cannot be read", remedy)
    return Part(name, True, f"rapidocr {metadata.version('rapidocr')} with {len(found)} models")


def _onnxruntime() -> Part:
    found = _folder("onnxruntime") is not None
    detail = f"onnxruntime {metadata.version('onnxruntime')}" if found else "not installed; scans cannot be read"
    return Part("onnxruntime", found, detail, "" if found else "pip install onnxruntime")


def _tesseract() -> Part:
    said = _say("tesseract", "--version")
    if said is None:
        detail = "not installed; scans get no second reading, and more of their orders are held"
        return Part("tesseract", False, detail, "apt-get install tesseract-ocr tesseract-ocr-chi-sim", needed=False)
    return Part("tesseract", True, said.splitlines()[0], needed=False)


def _languages() -> Part:
    said = _say("tesseract", "--list-langs")
    missing = [language for language in LANGUAGES if said is None or language not in said.split()]
    if not missing:
        return Part("tesseract languages", True, ", ".join(LANGUAGES), needed=False)
    packages = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in missing)
    return Part(
        "tesseract languages", False, f"missing: {', '.join(missing)}", f"apt-get install {packages}", needed=False
    )


def _font() -> Part:
    said = _say("fc-list", ":lang=zh", "family")
    if said and said.strip():
        return Part("CJK font", True, said.strip().splitlines()[0], needed=False)
    detail = "none found; Chinese pages without embedded fonts are drawn blank"
    return Part("CJK font", False, detail, "apt-get install fonts-noto-cjk fontconfig", needed=False)


def _database(database: str) -> Part:
    from orders.ledger.connect import connect, sqlite_file

    path = sqlite_file(database)
    if path is not None and not path.exists():
        return Part(
            "database", path.parent.is_dir(), f"{path} is not there yet; the first run makes it", f"mkdir {path.parent}"
        )
    try:
        connect(database).dispose()
    except UnusableError as error:
        first = error.problems[0]
        return Part("database", False, first.what, first.help)
    return Part("database", True, f"the ledger opens ({path.name if path else database.split(':')[0]})")


def _openvino() -> Part:
    found = _folder("openvino") is not None
    detail = "installed" if found else "not installed; OCR runs on onnxruntime"
    return Part("openvino", found, detail, "" if found else "pip install 'orderloom[ocr-openvino]'", needed=False)


def _bsdtar() -> Part:
    found = shutil.which("bsdtar")
    detail = found or "not installed; it unpacks .rar and .7z by hand, which intake does not open"
    return Part("bsdtar", found is not None, detail, "" if found else "apt-get install libarchive-tools", needed=False)


def _folder(package: str) -> Path | None:
    """Find an installed package without importing it: onnxruntime alone takes a second."""
    spec = util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _say(*command: str) -> str | None:
    """Return what a program prints, None if it is not there or fails."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr if done.returncode == 0 else None
