"""The docs name every command, code and format there is."""

from __future__ import annotations

from pathlib import Path

import click

import cli
from orders.codes import EXCEPTIONS
from orders.findings import FINDINGS
from reports.exceptions_remedies import REMEDIES
from reports.exceptions_words import CHANGES, DECISIONS

ROOT = Path(__file__).parent.parent


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_code_is_in_the_docs_with_its_severity() -> None:
    text = _text("docs/codes.md")
    for code, (severity, *_) in {**FINDINGS, **EXCEPTIONS}.items():
        assert f"| `{code}` | {severity} |" in text


def test_every_kind_of_exception_has_meaning_owner_and_what_to_do() -> None:
    text = _text("docs/exceptions.md")
    rows = {
        line.split("|")[1].strip(" `"): line.split("|")[2:-1] for line in text.splitlines() if line.startswith("| `")
    }
    for kind in EXCEPTIONS:
        meaning_zh, meaning, remedy_zh, remedy = REMEDIES[kind]
        told, owner, advice = (cell.strip() for cell in rows[kind])
        assert (told, advice) == (f"{meaning} ({meaning_zh})", f"{remedy} ({remedy_zh})"), kind
        assert owner


def test_every_check_has_its_code_and_what_to_do_in_the_docs() -> None:
    from intake.check import OWN

    rows = [line.split(" | ") for line in _text("docs/checks.md").splitlines() if line.startswith("| ") and "`" in line]
    told = {row[1].strip(" `"): row for row in rows if len(row) == 6}
    assert set(told) == set(OWN)
    for code, row in told.items():
        assert row[5].endswith(") |"), code  # English, then 中文
        assert row[3].strip(), code


def test_every_decision_and_state_is_in_the_docs() -> None:
    text = _text("docs/exceptions.md")
    for decision, (chinese, *_) in DECISIONS.items():
        assert f"| {decision} ({chinese}) |" in text
    for chinese, _ in CHANGES.values():
        assert chinese in text


def test_every_command_is_in_the_docs_and_has_help() -> None:
    text = _text("README.md") + _text("docs/integrators.md")
    for name, command in cli.orderloom.commands.items():
        assert isinstance(command, click.Command)
        assert command.help
        assert f"orderloom {name}" in text, name


def test_every_reader_is_in_the_table_of_formats() -> None:
    from intake.read.registry import READERS

    text = _text("docs/formats.md")
    for _, _, media_type in READERS:
        assert media_type in text, media_type
