"""What only one customer's papers mean: recognised by its mapping, read with its words, and still proved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from intake.extract import extract
from intake.extract.words.customer import PARTY
from intake.read import read
from orders.codes import record_json
from orders.customers import CustomerMapping
from orders.problems import UnusableError
from orders.records import Source
from tests.intake.papers.beichen import BEICHEN, COLUMNS, MAPPING, ROWS, TRUTH, notice, said, site
from tests.intake.papers.goods import CHENGUANG, HEAD, HENGTAI, errors, facts, goods, headed, order
from tests.intake.papers.goods import ROWS as ENGLISH_ROWS
from tests.intake.papers.kit import Book, head, new_page, table, text, totals

NAMED = "kind: customer\ncustomer_id: C031\nnames: [Harbor Instruments Ltd]\n"


def named(**keys: str) -> str:
    return NAMED + "".join(f"{name}: {value}\n" for name, value in keys.items())


def test_a_paper_that_nobody_can_read_is_read_with_its_customers_words(tmp_path: Path) -> None:
    assert said(notice()).status != "accepted"
    found = said(notice(), site(tmp_path, beichen=MAPPING))
    assert (found.status, errors(found)) == ("accepted", set())
    assert facts(found) == TRUTH
    assert [line.drawing_id for line in found.order.lines] == [row[1] for row in ROWS] if found.order else False


def test_a_sheet_is_read_so_too(tmp_path: Path) -> None:
    def fill(sheet: Any, _: Any) -> None:
        heads = (("要货通知",), ("要货单号", "BC-2026-0317"), ("下单日", "03/04/2026"), ("到厂", "08/05/2026"))
        for row in (
            *heads,
            ("客户", BEICHEN),
            ("供方", CHENGUANG),
            (),
            COLUMNS,
            *ROWS,
            ("合计", *[None] * 5, "21540.00"),
        ):
            sheet.append(row)

    source = Source("paper.xlsx", "0" * 64, "x")
    (found,) = extract(read(Book(fill).bytes, "paper.xlsx"), source, site=site(tmp_path, beichen=MAPPING))
    assert (found.status, facts(found)) == ("accepted", TRUTH)
    assert found.evidence["/order/lines/0/buyer_item_id"].mapping == "beichen.yaml"


@pytest.mark.slow
def test_a_scan_is_read_so_and_confirmed_by_a_second_engine(tmp_path: Path) -> None:
    import pypdfium2

    picture, buffer = pypdfium2.PdfDocument(notice().bytes)[0].render(scale=200 / 72).to_pil(), BytesIO()
    picture.save(buffer, "PNG", dpi=(200, 200))
    source = Source("scan.png", "0" * 64, "image/png")
    (found,) = extract(read(buffer.getvalue(), "scan.png"), source, site=site(tmp_path, beichen=MAPPING))
    assert found.source.mapped_as == "C031"
    assert found.status == "review" or facts(found) == TRUTH


def test_what_the_mapping_decided_names_it(tmp_path: Path) -> None:
    found = said(notice(), site(tmp_path, beichen=MAPPING))
    assert found.source.mapped_as == "C031"
    decided = {path for path, item in found.evidence.items() if item.mapping == "beichen.yaml"}
    codes = {f"/order/lines/{index}/buyer_item_id" for index in range(3)}
    assert decided == {"/order/issue_date", "/order/delivery/requested_date", "/order/currency", PARTY, *codes}
    assert {found.evidence[path].method for path in decided - codes} == {"derived"}
    assert "mapping" not in record_json(found)["evidence"]["/order/order_id"]  # type: ignore[index]


def test_other_papers_are_read_as_before(tmp_path: Path) -> None:
    own = site(tmp_path, beichen=MAPPING)
    assert record_json(said(order(), own)) == record_json(said(order()))


@pytest.mark.parametrize("sender", ["po@beichen.example", "Li <li@kunshan.beichen.example>"])
def test_a_sender_recognises_a_paper_whose_name_it_does_not_print(tmp_path: Path, sender: str) -> None:
    own = site(tmp_path, beichen=MAPPING.replace("names: [昆山北辰机械有限公司]\n", ""))
    assert said(notice(buyer="北辰"), own, sender).source.mapped_as == "C031"
    assert said(notice(buyer="北辰"), own, "po@notbeichen.example").source.mapped_as is None


def test_a_tax_id_recognises_a_paper(tmp_path: Path) -> None:
    own = site(tmp_path, beichen=MAPPING.replace("names: [昆山北辰机械有限公司]", "tax_ids: [91320583MA1N0RTH31]"))
    assert said(notice(after=(text("税号：91320583MA1N0RTH31"),)), own).source.mapped_as == "C031"
    assert said(notice(after=(text("税号：91320583MA1N0RTH319"),)), own).source.mapped_as is None


def test_a_paper_two_customers_recognise_is_read_as_anybodys(tmp_path: Path) -> None:
    other = f"kind: customer\ncustomer_id: C007\nnames: [{HENGTAI}]\n"
    found = said(
        notice(after=(text(f"送至{HENGTAI}", f"抄送 {HENGTAI}"),)), site(tmp_path, beichen=MAPPING, other=other)
    )
    assert found.source.mapped_as is None
    assert found.status != "accepted"
    (noted,) = [item for item in found.findings if item.code == "mapping-ambiguous"]
    assert noted.facts["seen"] == "beichen.yaml, other.yaml"


def test_a_customer_that_is_only_named_on_anothers_order_lends_no_words(tmp_path: Path) -> None:
    paper = order(text("Ship to: Nordic Valves AB"))
    own = site(tmp_path, nordic="kind: customer\ncustomer_id: C9\nnames: [Nordic Valves AB]\ncurrency: SEK\n")
    assert record_json(said(paper, own)) == record_json(said(paper))


def test_a_bare_dollar_is_the_customers(tmp_path: Path) -> None:
    rows = [(*row[:5], f"${row[5]}", f"${row[6]}") for row in ENGLISH_ROWS]
    paper = order(
        head=head([pair for pair in HEAD if pair[0] != "Currency"]),
        items=goods(rows),
        total=totals(("Total", "$1,598.00")),
    )
    assert facts(said(paper))["currency"] is None
    assert facts(said(paper, site(tmp_path, one=named(currency="CAD"))))["currency"] == "CAD"
    assert facts(said(paper, site(tmp_path, one=named(currency="SEK"))))["currency"] is None  # $ is no krona


def test_what_the_page_says_goes_before_the_mapping(tmp_path: Path) -> None:
    found = said(order(), site(tmp_path, one=named(currency="CAD", prices_include_tax="true")))
    assert (facts(found)["currency"], facts(found)["prices_include_tax"]) == ("EUR", True)
    assert found.evidence["/order/prices_include_tax"].mapping == "one.yaml"


def test_a_date_order_the_page_contradicts_decides_nothing(tmp_path: Path) -> None:
    paper = headed(*HEAD[:1], ("PO Date", "04/25/2026"), ("Delivery Date", "05/06/2026"), *HEAD[3:])
    assert facts(said(paper))["requested_date"] == date(2026, 5, 6)
    found = said(paper, site(tmp_path, one=named(date_order="dmy")))
    assert found.status == "review"
    assert errors(found) == {"date-ambiguous"}


def test_a_decimal_style_decides_numbers_that_read_two_ways(tmp_path: Path) -> None:
    columns, rows = (
        ("Part No", "Description", "Qty", "Unit"),
        [("A-1001", "Cable", "1.500", "m"), ("A-1002", "Rope", "2.000", "m")],
    )
    paper = order(head=head(HEAD[:3] + HEAD[4:]), items=table(columns, rows), total=text())
    assert "number-ambiguous" in errors(said(paper))
    for style, quantity in (("point", Decimal("1.500")), ("comma", Decimal(1500))):
        found = said(paper, site(tmp_path, one=named(decimal=style)))
        assert found.status == "accepted"
        assert facts(found)["lines"][0].quantity == quantity
        assert found.evidence["/order/lines/0/quantity"].mapping == "one.yaml"


def test_a_decimal_style_that_the_amounts_contradict_is_asked_about(tmp_path: Path) -> None:
    found = said(order(), site(tmp_path, one=named(decimal="comma")))
    assert found.status == "review" or facts(found)["lines"][0].unit_price == Decimal("12.50")


@pytest.mark.parametrize(
    "lie",
    [
        {"code_column": "[品名]"},
        {"code_column": "[单位]"},
        {"columns": "{quantity: [图号]}"},
        {"columns": "{unit_price: [要数], quantity: [件数]}"},
        {"date_order": "mdy"},
    ],
)
def test_a_lying_mapping_is_never_accepted_with_numbers_that_do_not_add_up(tmp_path: Path, lie: dict[str, str]) -> None:
    lines = [line for line in MAPPING.splitlines() if line.split(":")[0] not in lie]
    own = "\n".join([*lines, *(f"{name}: {value}" for name, value in lie.items())]) + "\n"
    try:
        found = said(notice(), site(tmp_path, beichen=own))
    except UnusableError as error:  # refused when it is loaded
        assert {problem.code for problem in error.problems} == {"word-contradicts"}  # noqa: PT017
        return
    numbers = [(line.quantity, line.unit_price, line.line_amount) for line in TRUTH["lines"]]
    read = found.order.lines if found.order else ()
    assert found.status != "accepted" or [(x.quantity, x.unit_price, x.line_amount) for x in read] == numbers


@pytest.mark.parametrize(
    "turned", [("quantity", "unit_price"), ("line_id", "buyer_item_id"), ("buyer_item_id", "unit")]
)
def test_two_columns_named_the_wrong_way_round_are_held(tmp_path: Path, turned: tuple[str, str]) -> None:
    titles = ("甲甲", "乙乙", "丙丙", "丁丁", "戊戊", "己己", "庚庚")  # no word that anybody knows
    names = ["line_id", "buyer_item_id", "description", "quantity", "unit", "unit_price", "line_amount"]
    mapping = MAPPING.replace("code_column: [图号]\n", "")

    def columns(named: list[str]) -> str:
        told = ", ".join(f"{name}: [{title}]" for name, title in zip(named, titles, strict=True))
        return mapping.replace("{quantity: [要数]}", f"{{{told}}}")

    right = said(notice(columns=titles), site(tmp_path, beichen=columns(names)))
    assert (right.status, facts(right)) == ("accepted", TRUTH)
    swapped = [{turned[0]: turned[1], turned[1]: turned[0]}.get(name, name) for name in names]
    found = said(notice(columns=titles), site(tmp_path, beichen=columns(swapped)))
    assert (found.status, "column-ambiguous" in errors(found)) == ("review", True)


def test_a_changed_number_is_held_for_all_the_mapping_knows(tmp_path: Path) -> None:
    rows = [(*row[:3], "61", *row[4:]) if row[0] == "1" else row for row in ROWS]
    found = said(notice(rows=rows), site(tmp_path, beichen=MAPPING))
    assert found.status == "review"
    assert "line-amount-disagrees" in errors(found)


def test_of_two_columns_of_codes_the_mappings_is_the_code(tmp_path: Path) -> None:
    columns = (*COLUMNS[:2], "物料编码", *COLUMNS[2:])
    rows = [(*row[:2], f"90{row[0]}77", *row[2:]) for row in ROWS]
    found = said(notice(rows=rows, columns=columns), site(tmp_path, beichen=MAPPING))
    assert (found.status, facts(found)["lines"]) == ("accepted", TRUTH["lines"])
    assert found.order is not None
    assert found.order.lines[0].attributes[0].value == "90177"


def test_pages_of_terms_are_left_out(tmp_path: Path) -> None:
    terms = (
        new_page,
        text("供货须知"),
        table(("图号", "要数", "单价"), [("BC-1", "5", "2.00"), ("BC-2", "6", "3.00")]),
    )
    own = site(tmp_path, beichen=MAPPING)
    assert said(notice(after=terms), own).status != "accepted"
    own = site(tmp_path, beichen=MAPPING + "skip_pages: [供货须知]\n")
    found = said(notice(after=terms), own)
    assert (found.status, found.source.pages) == ("accepted", (1,))
    assert facts(found) == TRUTH


def test_a_page_left_out_whose_lines_are_missed_holds_the_order(tmp_path: Path) -> None:
    own = site(tmp_path, beichen=MAPPING + "skip_pages: [续页]\n")
    more = (new_page, text("续页"), table(COLUMNS, [("4", "BC-7.4", "销", "10", "个", "1.00", "10.00")]))
    found = said(notice(total="", after=more), own)
    assert found.status == "review"
    assert "pages-incomplete" in errors(found)


def test_an_order_number_without_a_label_is_found_by_its_pattern(tmp_path: Path) -> None:
    keys = "names: [昆山北辰机械有限公司]\npatterns: {order_id: 'BC-\\d{4}-\\d{4}'}\n"
    own = site(tmp_path, beichen=MAPPING.replace("names: [昆山北辰机械有限公司]\n", keys))
    assert errors(said(notice(label="记号"), site(tmp_path, beichen=MAPPING))) == {"order-number-missing"}
    assert facts(said(notice(label="记号"), own)) == TRUTH
    assert said(notice(label="记号"), own).status == "accepted"
    found = said(notice(label="记号", after=(text("参见 BC-2026-0001"),)), own)
    assert "field-ambiguous" in errors(found)


def test_what_does_not_look_like_the_customers_is_held(tmp_path: Path) -> None:
    own = site(tmp_path, beichen=MAPPING + "patterns: {order_id: 'BC-\\d{4}-\\d{4}', item_id: 'BC-[\\d.]+'}\n")
    assert said(notice(), own).status == "accepted"
    assert errors(said(notice(number="BX-2026-0317"), own)) == {"pattern-disagrees"}


def test_a_pattern_that_explodes_on_a_paper_ends_in_a_named_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orders.customer_faults._PROBES", ())  # nobody found it when it was written
    own = site(tmp_path, beichen=MAPPING + "patterns: {order_id: '(\\d|\\d\\d)+[A-Z]'}\n")
    found = said(notice(number="1" * 60), own)
    assert found.status == "review"
    assert "pattern-too-slow" in errors(found)


def test_a_buyer_is_this_customer_by_the_beginning_of_its_name() -> None:
    mapping = CustomerMapping("x.yaml", "C1", names=("北辰机械",))
    assert mapping.recognises(None, "需方：北辰机械有限公司")
    assert not mapping.recognises(None, "需方：新北辰机械有限公司")
