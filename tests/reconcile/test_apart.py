"""A file that crashes, hangs or bloats its reader is unusable (exit 3); the others are read, and nothing is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from orders.mapping import mappings
from orders.problems import UnusableError
from reconcile.load import apart
from reconcile.vocabulary import Vocabulary, vocabulary
from tests.reconcile import bad_exports
from tests.reconcile.books import clean_books, table, write_csv


@pytest.fixture
def words() -> Vocabulary:
    return vocabulary("erp", [mapping.data for mapping in mappings("export")], [])


@pytest.mark.parametrize(
    ("reader", "code"),
    [
        (bad_exports.crash, "export-damaged"),
        (bad_exports.hang, "export-over-limit"),
        (bad_exports.bloat, "export-over-limit"),
    ],
)
def test_a_reader_that_dies_costs_its_file_only(
    tmp_path: Path, words: Vocabulary, monkeypatch: pytest.MonkeyPatch, reader: Callable[..., object], code: str
) -> None:
    path = write_csv(tmp_path / "erp.csv", table(clean_books(8), "erp"))
    monkeypatch.setattr(apart, "READING_SECONDS", 2.0)
    with apart.Child() as child:
        with monkeypatch.context() as patch:
            patch.setattr(apart, "_read", reader)
            bad = child.begin(path, words)
        good = child.begin(path, words)
        with pytest.raises(UnusableError, match=code):
            bad()
        assert len(good().rows) == 17


def test_a_relative_path_begins_where_the_command_does(
    tmp_path: Path, words: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_csv(tmp_path / "erp.csv", table(clean_books(8), "erp"))
    with apart.Child() as child:
        monkeypatch.chdir(tmp_path)
        assert len(child.begin(Path("erp.csv"), words)().rows) == 17
        with pytest.raises(UnusableError, match=r"^none\.csv: export-missing"):
            child.begin(Path("none.csv"), words)()


PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml")


@pytest.mark.parametrize("part", PARTS)
def test_a_workbook_with_broken_markup_is_damaged(tmp_path: Path, words: Vocabulary, part: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "whole.xlsx"))
    sheet = book.add_worksheet()
    for at, row in enumerate(table(clean_books(8), "erp")):
        sheet.write_row(at, 0, row)
    sheet.write_number(1, 0, 7, book.add_format({"num_format": "00000000"}))
    book.close()
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            broken.writestr(name, content[: len(content) * 2 // 3] if name == part else content)
    with apart.Child() as child, pytest.raises(UnusableError, match="export-damaged"):
        child.begin(tmp_path / "x.xlsx", words)()
