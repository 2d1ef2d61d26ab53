"""Numbers that only a customer's decimal sign decides: their evidence says so."""

from __future__ import annotations

from dataclasses import replace

from intake.extract.evidence import Draft
from intake.extract.words.lexicon import Lexicon
from orders.values import NumberStyle, number_readings, same_in_both


def owe_numbers(draft: Draft, style: NumberStyle, words: Lexicon) -> None:
    """Note with each number of the lines that reads two ways that the customer's mapping decided between them."""
    mapping = words.customer
    if mapping is None or mapping.decimal != style:
        return
    for path, item in list(draft.evidence.items()):
        open_one = len(number_readings(item.text)) == 2 and not same_in_both(item.text)
        if path.startswith("/order/lines/") and open_one and not path.endswith(("_id", "/line_id")):
            draft.evidence[path] = replace(item, method="derived", mapping=mapping.name)
