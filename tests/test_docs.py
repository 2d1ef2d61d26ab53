"""The docs name every command, code and format there is."""

from __future__ import annotations

from pathlib import Path

import click

import cli
from orders.codes import EXCEPTIONS
from orders.findings import FINDINGS

ROOT = Path(__file__).parent.parent


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_code_is_in_the_docs_with_its_severity() -> None:
    text = _text("docs/codes.md")
    for code, (severity, *_) in {**FINDINGS, **EXCEPTIONS}.items():
        assert f"| `{code}` | {severity} |" in text


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
