"""Who pays before delivery, by the words of the masters' payment terms; nothing is read into other terms."""

from pathlib import Path

import pytest

from orders.inputs import check_mapping
from orders.masters import Customer, Masters
from orders.payment import prepaid_customers


def customers(**terms: str | None) -> Masters:
    made = {
        name: Customer(name, f"{name} Ltd", "A", (f"{name} short",), payment_terms=said) for name, said in terms.items()
    }
    return Masters(customers=made)


@pytest.mark.parametrize("terms", ["款到发货", "预付 100%", "100% T/T in advance", "CASH IN ADVANCE", "Prepaid"])
def test_terms_in_advance(terms: str) -> None:
    assert prepaid_customers(customers(C1=terms, C2="月结60天")) == {"C1", "C1 Ltd", "C1 short"}


@pytest.mark.parametrize("terms", [None, "Net 45 days", "货到30天", "预付30%，余款月结", "30% in advance"])
def test_other_terms_are_not(terms: str | None) -> None:
    assert prepaid_customers(customers(C1=terms)) == frozenset()


def test_a_site_adds_its_own_words_and_takes_ours_back(tmp_path: Path) -> None:
    words = 'kind: master\ntables: {}\nvalues:\n  payment_terms: {"现结": prepaid, "预付款": credit}\n'
    (tmp_path / "terms.yaml").write_text(words, encoding="utf-8")
    assert prepaid_customers(customers(C1="现结", C2="预付款"), tmp_path) == {"C1", "C1 Ltd", "C1 short"}


def test_a_meaning_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text('kind: master\ntables: {}\nvalues:\n  payment_terms: {"现结": prepayed}\n', encoding="utf-8")
    [problem] = check_mapping(path)
    assert (problem.line, "prepaid" in problem.help) == (4, True)
