"""Values that no page says and a customer's mapping states."""

from __future__ import annotations

from intake.extract.evidence import Draft
from intake.extract.words.customer import derived
from intake.extract.words.lexicon import Lexicon


def put_known(draft: Draft, name: str, words: Lexicon, *, fits: bool = True) -> bool:
    """Put what the customer's mapping states, if what the page shows `fits` it; say whether there was something."""
    value = getattr(words.customer, name, None)
    path = f"/order/{name}"
    if value is None or words.customer is None or path in draft.values or not fits:
        return False
    draft.values[path] = value
    draft.evidence[path] = derived(words.customer, name)
    return True
