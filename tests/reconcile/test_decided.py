"""A person's decisions about exceptions: out in exceptions.xlsx, back by workbook or by command, refused by name."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import cli
from orders.problems import UnusableError
from reports.exceptions_decided import read_decided
from reports.exceptions_words import ANSWERS, COLUMNS
from tests.reconcile.books import WORDS, Books, clean_books, write
from tests.reconcile.test_stable import faulty_books

MAPPING = """\
kind: export
system: {system}
values: {{status: {words}}}
tolerances: {{amount: {{absolute: "0.01"}}, status: {{hours: 24}}, stalled: {{days: 20}}}}
"""
SETTINGS = 'as_of: "2026-03-04T20:00:00"\nlanguage: {language}\ncompany: {{names: [A]}}\n'


class Site:
    """A workspace whose exports are written anew for every night."""

    def __init__(self, folder: Path, language: str = "zh") -> None:
        self.folder, self.day, self.language = folder, 3, language
        (folder / "mappings").mkdir(parents=True)
        for system, words in WORDS.items():
            text = MAPPING.format(system=system, words=json.dumps(words, ensure_ascii=False))
            (folder / "mappings" / f"{system}.yaml").write_text(text, encoding="utf-8")
        (folder / "orderloom.yaml").write_text(SETTINGS.format(language=language), encoding="utf-8")

    def night(self, books: Books, *more: str) -> int:
        """Reconcile the books in the next night, always at the same hour of the exports."""
        files = write(books, self.folder / f"exports-{self.day}")
        given = [part for system, paths in files.items() for part in (f"--{system}", str(paths[0]))]
        self.day += 1
        return self.run("reconcile", *given, *more)

    def run(self, *arguments: str) -> int:
        hour = f"2026-03-04T20:{self.day:02d}"
        return cli.main([*arguments, "-w", str(self.folder), "--as-of", hour, "-q"])

    @property
    def book(self) -> Path:
        return self.folder / "out" / "latest" / "exceptions.xlsx"

    def rows(self) -> dict[str, dict[str, Any]]:
        """Return the rows of the newest workbook by kind."""
        sheet = openpyxl.load_workbook(self.book)["异常" if self.language == "zh" else "Exceptions"]
        head, *rows = sheet.iter_rows(values_only=True)
        kind = head.index(COLUMNS["kind"][0 if self.language == "zh" else 1])
        return {str(row[kind]): dict(zip(map(str, head), row, strict=True)) for row in rows}

    def fill_in(self, kind: str, answers: Mapping[str, str], target: Path) -> Path:
        """Fill in the row of a kind as a person would, in a copy."""
        book = openpyxl.load_workbook(self.book)
        sheet = book["异常" if self.language == "zh" else "Exceptions"]
        head = [cell.value for cell in sheet[1]]
        number = next(row[0].row for row in sheet.iter_rows(min_row=2) if kind in [cell.value for cell in row])
        for name, value in answers.items():
            sheet.cell(number, head.index(ANSWERS[name][0 if self.language == "zh" else 1]) + 1).value = value
        book.save(target)
        return target

    def failures(self) -> list[str]:
        summary = json.loads((self.folder / "out" / "latest" / "summary.json").read_text(encoding="utf-8"))
        return [item["reason"] for item in summary["failures"]]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


ACCEPT = {"decision": "接受", "note": "客户来电确认，月底统一调整", "by": "李雷"}


def shuffled(books: Books, seed: int = 1) -> Books:
    for system in ("crm", "erp", "wms"):
        random.Random(seed).shuffle(books.of(system))
    return books


@pytest.mark.parametrize("seed", range(2))
def test_a_decision_survives_every_new_export_until_its_evidence_changes(site: Site, tmp_path: Path, seed: int) -> None:
    books = faulty_books()
    assert site.night(books) == 1
    filled = site.fill_in("数量不一致", ACCEPT, tmp_path / "filled.xlsx")
    assert site.run("exceptions", "apply", str(filled)) == 1
    assert site.rows()["数量不一致"]["状态"] == "已接受"
    assert site.rows()["重复"]["状态"] == "新出现"  # the night was this one: it is still new for a clerk
    assert site.night(shuffled(books, seed)) == 1
    row = site.rows()["数量不一致"]
    assert (row["状态"], row["以前的依据"]) == ("已接受", None)
    assert "客户来电确认" in row["已有决定"]
    assert site.rows()["重复"]["状态"] == "仍存在"
    books.row("erp", 9).update(quantity="60")
    site.night(shuffled(books, seed + 5))
    row = site.rows()["数量不一致"]
    assert row["状态"] == "重新出现"
    assert "ERP：80 → 60" in row["以前的依据"]
    assert "客户来电确认" in row["已有决定"]
    books.row("erp", 9).update(quantity="80")
    site.night(books)
    assert site.rows()["数量不一致"]["状态"] == "已接受"


def test_when_everything_is_decided_nobody_is_needed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    books = clean_books()
    books.row("erp", 9).update(quantity="80")
    assert site.night(books) == 1
    name = site.rows()["数量不一致"][COLUMNS["exception_id"][0]]
    assert site.run("exceptions", "accept", name, "--note", "agreed", "--by", "Li") == 0
    assert site.night(books) == 0
    assert site.run("exceptions", "reopen", name, "--by", "Li") == 1
    assert site.night(books) == 1


def test_a_team_named_by_a_person_is_the_owner_everywhere(site: Site) -> None:
    site.night(faulty_books())
    name = site.rows()["重复"][COLUMNS["exception_id"][0]]
    site.run("exceptions", "assign", name, "--value", "夜班仓库组", "--by", "韩梅梅")
    site.night(faulty_books())
    assert site.rows()["重复"][COLUMNS["owner"][0]] == "夜班仓库组"
    csv = (site.folder / "out" / "latest" / "exceptions.csv").read_text(encoding="utf-8-sig")
    assert csv.count("夜班仓库组") == 1


def test_a_row_whose_evidence_has_changed_is_refused_by_name(site: Site, tmp_path: Path) -> None:
    books = faulty_books()
    site.night(books)
    filled = site.fill_in("数量不一致", ACCEPT, tmp_path / "filled.xlsx")
    books.row("erp", 9).update(quantity="60")
    site.night(books)
    assert site.run("exceptions", "apply", str(filled)) == 1
    assert len(site.failures()) == 1
    assert "已有变化" in site.failures()[0]
    assert site.rows()["数量不一致"]["状态"] == "加重"


def test_a_workbook_that_is_applied_twice_decides_once(site: Site, tmp_path: Path) -> None:
    site.night(faulty_books())
    filled = site.fill_in("数量不一致", ACCEPT, tmp_path / "filled.xlsx")
    for _ in range(2):
        site.run("exceptions", "apply", str(filled))
        assert site.failures() == []
    from orders.ledger import open_ledger

    assert [len(made) for made in open_ledger(f"sqlite:///{site.folder}/orderloom.db").verdicts().values()] == [1]


@pytest.mark.parametrize(
    ("action", "value", "why"),
    [("snooze", "2026-03-04", "不在今天以后"), ("wrong-match", "wms", "哪个系统的行"), ("accept", None, "不在台账中")],
)
def test_what_cannot_be_decided_is_said(site: Site, action: str, value: str | None, why: str) -> None:
    books = clean_books()
    books.row("crm", 11).update(promised_date="2026-12-01")  # not ready yet: the warehouse does not have it
    site.night(books)
    name = site.rows()["日期不一致"][COLUMNS["exception_id"][0]] if value else "0123456789abcdef"
    said = ["--value", value] if value else []
    assert site.run("exceptions", action, name, *said, "--note", "x", "--by", "Li") == 1
    assert why in site.failures()[0]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"decision": "接受", "by": "Li"}, "note-missing"),
        ({"decision": "接受", "note": "x"}, "by-missing"),
        ({"decision": "指派", "by": "Li"}, "new-value-missing"),
        ({"decision": "暂缓", "new_value": "下周", "by": "Li"}, "new-value-unusable"),
        ({"decision": "忽略", "by": "Li"}, "decision-unknown"),
        ({"note": "x"}, "decision-missing"),
        ({"decision": "wrong match", "new_value": "hrm", "by": "Li"}, "new-value-unusable"),
    ],
)
def test_a_wrong_decision_is_said_with_its_cell_and_nothing_is_done(
    site: Site, tmp_path: Path, answers: dict[str, str], code: str
) -> None:
    site.night(faulty_books())
    filled = site.fill_in("重复", answers, tmp_path / "filled.xlsx")
    with pytest.raises(UnusableError, match=code) as caught:
        read_decided(filled)
    assert all("异常!" in str(problem.place) for problem in caught.value.problems)
    assert site.run("exceptions", "apply", str(filled)) == 3


def test_a_workbook_in_english_moved_and_filtered_says_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", "en")
    site.night(faulty_books())
    answers = {"decision": "snooze", "new_value": "2026-03-31", "by": "Li"}
    filled = site.fill_in("quantities differ", answers, tmp_path / "filled.xlsx")
    book = openpyxl.load_workbook(filled)
    sheet = book["Exceptions"]
    sheet.insert_rows(1)
    sheet["A1"] = "for Monday"
    sheet.insert_cols(3)
    sheet.row_dimensions[4].hidden = True
    book.save(filled)
    assert [(item.decision, item.value) for item in read_decided(filled)] == [("snooze", "2026-03-31")]
    site.run("exceptions", "apply", str(filled))
    assert site.rows()["quantities differ"]["State"] == "snoozed"


def test_a_command_without_its_facts_is_refused(site: Site, tmp_path: Path) -> None:
    site.night(faulty_books())
    name = site.rows()["重复"][COLUMNS["exception_id"][0]]
    assert site.run("exceptions", "accept", name, "--by", "Li") == 3
    assert site.run("exceptions", "forgive", name) == 2
    assert cli.main(["exceptions", "accept", name, "--note", "x", "--by", "Li", "-w", str(tmp_path / "nowhere")]) == 3
    shutil.rmtree(site.folder / "out")


def pairs(site: Site) -> set[tuple[str, str]]:
    """Return which CRM and ERP rows are matched, by the order number of each."""
    text = (site.folder / "out" / "latest" / "matches.csv").read_text(encoding="utf-8-sig")
    return {(row.split(",")[0], row.split(",")[1]) for row in text.splitlines()[1:]}


def test_a_wrong_match_is_never_made_again_until_the_rows_change(site: Site) -> None:
    books = clean_books()
    books.row("erp", 9).update(quantity="80", order_date="2026-01-27")
    together = (books.numbers("crm", 9), books.numbers("erp", 9))
    site.night(books)
    assert together in pairs(site)
    name = site.rows()["数量不一致"][COLUMNS["exception_id"][0]]
    assert site.run("exceptions", "wrong-match", name, "--by", "Li") == 1
    for seed in range(2):
        site.night(shuffled(books, seed))
        together = (books.numbers("crm", 9), books.numbers("erp", 9))
        assert together not in pairs(site)
        assert "数量不一致" not in site.rows()
        assert {"ERP 中没有", "CRM 中没有"} <= set(site.rows())
    books.row("erp", 9).update(quantity="84")
    site.night(books)
    assert (books.numbers("crm", 9), books.numbers("erp", 9)) in pairs(site)


def test_a_suggestion_that_a_person_turned_down_is_not_made_again(site: Site) -> None:
    books = clean_books()
    books.row("crm", 14).update(order_id="SO-2026-0O0l4")
    site.night(books)
    name = site.rows()["疑似匹配，需确认"][COLUMNS["exception_id"][0]]
    site.run("exceptions", "wrong-match", name, "--by", "Li")
    site.night(shuffled(books))
    assert "疑似匹配，需确认" not in site.rows()
    assert {"CRM 中没有", "ERP 中没有"} <= set(site.rows())
    site.run("exceptions", "reopen", name, "--by", "Li")
    site.night(books)
    assert site.rows()["疑似匹配，需确认"]["状态"] == "重新出现"


def explain(site: Site, books: Books, name: str, *more: str) -> int:
    return site.night(books, "--explain", name, *more)


def test_explain_shows_numbers_candidates_and_comparisons(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    books = faulty_books()
    site.night(books)
    names = {kind: row[COLUMNS["exception_id"][0]] for kind, row in site.rows().items()}
    site.run("exceptions", "accept", names["数量不一致"], "--note", "月底调整", "--by", "李雷")
    before = sorted(path.name for path in (site.folder / "out").iterdir())
    assert explain(site, books, names["数量不一致"], "--lang", "en") == 0
    told = capsys.readouterr().out
    row = books.numbers("erp", 9)
    assert f"ERP {row}" in told
    assert re.search(r"#1 +quantity +CRM–ERP +84 \| 80 +± 0 +differs", told)
    assert re.search(r"#1 +amount +CRM–ERP .* ± 0.01 +same", told)
    assert "accept · 李雷 2026-03-04: 月底调整" in told
    assert explain(site, books, names["疑似匹配，需确认"]) == 0
    told = capsys.readouterr().out
    assert re.search(rf"CRM {books.numbers('crm', 14)} +↔ +ERP .*0\.\d\d +采用 .*客户 =.*订单日期 =", told)
    assert sorted(path.name for path in (site.folder / "out").iterdir()) == before


@pytest.mark.parametrize("kind", ["同号不同单", "疑似匹配，需确认", "重复", "值读不出来", "日期不一致"])
def test_every_sort_of_exception_can_be_explained(site: Site, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    books = faulty_books()
    site.night(books)
    assert explain(site, books, site.rows()[kind][COLUMNS["exception_id"][0]], "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["comparisons"]
    assert told["numbers"]


def test_what_is_not_there_cannot_be_explained(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(site, clean_books(), "0123456789abcdef") == 1
    assert "0123456789abcdef" in capsys.readouterr().err
