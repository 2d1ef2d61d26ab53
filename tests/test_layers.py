"""The laws of the house: who may import whom, who may print or exit, how long a function may be."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = ("orders", "intake", "plan", "reconcile", "reports", "mappings")
ROOMS = (*BELOW, "commands")
EDGE = ("cli", "commands")  # they alone know click, print and read the environment; cli alone exits
ALLOWED = {
    "orders": {"orders", "mappings"},
    "intake": {"intake", "orders", "mappings"},
    "plan": {"plan", "orders", "mappings"},
    "reconcile": {"reconcile", "orders", "mappings"},
    "reports": {"reports", "orders", "mappings"},
    "mappings": {"mappings"},
    "commands": {*BELOW, "commands"},
    "cli": {*ROOMS, "cli"},
}
# They take from 50 ms to seconds to import, and `--help` must answer at once
HEAVY = {
    "PIL", "chinese_calendar", "compressed_rtf", "cv2", "docx", "facturx", "jinja2", "lxml", "msoffcrypto", "numpy",
    "olefile", "onnxruntime", "openpyxl", "openvino", "oxmsg", "pandas", "pdfminer", "pdfplumber", "pebble", "pyarrow",
    "pypdfium2", "pytesseract", "python_calamine", "pyzipper", "rapidocr", "ruamel", "scipy", "tnefparse", "xlrd",
    "xlsxwriter",
}  # fmt: skip
# In reconcile the record is the frame : the whole room is columns, and nobody enters it without need
FRAMES = {"reconcile": {"numpy", "pandas", "pyarrow"}}
LONGEST_FUNCTION, LONGEST_MODULE = 60, 400


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [*found, ROOT / "cli.py"]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(nodes: Iterator[ast.AST] | list[ast.stmt]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").split(".")[0] if not node.level else "(relative)"


def at_module_level(tree: ast.Module) -> list[ast.stmt]:
    """The statements that run on import; `if TYPE_CHECKING:` does not."""
    found: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        found += [inner for inner in ast.walk(node) if isinstance(inner, ast.stmt)] if _runs(node) else [node]
    return found


def _runs(node: ast.stmt) -> bool:
    return isinstance(node, (ast.If, ast.Try, ast.With))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_keeps_the_laws(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [*layers(path, tree), *heavy(path, tree), *edges(path, tree), *sizes(path, tree)] == []


def layers(path: Path, tree: ast.Module) -> Iterator[str]:
    room = room_of(path)
    for line, name in imports(ast.walk(tree)):
        if name in ALLOWED and name not in ALLOWED[room]:
            yield f"line {line}: {room} may not import {name}"
        if name in ("samples", "tests", "bench") or (name == "click" and room not in EDGE):
            yield f"line {line}: {room} may not import {name}"
        if name == "(relative)":
            yield f"line {line}: imports are absolute here"


def heavy(path: Path, tree: ast.Module) -> Iterator[str]:
    for line, name in imports(at_module_level(tree)):
        if name in HEAVY - FRAMES.get(room_of(path), set()):
            yield f"line {line}: import {name} inside the function that uses it"


def edges(path: Path, tree: ast.Module) -> Iterator[str]:
    """Only cli and its commands print and read the environment; only cli exits."""
    room = room_of(path)
    for node in ast.walk(tree):
        text = ast.unparse(node) if isinstance(node, (ast.Attribute, ast.Name)) else ""
        if text in ("sys.exit", "sys.argv", "exit", "quit", "input") and room != "cli":
            yield f"line {node.lineno}: {text} belongs into cli.py"  # type: ignore[attr-defined]
        if text in ("os.environ", "os.getenv") and room not in EDGE:
            yield f"line {node.lineno}: {text} belongs into commands/"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield from () if room in EDGE else (f"line {node.lineno}: only commands print",)


def sizes(path: Path, tree: ast.Module) -> Iterator[str]:
    length = len(path.read_text(encoding="utf-8").splitlines())
    if length > LONGEST_MODULE:
        yield f"the module has {length} lines, {LONGEST_MODULE} are the most"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"line {node.lineno}: {node.name} has {lines} lines, {LONGEST_FUNCTION} are the most"


@pytest.mark.parametrize(("room", "later"), [("load", ("match", "compare")), ("match", ("compare",))])
def test_reconciliation_flows_one_way(room: str, later: tuple[str, ...]) -> None:
    ends = tuple(f"reconcile.{name}" for name in later)
    for path in (ROOT / "reconcile" / room).glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ends)]


def test_our_packages_are_ours() -> None:
    import commands
    import intake
    import plan
    import reports

    for package in (commands, intake, plan, reports):
        assert Path(str(package.__file__)).is_relative_to(ROOT)


def test_starting_the_command_loads_nothing_heavy() -> None:
    code = "import sys, cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()


def test_every_package_is_in_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent for room in ROOMS for path in (ROOT / room).rglob("__init__.py")}
    packages = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert set(settings["tool"]["setuptools"]["packages"]) == packages


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
