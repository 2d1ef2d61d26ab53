"""Customer mappings: every mistake with its place, across files and masters too, and what they add to the masters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from orders.customers import customer_faults, refuse_customers, units_by_customer, with_mappings
from orders.mapping import load_mapping, mappings, schema
from orders.masters import Customer, Item, Masters
from orders.problems import Problem, UnusableError
from orders.units import unit_words

ACME = "kind: customer\ncustomer_id: C001\nnames: [Acme Pumps Ltd]\n"
LABELS = {"titles": "document_types", **{name: name for name in ("fields", "columns", "totals", "charges")}}


def put(folder: Path, text: str, name: str = "acme.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "code", "place", "told"),
    [
        ("kind: customer\ncustomer_id: C001\n", "marks-missing", (2, 14), "`senders`, `tax_ids` or `names`"),
        (ACME + "fields: {order_no: [要货单号]}\n", "unknown-name", (4, 10), "did you mean `order_id`?"),
        (ACME + "fields: {order_id: 要货单号}\n", "wrong-type", (4, 20), "write order_id: [要货单号]"),
        (ACME + "colums: {quantity: [要数]}\n", "unknown-key", (4, 1), "did you mean `columns`?"),
        (ACME + "date_order: mdyy\n", "unknown-word", (4, 13), "did you mean `mdy`?"),
        (ACME + "currency: yuan\n", "value-wrong", (4, 11), "ISO 4217"),
        (ACME + "columns: {quantity: [要数], unit: [要数]}\n", "word-twice", (4, 34), "keep one"),
        (ACME + "columns: {unit_price: [Qty]}\n", "word-contradicts", (4, 24), "remove the word"),
        (ACME + "columns: {attribute: [金额]}\n", "word-contradicts", (4, 23), "remove the word"),
        (ACME + "totals: {quantity_total: [Grand Total]}\n", "word-contradicts", (4, 27), "remove the word"),
        (ACME + "titles: {purchase_order: [报价单]}\n", "word-contradicts", (4, 27), "remove the word"),
        ('kind: customer\ncustomer_id: "?"\nnames: [Acme]\n', "customer-open", (2, 14), "your customer master"),
        (ACME + "code_column: [数量]\n", "word-contradicts", (4, 15), "heading of the code"),
        (ACME + "patterns: {order_id: '('}\n", "pattern-unusable", (4, 24), "literal sign"),
        (ACME + "patterns: {order_id: '(?=A)B'}\n", "pattern-unusable", (4, 23), "group what is the key"),
        (ACME + "patterns: {order_id: '(\\d|\\d\\d)+[A-Z]'}\n", "pattern-explodes", (4, 22), "each repetition once"),
    ],
)
def test_a_mistake_is_named_with_place_and_advice(
    tmp_path: Path, text: str, code: str, place: tuple[int, int], told: str
) -> None:
    with pytest.raises(UnusableError) as caught:
        load_mapping(put(tmp_path, text))
    problem = caught.value.problems[0]
    assert (problem.code, problem.line, problem.column) == (code, *place)
    assert told in problem.help


def test_every_key_says_what_it_is_for() -> None:
    for name, part in schema("customer")["properties"].items():
        assert part["description"], name


def test_a_mapping_may_use_every_name_the_built_in_words_have() -> None:
    keys = schema("customer")["properties"]
    for own, group in LABELS.items():
        allowed = set(keys[own]["propertyNames"]["enum"])
        known = {name for found in mappings("labels") for name in found.data.get(group, {})}
        weak = {name for name in known if name.endswith("_weak")} | {"words", "balance", "goes_on", "came_from"}
        assert known - weak <= allowed <= known


def test_price_words_may_say_more_and_codes_may_change_hands(tmp_path: Path) -> None:
    more = "columns: {unit_price_gross: [单价], seller_item_id: [物料编码]}\nfields: {ignored: [交货日期]}\n"
    assert load_mapping(put(tmp_path, ACME + more)).kind == "customer"


def masters() -> Masters:
    item = Item("SN-1", "pump", unit="件", make_or_buy="make", lead_time_days=5)
    customers = {"C001": Customer("C001", "Acme", "A"), "C002": Customer("C002", "Bolt", "B")}
    return Masters(items={"SN-1": item}, customers=customers, cross_reference={("C001", "X-1"): "SN-1"})


def faults(folder: Path, known: Masters | None = None) -> Iterator[Problem]:
    return customer_faults([folder], known)


def test_a_mark_of_two_customers_and_two_files_of_one_are_named(tmp_path: Path) -> None:
    put(tmp_path, ACME + "senders: [acme.example]\n")
    put(tmp_path, "kind: customer\ncustomer_id: C002\nsenders: [Acme.example]\n", "bolt.yaml")
    put(tmp_path, "kind: customer\ncustomer_id: C001\nnames: [Acme Valves]\n", "valves.yaml")
    found = [(Path(one.file).name, one.line, one.column, one.code) for one in faults(tmp_path)]
    assert found == [("bolt.yaml", 3, 11, "customer-twice"), ("valves.yaml", 2, 14, "customer-twice")]
    with pytest.raises(UnusableError):
        refuse_customers(tmp_path)


def test_what_no_master_has_is_named(tmp_path: Path) -> None:
    text = "kind: customer\ncustomer_id: C003\nnames: [Acme]\nitems: {A-1: SN-2, X-1: SN-1}\nunits: {盘: DISC}\n"
    put(tmp_path, text)
    assert [(one.code, one.line) for one in faults(tmp_path, masters())] == [
        ("unit-unknown", 5),
        ("customer-unknown", 2),
        ("item-unknown", 4),
    ]
    assert [one.code for one in faults(tmp_path, Masters())] == ["unit-unknown"]


def test_a_mapping_adds_names_senders_and_codes_to_the_masters(tmp_path: Path) -> None:
    put(tmp_path, ACME + "senders: [acme.example, po@mail.example]\nitems: {A-1: SN-1}\nunits: {盘: H87}\n")
    assert tuple(faults(tmp_path, masters())) == ()
    found = with_mappings(masters(), tmp_path)
    customer = found.customers["C001"]
    assert (customer.aliases, customer.email_domains) == (("Acme Pumps Ltd",), ("acme.example",))
    assert found.cross_reference == {("C001", "X-1"): "SN-1", ("C001", "A-1"): "SN-1"}
    units: Mapping[str, Mapping[str, str]] = units_by_customer(unit_words(), tmp_path)
    assert (units["C001"]["盘"], units["C001"]["KG"]) == ("H87", "KGM")


def test_a_code_the_cross_reference_has_otherwise_is_named(tmp_path: Path) -> None:
    put(tmp_path, ACME + "items: {X-1: SN-9}\n")
    known = masters()
    known = Masters(items={**known.items, "SN-9": known.items["SN-1"]}, customers=known.customers,
                    cross_reference=known.cross_reference)  # fmt: skip
    assert [one.code for one in faults(tmp_path, known)] == ["item-twice"]


def test_the_docs_example_is_a_sound_mapping(tmp_path: Path) -> None:
    docs = (Path(__file__).parent.parent.parent / "docs" / "integrators.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(kind: customer\n.*?)```", docs, re.DOTALL)
    found = load_mapping(put(tmp_path, example))
    assert set(found.data) == set(schema("customer")["properties"]) - {"passwords"}
    assert tuple(faults(tmp_path)) == ()
