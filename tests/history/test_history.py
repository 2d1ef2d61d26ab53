"""Lists of earlier orders: cleaned, each content once, never changed, known to every later check."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import cli
from intake.check import Seen, check
from intake.history.find import find_history
from intake.history.rows import Past, read_history
from orders.ledger import open_ledger
from orders.records import OrderRecord, Source
from orders.run import run_stem
from tests.check.small_world import MASTERS, ORDER, TODAY, D, Earlier, codes, context, errors, found, line, record

HEADER = ["客户名称", "订单号", "订单日期", "金额", "币种"]
ROW = ["杭州云海自动化设备有限公司", "CG-0018", "2026-03-03", "1,130.00", "CNY"]
LATE = Source("b.eml/po.pdf", "cd" * 32, "application/pdf", (1,))


def listed(folder: Path, *rows: list[str], header: list[str] = HEADER) -> Path:
    path = folder / "历史订单.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def past(folder: Path, *rows: list[str], header: list[str] = HEADER) -> Past:
    return read_history(listed(folder, *rows, header=header), MASTERS)


def after(*records: OrderRecord) -> Earlier:
    return Earlier(*(Seen(one, one.source.file, state="history") for one in records))


def test_a_row_is_an_order_of_its_customer(tmp_path: Path) -> None:
    (one,) = past(tmp_path, ROW).records
    assert one.order
    assert (one.order_key, one.order.issue_date) == ("C001/CG-0018", date(2026, 3, 3))
    assert (one.order.totals.payable_total, one.source.file) == (D("1130.00"), "历史订单.csv:2")


def test_every_row_is_taken_repeated_without_a_number_or_refused(tmp_path: Path) -> None:
    made = past(
        tmp_path,
        ROW,
        ROW,
        [ROW[0], "cg - 0018", *ROW[2:]],
        ["Unheard Of Ltd", "77", "2026/3/4", "5", "USD"],
        ["", "78", "2026-03-04", "5", ""],
        [ROW[0], "79", "03/04/2026", "5", ""],
        [ROW[0], "80", "2026-03-04", "1.130,00", ""],
        ["合计", "", "", "6140.00", ""],
    )
    assert (made.rows, made.taken, made.repeated, made.without_number, len(made.refused)) == (8, 3, 1, 1, 3)
    assert (len(made.records), made.strangers) == (2, 1)
    said = sorted(problem.what for row in made.refused for problem in row.problems)
    assert ["customer" in said[1], "1.130,00" in said[0], "03/04/2026" in said[2]] == [True, True, True]


def test_a_resend_is_known_from_the_first_night(tmp_path: Path) -> None:
    night = context(history=after(*past(tmp_path, ROW).records))
    checked = check(record(source=LATE), night)
    assert (checked.status, [item.code for item in checked.findings]) == ("rejected", ["duplicate-order"])
    assert checked.findings[0].facts["file"] == "历史订单.csv:2"


@pytest.mark.parametrize(("place", "value"), [(2, "2026-03-02"), (3, "1130.01")])
def test_another_day_or_amount_is_a_conflict(tmp_path: Path, place: int, value: str) -> None:
    row = [*ROW]
    row[place] = value
    night = context(history=after(*past(tmp_path, row).records))
    assert errors(check(record(source=LATE), night)) == ["order-conflict"]
    revised = replace(ORDER, revision="B")
    assert value in found(revised, "order-revised", night, source=LATE).facts["changes"]


def test_a_number_alone_is_no_resend(tmp_path: Path) -> None:
    night = context(history=after(*past(tmp_path, [*ROW[:3], "", ""]).records))
    assert errors(check(record(source=LATE), night)) == ["order-conflict"]


def test_lines_are_compared_where_the_list_has_them(tmp_path: Path) -> None:
    header = [*HEADER, "客户料号", "数量"]
    same = past(tmp_path, [*ROW, "YH-3001", "10"], header=header).records
    assert codes(ORDER, context(history=after(*same)), source=LATE) == ["duplicate-order"]
    other = past(tmp_path, [*ROW, "YH-3001", "12"], header=header).records
    assert codes(ORDER, context(history=after(*other)), source=LATE) == ["order-conflict"]


def test_rows_of_one_number_are_its_lines(tmp_path: Path) -> None:
    header = [*HEADER, "行号", "数量"]
    rows = [[*ROW[:3], amount, "CNY", number, "3"] for number, amount in (("1", "10"), ("2", "20"), ("2", "20"))]
    made = past(tmp_path, *rows, header=header)
    (one,) = made.records
    assert one.order
    assert (len(one.order.lines), one.order.totals.payable_total, made.repeated) == (2, D(30), 1)


def test_another_customers_number_is_another_order(tmp_path: Path) -> None:
    night = context(history=after(*past(tmp_path, ["Lakeside Instruments, Inc.", *ROW[1:]]).records))
    assert codes(line(), night) == []


def workspace(folder: Path, *rows: list[str]) -> Path:
    (folder / "orderloom.yaml").write_text('as_of: "2026-03-04T20:00:00"\nlanguage: en\n', encoding="utf-8")
    return listed(folder, *rows)


def test_the_command_imports_once_and_finds_by_customer_and_period(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workspace(tmp_path, ROW, [*ROW[:1], "CG-0019", "2026-04-03", "7", "CNY"])
    options = ["-w", str(tmp_path), "--json"]
    assert cli.main(["history", "import", str(file), *options]) == 0
    counted = json.loads(capsys.readouterr().out)["history"]
    assert (counted["rows"], counted["added"]) == (2, 2)
    assert cli.main(["history", "import", str(file), *options]) == 0
    assert json.loads(capsys.readouterr().out)["history"]["added"] == 0
    asked = ["history", "find", "--customer", ROW[0], "--from", "2026-04-01", "--to", "2026-04-03", *options]
    assert cli.main(asked) == 0
    assert [one["order"]["order_id"] for one in json.loads(capsys.readouterr().out)] == ["CG-0019"]
    assert cli.main(["history", "find", "--customer", "nobody", *options]) == 1
    capsys.readouterr()
    assert cli.main(["track", "CG-0018", *options]) == 0
    (trace,) = json.loads(capsys.readouterr().out)
    assert (trace["state"], trace["stage"], trace["waits_for"]) == ("history", "history", "nobody")


def test_what_cannot_be_read_is_said_and_the_rest_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workspace(tmp_path, ROW, [ROW[0], "79", "03/04/2026", "5", ""])
    assert cli.main(["history", "import", str(file), "-w", str(tmp_path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["history"]["added"], said["history"]["refused"]) == (1, 1)
    assert "03/04/2026" in said["failures"][0]["reason"]


def test_a_list_without_a_needed_column_is_unusable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = listed(tmp_path, ROW[:2], header=HEADER[:2])
    assert cli.main(["history", "import", str(file), "-w", str(tmp_path)]) == 3
    assert "issue_date is missing" in capsys.readouterr().err


def test_history_is_never_planned_nor_open(tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    moment = datetime(TODAY.year, TODAY.month, TODAY.day)
    run_id = ledger.begin_run(run_stem(moment), "history import", version="1", as_of=moment)
    ledger.add_history(run_id, past(tmp_path, ROW).records, repr)
    assert (ledger.unplanned_orders(), ledger.open_amounts("C001"), ledger.orders_in_force()) == ((), {}, ())
    assert [seen.state for seen in ledger.orders("C001/CG-0018")] == ["history"]
    assert len(find_history(f"sqlite:///{tmp_path}/ledger.db", MASTERS, "C001")) == 1
