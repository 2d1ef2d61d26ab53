"""Text exports in every encoding and separator, whatever they are labelled; what is lost, cut or unproved stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from orders.mapping import mappings
from orders.problems import UnusableError
from reconcile.load.apart import read_export
from reconcile.load.sheets import Sheet
from reconcile.vocabulary import vocabulary
from tests.reconcile.books import clean_books, run, table, write, write_csv

ROWS = [["订单号", "物料编码", "客户名称", "数量"], ["SO-1", "A-1", "镕基泵业", "5"], ["SO-2", "A-2", "喆鑫仪表", "6"]]
ENGLISH = [["Order No", "Item", "Customer", "Qty"], ["SO-1", "A-1", "镕基泵业", "5"], ["SO-2", "A-2", "喆鑫仪表", "6"]]


def sheet(path: Path, content: bytes, **formats: object) -> Sheet:
    path.write_bytes(content)
    built = [mapping.data for mapping in mappings("export")]
    return read_export(path, vocabulary("erp", built, [{"formats": formats}] if formats else []))


def refused(path: Path, content: bytes, **formats: object) -> str:
    with pytest.raises(UnusableError) as error:
        sheet(path, content, **formats)
    assert "help:" in str(error.value)
    return str(error.value)


def text(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in rows)


def cells(found: Sheet) -> list[list[str]]:
    return [found.header, *(found.texts(at) for at in range(len(found.rows)))]


@pytest.mark.parametrize("label", ["auto", "gb2312", "GBK", "cp936", "utf-8", "latin-1", "utf-16"])
@pytest.mark.parametrize("rows", [ROWS, ENGLISH], ids=["zh", "en"])
def test_gbk_is_read_under_any_label_that_cannot_be(label: str, rows: list[list[str]], tmp_path: Path) -> None:
    content = text(rows).encode("gb18030")
    assert cells(sheet(tmp_path / "a.csv", content, **({} if label == "auto" else {"encoding": label}))) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(encoding: str, delimiter: str, end: str, tmp_path: Path) -> None:
    rows = [*ROWS, ["SO-3", "A-3", "𠮷田电机", "7"]]
    found = sheet(tmp_path / "a.csv", text(rows, delimiter, end).encode(encoding))
    assert cells(found) == rows
    assert found.rows.tolist() == [2, 3, 4]


def test_a_stray_byte_in_utf_8_is_damage_and_no_chinese(tmp_path: Path) -> None:
    good = text(ENGLISH * 9).encode()
    told = refused(tmp_path / "a.csv", good.replace(b"SO-2", b"SO\xa12", 1))
    assert "row 3 has bytes that are no UTF-8" in told


def test_western_bytes_are_no_chinese_and_a_person_names_them(tmp_path: Path) -> None:
    rows = [["Order No", "Item", "Customer"], ["SO-1", "A-1", "Müller Göttingen"], ["SO-2", "A-2", "Café Noël"]]
    content = text(rows).encode("cp1252")
    assert "neither UTF-8 nor" in refused(tmp_path / "a.csv", content)
    assert cells(sheet(tmp_path / "a.csv", content, encoding="cp1252")) == rows


def test_lost_signs_name_their_row(tmp_path: Path) -> None:
    told = refused(tmp_path / "a.csv", text(ROWS).replace("鑫", "\ufffd").encode())
    assert "row 3 holds" in told


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_that_ends_within_a_sign_is_cut_off(encoding: str, tmp_path: Path) -> None:
    rows = [[*row, "备注一"] for row in ROWS]
    content = text(rows, end="\n").encode(encoding).rstrip("\n".encode(encoding.replace("utf-16", "utf-16-le")))
    assert "export-cut-off" in refused(tmp_path / "a.csv", content[:-1])


@pytest.mark.parametrize("cut", [1, 5, 9, 14])
def test_a_last_line_cut_within_its_last_cell_is_cut_off(cut: int, tmp_path: Path) -> None:
    books = clean_books(8)
    path = write_csv(tmp_path / "a.csv", table(books, "crm"))
    path.write_bytes(path.read_bytes()[: -2 - cut])
    with pytest.raises(UnusableError, match="export-cut-off"):
        run({**write(books, tmp_path / "good"), "crm": (path,)})


def test_a_note_at_the_end_without_a_line_end_is_no_cut(tmp_path: Path) -> None:
    books = clean_books(8)
    path = write_csv(tmp_path / "a.csv", [*table(books, "crm"), ["共 16 条"]])
    path.write_bytes(path.read_bytes().rstrip())
    result = run({**write(books, tmp_path / "good"), "crm": (path,)})
    assert result.exceptions == ()
    assert [row.reason for row in result.excluded] == ["note"]


def test_quotes_line_breaks_and_separators_inside_cells(tmp_path: Path) -> None:
    rows = [*ROWS, ["SO-3", "A-3", '管径 3" 法兰, 甲\n乙', "7"], ["SO-4", "A-4", "丙", "8"]]
    path = write_csv(tmp_path / "a.csv", rows, "utf-8")
    found = sheet(path, path.read_bytes())
    assert cells(found) == rows
    assert found.rows.tolist() == [2, 3, 4, 5]
    bare = text([*ROWS, ["SO-3", "A-3", '管径 3" 法兰', "7"]]).encode()
    assert sheet(tmp_path / "b.csv", bare).texts(2)[2] == '管径 3" 法兰'


def test_arrow_and_the_row_by_row_reader_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["标题"], *ROWS, [], ["SO-3", "A-3"], ["", "", "", ""], ["合计", "", "", "11", ""]]
    path = write_csv(tmp_path / "a.csv", rows)
    fast = sheet(path, path.read_bytes())
    monkeypatch.setattr("reconcile.load.separated._by_arrow", lambda *_, **__: None)
    slow = sheet(path, path.read_bytes())
    assert (cells(fast), fast.rows.tolist()) == (cells(slow), slow.rows.tolist())
    assert fast.rows.tolist() == [3, 4, 5, 6, 7, 8]
