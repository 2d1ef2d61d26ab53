"""The doctor says what is there and how to mend what is not, without importing what it looks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli import main
from orders import doctor
from orders.doctor import Part, examine
from reports.screen import part_line

ROOT = Path(__file__).parent.parent.parent


def by_name(parts: tuple[Part, ...]) -> dict[str, Part]:
    return {part.name: part for part in parts}


def test_what_is_installed_is_found(tmp_path: Path) -> None:
    parts = by_name(examine(f"sqlite:///{tmp_path}/orderloom.db"))
    for name in ("python", "rapidocr models", "onnxruntime", "database"):
        assert parts[name].ok
        assert parts[name].needed
    assert not (tmp_path / "orderloom.db").exists()


def test_every_part_that_is_missing_has_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orders.doctor.shutil.which", lambda name: None)
    monkeypatch.setattr(doctor, "_folder", lambda package: None)
    missing = [part for part in examine() if not part.ok]
    assert {"rapidocr models", "onnxruntime", "tesseract", "CJK font", "openvino", "bsdtar"} == {
        part.name for part in missing
    }
    assert all(part.remedy for part in missing)


def test_missing_languages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"--version": "tesseract 5.3.0\n leptonica", "--list-langs": "List of available languages (1):\neng\n"}
    monkeypatch.setattr(doctor, "_printed", lambda *command: said.get(command[1]))
    parts = by_name(examine())
    assert parts["tesseract"].detail == "tesseract 5.3.0"
    assert parts["tesseract languages"] == Part(
        "tesseract languages", False, "missing: chi_sim", "apt-get install tesseract-ocr-chi-sim", needed=False
    )


def test_every_sentence_is_said_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orders.doctor.shutil.which", lambda name: None)
    monkeypatch.setattr(doctor, "_folder", lambda package: None)
    chinese, english = by_name(examine(language="zh")), by_name(examine(language="en"))
    assert chinese.keys() == english.keys()
    assert part_line(chinese["CJK font"], "zh").startswith("可选  中文字体：没有中文字体")
    assert part_line(english["onnxruntime"], "en").startswith("lacks  onnxruntime: not installed")


@pytest.mark.parametrize(("lost", "code"), [("openvino", 0), ("onnxruntime", 1)])
def test_only_what_is_needed_makes_the_command_end_with_1(
    lost: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = doctor._folder
    monkeypatch.setattr(doctor, "_folder", lambda package: None if package == lost else there(package))
    assert main(["doctor", "-w", str(tmp_path), "--lang", "zh"]) == code
    assert lost in capsys.readouterr().out


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "orderloom.db"
    path.write_bytes(b"no database at all " * 100)
    part = by_name(examine(f"sqlite:///{path}"))["database"]
    assert not part.ok
    assert part.remedy


def test_looking_does_not_import_the_engines() -> None:
    code = "import sys; from orders.doctor import examine; examine(); print('onnxruntime' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
