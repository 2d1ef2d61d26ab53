"""What this machine has and lacks for orderloom's work, and the command that mends it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import metadata, util
from pathlib import Path

from orders.codes import Language
from orders.problems import UnusableError

LANGUAGES = ("chi_sim", "eng")
WAIT_SECONDS = 20
Say = Callable[..., str]


@dataclass(frozen=True)
class Part:
    """One thing the work needs; a part that is not `needed` costs quality or speed when absent, never the run."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True


# what is said: (中文, English)
_DETAILS: Mapping[str, tuple[str, str]] = {
    "python": ("Python {version}", "Python {version}"),
    "python-remedy": ("安装 python3.11 或更新版本", "install python3.11 or newer"),
    "no-rapidocr": ("没有安装 rapidocr，扫描件无法读取", "rapidocr is not installed; scans cannot be read"),
    "no-models": ("rapidocr 里没有模型，扫描件无法读取", "no models lie in rapidocr; scans cannot be read"),
    "models": ("rapidocr {version}，模型 {count} 个", "rapidocr {version} with {count} models"),
    "onnxruntime": ("onnxruntime {version}", "onnxruntime {version}"),
    "no-onnxruntime": ("没有安装，扫描件无法读取", "not installed; scans cannot be read"),
    "no-tesseract": (
        "没有安装；扫描件没有第二次读取，更多订单要由人处理",
        "not installed; scans get no second reading, and more of their orders are held",
    ),
    "no-languages": ("缺少 {missing}", "missing: {missing}"),
    "no-font": (
        "没有中文字体；未嵌入字体的中文页面显示为空白",
        "none found; Chinese pages without embedded fonts are drawn blank",
    ),
    "new-database": ("{path} 还不存在，第一次运行时建立", "{path} is not there yet; the first run makes it"),
    "database": ("台账可以打开（{name}）", "the ledger opens ({name})"),
    "openvino": ("已安装", "installed"),
    "no-openvino": ("没有安装；文字识别用 onnxruntime", "not installed; OCR runs on onnxruntime"),
    "no-bsdtar": (
        "没有安装；.rar 和 .7z 压缩包打不开，要由人处理",
        "not installed; .rar and .7z archives cannot be opened and are held",
    ),
}


def examine(database: str | None = None, language: Language = "en") -> tuple[Part, ...]:
    """Look at this machine: Python, OCR engines and their models, languages, fonts, and the ledger at `database`.

    Details and remedies are in `language`; the name of a part is the same in both.
    """
    say = partial(_detail, language)
    tesseract = _tesseract(say)
    languages = [_languages(say)] if tesseract.ok else []
    parts = [_python(say), _models(say), _onnxruntime(say), tesseract, *languages, _font(say)]
    if database is not None:
        parts.append(_database(database, say))
    return (*parts, _openvino(say), _bsdtar(say))


def _detail(language: Language, name: str, **facts: object) -> str:
    return _DETAILS[name][0 if language == "zh" else 1].format(**facts)


def _python(say: Say) -> Part:
    version = sys.version.split()[0]
    return Part("python", sys.version_info >= (3, 11), say("python", version=version), say("python-remedy"))


def _models(say: Say) -> Part:
    name, remedy = "rapidocr models", "pip install --force-reinstall rapidocr"
    folder = _folder("rapidocr")
    if folder is None:
        return Part(name, False, say("no-rapidocr"), remedy)
    found = sorted(path.name for path in folder.rglob("*.onnx"))
    if not found:
        return Part(name, False, say("no-models"), remedy)
    return Part(name, True, say("models", version=metadata.version("rapidocr"), count=len(found)))


def _onnxruntime(say: Say) -> Part:
    if _folder("onnxruntime") is None:
        return Part("onnxruntime", False, say("no-onnxruntime"), "pip install onnxruntime")
    return Part("onnxruntime", True, say("onnxruntime", version=metadata.version("onnxruntime")))


def _tesseract(say: Say) -> Part:
    """Tesseract gives the second reading of scans; without it more of them are held."""
    printed = _printed("tesseract", "--version")
    if printed is None:
        remedy = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
        return Part("tesseract", False, say("no-tesseract"), remedy, needed=False)
    return Part("tesseract", True, printed.splitlines()[0], needed=False)


def _languages(say: Say) -> Part:
    printed, name = _printed("tesseract", "--list-langs"), "tesseract languages"
    missing = [language for language in LANGUAGES if printed is None or language not in printed.split()]
    if not missing:
        return Part(name, True, ", ".join(LANGUAGES), needed=False)
    packages = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in missing)
    told = say("no-languages", missing=", ".join(missing))
    return Part(name, False, told, f"apt-get install {packages}", needed=False)


def _font(say: Say) -> Part:
    printed = _printed("fc-list", ":lang=zh", "family")
    if printed and printed.strip():
        return Part("CJK font", True, printed.strip().splitlines()[0], needed=False)
    return Part("CJK font", False, say("no-font"), "apt-get install fonts-noto-cjk fontconfig", needed=False)


def _database(database: str, say: Say) -> Part:
    from orders.ledger.connect import connect, sqlite_file

    path = sqlite_file(database)
    if path is not None and not path.exists():
        return Part("database", path.parent.is_dir(), say("new-database", path=path), f"mkdir {path.parent}")
    try:
        connect(database).dispose()
    except UnusableError as error:
        first = error.problems[0]
        return Part("database", False, first.what, first.help)
    return Part("database", True, say("database", name=path.name if path else database.split(":")[0]))


def _openvino(say: Say) -> Part:
    if _folder("openvino") is None:
        return Part("openvino", False, say("no-openvino"), "pip install 'orderloom[ocr-openvino]'", needed=False)
    return Part("openvino", True, say("openvino"), needed=False)


def _bsdtar(say: Say) -> Part:
    found = shutil.which("bsdtar")
    if found is None:
        return Part("bsdtar", False, say("no-bsdtar"), "apt-get install libarchive-tools", needed=False)
    return Part("bsdtar", True, found, needed=False)


def _folder(package: str) -> Path | None:
    """Find an installed package without importing it: onnxruntime alone takes a second."""
    spec = util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _printed(*command: str) -> str | None:
    """Return what a program prints, None if it is not there or fails."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr if done.returncode == 0 else None
