"""Files of rules, in YAML and Excel: read alike, refused with line or cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from orders.codes import Language
from orders.inputs import check_mapping
from orders.problems import Problem, UnusableError
from orders.rules import load_rules
from orders.rules.load import read_rules
from reports.rules_book import EXAMPLES, write_table
from tests.rules.small_rules import problems

Rows = Sequence[Sequence[object]]
HEADS = ["名称", "启用", "顺序", "客户等级", "订单金额", "标签", "条件", "动作", "动作2", "生效日期", "说明"]
ROWS = [
    ["大额", "是", "10", "A", "> 500000", "", "", "信用额度二次审核", "", "", ""],
    ["加急", "", "", "≥ B", "", "T+3", "", "加急", "打标签 急", "2026-03-01", "合同"],
    ["短交期", "否", "", "", "", "", "交期 < 7 天", "虚拟锁库", "", "", ""],
]


def book(path: Path, rows: Rows, title: str = "规则", more: Mapping[str, Rows] | None = None) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, content in {title: rows, **(more or {})}.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
    return path


def faults(folder: Path, rows: Rows) -> list[Problem]:
    book(folder / "r.xlsx", rows)
    return problems(folder, {})


def test_a_yaml_file_of_rules_is_read(tmp_path: Path) -> None:
    text = """\
kind: rules
currency: CNY
rates: {EUR: "7.8"}
actions: {双签: [暂停, 任务 总经理 1 天]}
rules:
  - {name: 大额, rule: "订单金额 > 500000 → 双签", order: 5}
  - name: 锁库
    when: 交期 < 7 天
    then: [虚拟锁库, 打标签 短]
    enabled: false
    valid_from: "2026-01-01"
    valid_to: "2026-12-31"
"""
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")
    found = load_rules(tmp_path)
    assert [(one.name, one.place, one.scope) for one in found.rules] == [
        ("大额", "r.yaml:6", "order"),
        ("锁库", "r.yaml:7", "line"),
    ]
    assert [action.deed for action in found.rules[0].actions] == ["hold", "task"]
    assert found.money.rates == {"EUR": Decimal("7.8")}
    assert not found.on(date(2026, 3, 4)).rules[1:]


def test_a_rule_is_in_force_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    text = 'kind: rules\nrules: [{name: a, rule: 含税 → 加急, valid_from: "2026-03-04", valid_to: "2026-03-05"}]\n'
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")
    rules = load_rules(tmp_path)
    assert [bool(rules.on(date(2026, 3, day)).rules) for day in (3, 4, 5, 6)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "code", "at", "help_text"),
    [
        ('rules: [{name: a, rule: "定单金额 > 3 → 加急"}]', "rule-fact-unknown", (2, 26), "订单金额"),
        ("rules:\n  - name: a\n    when: 交期 < 7 元\n    then: 加急", "rule-unit-wrong", (4, 18), "天"),
        ('rules: [{name: a, rule: "含税 → 加快"}]', "rule-action-unknown", (2, 31), "加急"),
        ("rules:\n  - name: a\n    when: 含税\n    then: [加急, 打标鉴 x]", "rule-action-unknown", (5, 16), "打标签"),
        ("rules: [{name: a, rule: 含税 加急}]", "rule-unread", None, ""),
        ("rules: [{name: a, when: 含税}]", "rule-action-missing", (2, 9), "action"),
        ("rules: [{name: a, then: 加急}]", "rule-condition-missing", (2, 9), "condition"),
        ("rules: [{name: a, rule: 含税 → 加急, then: 加急}]", "rule-written-twice", (2, 25), "one of the two"),
        ("rules:\n  - {name: a, rule: 含税 → 加急}\n  - {name: a, rule: 含税 → 锁库}", "rule-twice", (4, 12), "other"),
        ('rules: [{name: a, rule: 含税 → 加急, valid_from: "2026-13-01"}]', "rule-date-unreadable", (2, 47), "2026"),
        (
            'rules: [{name: a, rule: 含税 → 加急, valid_from: "2026-03-02", valid_to: "2026-03-01"}]',
            "rule-never-valid", (2, 71), "swap",
        ),
        ("actions: {双签: 暂听}\nrules: []", "rule-action-unknown", (2, 15), "暂停"),
        ("rules: [{name: a, whenn: 含税, then: 加急}]", "unknown-key", (2, 19), "when"),
    ],
)  # fmt: skip
def test_a_mistake_in_yaml_has_line_and_column(
    tmp_path: Path, text: str, code: str, at: tuple[int, int] | None, help_text: str
) -> None:
    found = problems(tmp_path, {"r.yaml": f"kind: rules\n{text}\n"})
    if at is None:
        assert [one.code for one in found] == ["rule-arrow-missing"]
        return
    assert [(one.code, (one.line, one.column)) for one in found] == [(code, at)]
    assert help_text in found[0].help


def test_an_excel_table_says_what_the_yaml_says(tmp_path: Path) -> None:
    found = load_rules(book(tmp_path / "r.xlsx", [["请在此维护规则"], HEADS, *ROWS]).parent).rules
    assert [(one.name, one.enabled, one.order, one.place) for one in found] == [
        ("大额", True, 10, "r.xlsx:规则!3"),
        ("加急", True, 100, "r.xlsx:规则!4"),
        ("短交期", False, 100, "r.xlsx:规则!5"),
    ]
    assert found[0].when == "客户等级 = A 且 订单金额 > 500000"
    assert found[1].when == "客户等级 ≥ B 且 标签 含 T+3"
    assert [action.deed for action in found[1].actions] == ["priority", "tag"]
    assert found[1].valid_from == date(2026, 3, 1)


def test_named_actions_and_rates_have_sheets_of_their_own(tmp_path: Path) -> None:
    rows = [["名称", "条件", "动作"], ["a", "含税", "双签"]]
    more = {
        "动作": [["名称", "动作"], ["双签", "暂停", "任务 总经理 1 天"]],
        "汇率": [["币种", "汇率"], ["CNY", "1"], ["EUR", "7.8"]],
    }
    found = load_rules(book(tmp_path / "r.xlsx", rows, more=more).parent)
    assert [action.deed for action in found.rules[0].actions] == ["hold", "task"]
    assert (found.money.currency, found.money.rates) == ("CNY", {"EUR": Decimal("7.8")})


def test_cells_of_other_types_are_read_as_they_look(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("规则")
        sheet.write_row(0, 0, ["名称", "启用", "下单日期", "行数", "动作", "生效日期", "顺序"])
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(1, 0, "a")
        sheet.write_boolean(1, 1, False)
        sheet.write_datetime(1, 2, datetime(2026, 3, 31), day)
        sheet.write_number(1, 3, 500000)
        sheet.write_string(1, 4, "加急\n打标签 大")
        sheet.write_datetime(1, 5, datetime(2026, 3, 1), day)
        sheet.write_number(1, 6, 5)
    [found] = load_rules(tmp_path).rules
    assert (found.when, found.enabled, found.order) == ("下单日期 = 2026-03-31 且 行数 = 500000", False, 5)
    assert (found.valid_from, len(found.actions)) == (date(2026, 3, 1), 2)


def test_a_name_that_begins_like_a_comparison_is_a_name(tmp_path: Path) -> None:
    rows = [["名称", "客户名称", "动作"], ["a", "含山水泵厂", "加急"], ["b", "含 水泵", "加急"]]
    found = load_rules(book(tmp_path / "r.xlsx", rows).parent).rules
    assert [one.when for one in found] == ["客户名称 = 含山水泵厂", "客户名称 含 水泵"]


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([HEADS, ["大额", "", "", "E", "", "", "", "加急"]], "rule-type-wrong", "规则!D2"),
        ([HEADS, ["大额", "", "", "", "> 5 天", "", "", "加急"]], "rule-unit-wrong", "规则!E2"),
        ([HEADS, ["大额", "", "", "A", "", "", "", "加快"]], "rule-action-unknown", "规则!H2"),
        ([HEADS, ["大额", "也许", "", "A", "", "", "", "加急"]], "rule-switch-unreadable", "规则!B2"),
        ([HEADS, ["大额", "", "先", "A", "", "", "", "加急"]], "rule-order-unreadable", "规则!C2"),
        ([HEADS, ["", "", "", "A", "", "", "", "加急"]], "rule-name-missing", "规则!A2"),
        ([HEADS, ["大额", "", "", "", "", "", "", "加急"]], "rule-condition-missing", "规则!G2"),
        ([HEADS, ["大额", "", "", "A"]], "rule-action-missing", "规则!H2"),
        ([HEADS, ROWS[0], ROWS[0]], "rule-twice", "规则!A3"),
        ([[*HEADS[:3], "客户登级", "动作"], ["大额", "", "", "A", "加急"]], "rule-heading-unknown", "规则!D1"),
        ([["名称", "含税", "动作"], ["大额", "是", "加急", "忘了"]], "rule-cell-stray", "规则!D2"),
        ([["名称", "折扣", "动作"], ["大额", 0.8, "加急"]], "rule-percent-unsure", "规则!B2"),
        ([["什么"]], "header-missing", "规则!1"),
    ],
)
def test_a_mistake_in_excel_has_its_cell(tmp_path: Path, rows: list[list[object]], code: str, place: str) -> None:
    found = faults(tmp_path, rows)
    assert (code, place) in [(one.code, one.place) for one in found]
    assert all(one.help for one in found)


def test_a_workbook_without_a_sheet_of_rules_is_refused_not_passed_over(tmp_path: Path) -> None:
    book(tmp_path / "r.xlsx", [HEADS, *ROWS], title="Sheet1")
    assert [one.code for one in problems(tmp_path, {})] == ["rules-missing"]
    assert [one.code for one in check_mapping(tmp_path / "r.xlsx")] == ["rules-missing"]


def test_a_csv_named_so_is_a_table_of_rules_too(tmp_path: Path) -> None:
    (tmp_path / "规则.csv").write_text("名称,客户等级,动作\na,A,加急\n", encoding="utf-8-sig")
    (tmp_path / "notes.csv").write_text("x,y\n", encoding="utf-8")
    [found] = load_rules(tmp_path).rules
    assert (found.when, found.place) == ("客户等级 = A", "规则.csv:2")
    (tmp_path / "规则.csv").write_text("名称,客户等级,动作\na,E,加急\n", encoding="utf-8-sig")
    [problem] = problems(tmp_path, {})
    assert (problem.code, problem.line) == ("rule-type-wrong", 2)


@pytest.mark.parametrize("rate", ["0", "-7.8", "NaN", "7,8", ""])
def test_a_rate_that_is_none_is_refused(tmp_path: Path, rate: str) -> None:
    rows = [["名称", "条件", "动作"], ["a", "含税", "加急"]]
    book(tmp_path / "r.xlsx", rows, more={"汇率": [["币种", "汇率"], ["CNY", "1"], ["EUR", rate]]})
    assert [(one.code, one.place) for one in problems(tmp_path, {})] == [("rule-rate-unreadable", "汇率!B3")]


def test_a_rate_of_nothing_is_refused_in_yaml(tmp_path: Path) -> None:
    found = problems(tmp_path, {"r.yaml": 'kind: rules\nrates: {EUR: "0.00"}\nrules: []\n'})
    assert [one.code for one in found] == ["rule-rate-unreadable"]


def test_a_file_of_another_kind_is_no_file_of_rules(tmp_path: Path) -> None:
    (tmp_path / "o.yaml").write_text("kind: owners\nrules: [{team: A, contact: b}]\n", encoding="utf-8")
    assert load_rules(tmp_path).rules == ()
    with pytest.raises(UnusableError, match="holds no rules"):
        load_rules(also=[tmp_path / "o.yaml"])


def test_excel_s_own_lock_file_is_no_rule_book(tmp_path: Path) -> None:
    (tmp_path / "~$r.xlsx").write_bytes(b"lock")
    assert load_rules(tmp_path).rules == ()


def test_names_are_once_over_all_files_and_rates_agree(tmp_path: Path) -> None:
    one = 'kind: rules\nrates: {EUR: "7.8"}\nrules: [{name: a, rule: 含税 → 加急}]\n'
    found = problems(tmp_path, {"a.yaml": one, "b.yaml": one.replace("7.8", "7.9")})
    assert sorted(item.code for item in found) == ["rule-rates-differ", "rule-twice"]


def test_every_mistake_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    bad = "kind: rules\nrules: [{name: a, rule: 含睡 → 加急}, {name: b, rule: 含税 → 加极}]\n"
    book(tmp_path / "r.xlsx", [HEADS, ["大额", "", "", "E", "> x", "", "", "加急"]])
    assert len(problems(tmp_path, {"a.yaml": bad})) == 4


def test_the_table_that_is_written_is_read_back(tmp_path: Path) -> None:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        path = tmp_path / f"{language}.xlsx"
        assert write_table(path, load_rules(), language) == 0
        written, examples = read_rules(path)[0], read_rules(EXAMPLES)[0]
        assert [(one.name, one.condition, one.actions, one.enabled) for one in written] == [
            (one.name, one.condition, one.actions, one.enabled) for one in examples
        ]


def test_a_broken_workbook_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UnusableError, match="cannot be read"):
        load_rules(tmp_path)
