"""One night of the sample factory in ./demo: what it says, what this machine lacks, how many orders that held."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FACTORY = ROOT / "demo" / "factory"
EXPECTED = 1  # the factory has planted faults, so its night needs a person
UNCONFIRMED = "ocr-unconfirmed"
NEEDED = ("rapidocr models", "onnxruntime", "tesseract", "tesseract languages")


def main() -> int:
    """Run the night on a fresh copy; return 0 exactly if it ended as expected."""
    shutil.rmtree(ROOT / "demo", ignore_errors=True)
    shutil.copytree(ROOT / "samples" / "factory", FACTORY)
    night = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "nightly", "-w", "demo/factory"], cwd=ROOT, check=False
    )
    print()
    _say_what_is_missing()
    if night.returncode != EXPECTED:
        print(f"demo: nightly ended with {night.returncode}, expected was {EXPECTED}", file=sys.stderr)
        return night.returncode or 1
    print("demo: nightly ended with 1, as it should: the factory has planted faults that need a person")
    return 0


def _say_what_is_missing() -> None:
    sys.path.insert(0, str(ROOT))
    from orders.doctor import examine

    missing = [part for part in examine() if part.name in NEEDED and not part.ok]
    for part in missing:
        print(f"demo: this machine lacks {part.name} ({part.detail}): {part.remedy}")
    if missing:
        print(f"demo: orders held only because no second reading confirmed them: {_unconfirmed()}")
    else:
        print("demo: this machine lacks nothing the night needs; all of it: .venv/bin/orderloom doctor")


def _unconfirmed() -> int:
    """Count the records that nothing but the missing second reading holds."""
    path = FACTORY / "out" / "latest" / "orders.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    held = [{found["code"] for found in json.loads(line)["findings"] if found["severity"] == "error"} for line in lines]
    return sum(codes == {UNCONFIRMED} for codes in held)


if __name__ == "__main__":
    sys.exit(main())
