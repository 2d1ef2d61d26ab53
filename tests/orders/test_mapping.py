"""Mapping files say every mistake with line, column and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from mappings import FOLDER
from orders.codes import SIDE_STAGES, STAGES
from orders.inputs import check_mapping
from orders.located import load_yaml
from orders.mapping import kinds, load_mapping, mappings, schema
from orders.problems import Problem, UnusableError

ROOT = Path(__file__).parent.parent.parent
Write = Callable[..., Path]
OWNERS = "kind: owners\nrules: ["
EXPORT = "kind: export\nsystem: erp\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str | bytes, name: str = "site.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def refused(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(UnusableError) as caught:
        load_mapping(path)
    return caught.value.problems


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.name)
def test_built_in_mappings_are_sound(path: Path) -> None:
    assert [str(problem) for problem in check_mapping(path)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "samples").rglob("*.yaml")), ids=lambda path: path.name)
def test_the_samples_mappings_and_settings_are_sound(path: Path) -> None:
    assert [str(problem) for problem in check_mapping(path)] == []


def test_a_message_shows_file_line_column_code_caret_and_help(write: Write) -> None:
    path = write(EXPORT + "columns:\n  订单 : a\n  order_idd: 单号\n")
    second = refused(path)[1]
    assert str(second) == (
        f"{path}:5:3: unknown-name unknown name `order_idd` in `columns`\n"
        "      order_idd: 单号\n"
        "      ^\n"
        "  help: did you mean `order_id`?"
    )


def test_the_caret_stands_under_wide_characters(write: Write) -> None:
    text = "kind: export\nsystem: erp\nvalues: {status: {已出库: shiped}}\n"
    problem = refused(write(text))[0]
    caret = str(problem).splitlines()[2]
    assert caret == " " * 4 + " " * 18 + "\u3000" * 3 + "  ^"
    assert problem.help == "did you mean `shipped`?"


@pytest.mark.parametrize(
    ("text", "code", "place", "told"),
    [
        ("", "file-empty", (1, 1), "write its keys"),
        ("# only a comment\n", "file-empty", (1, 1), "write its keys"),
        ("- a\n- b\n", "not-a-mapping", (1, 1), "begin with `kind: …`"),
        ("system: erp\n", "kind-missing", (1, 1), "begin with `kind: …`"),
        ("kind: exprot\n", "kind-unknown", (1, 7), "did you mean `export`?"),
        ("kind: [export]\n", "kind-unknown", (1, 7), "did you mean `export`?"),
        (EXPORT + "a: &x 1\n", "yaml-anchor", (3, 4), "write values out"),
        (EXPORT + "a: *x\n", "yaml-alias", (3, 4), "write the value out again"),
        (EXPORT + "a: !!python/object:os.system x\n", "yaml-tag", (3, 4), "remove it"),
        (EXPORT + "<<: {a: 1}\n", "unquoted-code", (3, 1), 'write "<<"'),
        ("%YAML 1.1\n---\n" + EXPORT, "yaml-directive", (2, 1), "remove the line"),
        (EXPORT + "---\nkind: units\n", "second-document", (3, 1), "file of its own"),
        (EXPORT + "system: wms\n", "key-twice", (3, 1), "keep one"),
        (EXPORT + "\tcolumns: {}\n", "syntax", (3, 1), "indent with blanks"),
        (EXPORT + "columns: {sku: [a\n", "syntax", (4, 1), "close it"),
        (EXPORT + "columns: {sku: 'a}\n", "syntax", (4, 1), "close it"),
        (EXPORT + "columns: a: b\n", "syntax", (3, 11), "quotes"),
        (EXPORT + "? [a]\n: b\n", "key-not-text", (3, 3), "quotes"),
        (EXPORT + "columns: \x07\n", "syntax", (3, 10), "remove it"),
        (EXPORT + "columns: {sku: 010}\n", "unquoted-code", (3, 16), 'write "010"'),
        (EXPORT + "columns: {sku: NO}\n", "unquoted-code", (3, 16), 'write "NO"'),
        (EXPORT + "columns: {sku: 2026-03-04}\n", "unquoted-code", (3, 16), 'write "2026-03-04"'),
        (EXPORT + "columns: {sku: 1e5}\n", "unquoted-code", (3, 16), 'write "1e5"'),
        (EXPORT + "columns: {sku: [a, 12]}\n", "unquoted-code", (3, 20), 'write "12"'),
        (EXPORT + "columns: {sku: true}\n", "unquoted-code", (3, 16), 'write "true"'),
        (EXPORT + "columns: {sku: }\n", "value-missing", (3, 15), "remove the key"),
        (EXPORT + "values: {status: {1: shipped}}\n", "unquoted-code", (3, 19), 'write "1"'),
        (EXPORT + "values: {status: {NO: shipped}}\n", "unquoted-code", (3, 19), 'write "NO"'),
        (EXPORT + "values: {status: {a: shipping}}\n", "stage-unknown", (3, 22), "did you mean `shipped`?"),
        (EXPORT + "values: {status: {待 出库: ready, 待出库: shipped}}\n", "word-twice", (3, 32), "keep one"),
        (EXPORT + "columns: {sku: 编码, order_id: [单号, 编码]}\n", "word-twice", (3, 35), "keep one"),
        (EXPORT + "colums: {sku: a}\n", "unknown-key", (3, 1), "did you mean `columns`?"),
        ("kind: export\n", "key-missing", (1, 1), "write `system: …`"),
        ("kind: export\nsystem: rep\n", "unknown-word", (2, 9), "did you mean `erp`?"),
        (EXPORT + "formats: {dates: mdjy}\n", "unknown-word", (3, 18), "did you mean `mdy`?"),
        (EXPORT + "formats: {header_row: 0}\n", "value-wrong", (3, 23), "as Excel shows it"),
        (EXPORT + "keys: {order_id: {pattern: 'SO-(\\d+'}}\n", "pattern-unusable", (3, 36), "literal sign"),
        (EXPORT + "keys: {order_id: {pattern: '(?<=SO)\\d+'}}\n", "pattern-unusable", (3, 29), "group what is the key"),
        (EXPORT + "keys: {order_id: {pattern: '(a)\\1'}}\n", "pattern-unusable", (3, 32), "write the text out"),
        (
            EXPORT + "keys: {order_id: {pattern: '(\\d|\\d\\d)+[A-Z]'}}\n",
            "pattern-explodes",
            (3, 28),
            "repetition once",
        ),
        (EXPORT + "keys: {order_id: {patern: 'a'}}\n", "unknown-key", (3, 19), "did you mean `pattern`?"),
        (EXPORT + "tolerances: {status: {days: 1}}\n", "key-missing", (3, 22), "write `hours: …`"),
        (EXPORT + "tolerances: {status: 24}\n", "wrong-type", (3, 22), "write {hours: 1}"),
        (EXPORT + "tolerances: {quantity: viel}\n", "value-wrong", (3, 24), "write a number"),
        ("kind: owners\nrules: [{kind: [stalld], team: A}]\n", "exception-unknown", (2, 17), "did you mean `stalled`?"),
        ("kind: owners\nrules: [{kind: [stalled]}]\n", "key-missing", (2, 9), "who answers"),
        (OWNERS + "{odd_system: mes, team: A}]\n", "unknown-word", (2, 22), "did you mean `wms`?"),
        (OWNERS + "{field: [quantity, prize], team: A}]\n", "unknown-word", (2, 28), "known are: "),
        (OWNERS + "{direction: lowr, team: A}]\n", "unknown-word", (2, 21), "did you mean `lower`?"),
        (OWNERS + "{stage: shiped, team: A}]\n", "unknown-word", (2, 17), "did you mean `shipped`?"),
        (OWNERS + "{stage: [ready, shiped], team: A}]\n", "unknown-word", (2, 25), "did you mean `shipped`?"),
        (OWNERS + "{stage: {from: cancelled}, team: A}]\n", "unknown-word", (2, 24), "known are: "),
        (OWNERS + "{stage: {form: ready}, team: A}]\n", "unknown-key", (2, 18), "did you mean `from`?"),
        (OWNERS + "{stage: {}, team: A}]\n", "value-wrong", (2, 17), "{from: ready, to: shipped}"),
        (OWNERS + "{stage: {from: signed, to: ready}, team: A}]\n", "stage-range-empty", (2, 17), "from: ready"),
        ("kind: units\nunits: {H87: [只, pcs], XBX: [PCS]}\n", "word-twice", (2, 30), "keep one"),
        ("kind: units\nunits: {H87: 只}\n", "wrong-type", (2, 14), "write H87: [只]"),
        ("kind: customer\ncustomer_id: C001\nprices_include_tax: yes\n", "wrong-type", (3, 21), "write true"),
        ("kind: labels\nlanguage: en\nunits: {known: [pcs, no]}\n", "unquoted-code", (3, 22), 'write "no"'),
        ("kind: customer\ncustomer_id: 0017\n", "unquoted-code", (2, 14), 'write "0017"'),
        ("kind: customer\ncustomer_id: 17\n", "unquoted-code", (2, 14), 'write "17"'),
        ("kind: master\ntables: {itmes: {}}\n", "unknown-name", (2, 10), "did you mean `items`?"),
    ],
)
def test_a_mistake_is_named_with_place_and_advice(
    write: Write, text: str, code: str, place: tuple[int, int], told: str
) -> None:
    problem = refused(write(text))[0]
    assert (problem.code, problem.line, problem.column) == (code, *place)
    assert told in problem.help


def test_every_mistake_is_named_at_once(write: Write) -> None:
    text = EXPORT + "columns: {skuu: a}\nformats: {dates: x}\nkeys: {order_id: {}}\nmore: 1\n"
    assert [(found.code, found.line) for found in refused(write(text))] == [
        ("unknown-name", 3),
        ("unknown-word", 4),
        ("key-missing", 5),
        ("unknown-key", 6),
    ]


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        ("kind: 单位".encode("gb18030"), "not-utf8", "save it as UTF-8"),
        ("kind: units".encode("utf-16"), "not-utf8", "save it as UTF-8"),
        (b"#" * 1_000_001, "file-too-big", "one file, one subject"),
        (b"a: " + b"[" * 500_000, "too-deep", "flatten it"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(write: Write, content: bytes, code: str, told: str) -> None:
    problem = refused(write(content))[0]
    assert problem.code == code
    assert told in problem.help


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.yaml")[0].code == "file-missing"


def test_values_are_plain_and_exact(write: Write) -> None:
    located = load_yaml(write("\ufeffa: 0.10\nb: -3\nc: true\nd: null\ne: ['010', x]\nf: {g: 否}\n"))
    assert located.value == {"a": Decimal("0.10"), "b": -3, "c": True, "d": None, "e": ["010", "x"], "f": {"g": "否"}}
    assert str(located.value["a"]) == "0.10"
    assert located.at("e", 1) == (5, 12)
    assert located.at("f", "g", "beyond") == (6, 8)


def test_a_site_comes_before_the_built_in_and_a_broken_mapping_is_never_skipped(write: Write, tmp_path: Path) -> None:
    write('kind: units\nunits: {H87: ["ST1"]}\n')
    first = mappings("units", tmp_path)[0]
    assert (first.path.name, first.kind, first.at("units", "H87", 0)) == ("site.yaml", "units", (2, 15))
    write("kind: export\n", "broken.yaml")
    with pytest.raises(UnusableError) as caught:
        mappings("units", tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["key-missing"]


def test_every_kind_has_a_schema_and_the_contracts_kinds_are_there() -> None:
    assert {"export", "labels", "customer", "master", "owners", "units", "document", "rules"} <= set(kinds())
    for kind in (*kinds(), "settings"):
        assert schema(kind)["additionalProperties"] is False


def test_every_stage_is_a_word_an_export_may_say(write: Write) -> None:
    words = ", ".join(f"w{number}: {stage}" for number, stage in enumerate((*STAGES, *SIDE_STAGES)))
    assert load_mapping(write(EXPORT + f"values: {{status: {{{words}}}}}\n")).kind == "export"


def test_the_contracts_own_example_is_a_sound_mapping(write: Write) -> None:
    text = """\
kind: export                 # how one system's export reads
system: erp                  # crm | erp | wms | invoices | waybills | signoffs | returns | receipts
columns:                     # canonical name: the export's own header, or several to try
  order_id: [销售订单号, 订单号]
  sku: 存货编码
values:                      # any canonical column may have a table {word in the file: canonical value}
  status: {待出库: ready, 已出库: shipped, 已签收: signed}
formats: {dates: auto, decimal: auto, encoding: auto, sheet: 0, header_row: auto}     # dates: auto | ymd | dmy | mdy
keys: {order_id: {pattern: 'SO-?(\\d{4})-?(\\d{7})'}}
tolerances: {quantity: 0, amount: {absolute: "0.01", percent: "0.5"}, promised_date: {days: 1},
             status: {hours: 24}, stalled: {days: 20}}
"""
    assert check_mapping(write(text)) == ()
