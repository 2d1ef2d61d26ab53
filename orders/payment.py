"""Payment terms: which customers pay before delivery, by the words that mappings of kind `master` know for it."""

from __future__ import annotations

from pathlib import Path

from orders.master_words import vocabulary
from orders.masters import Masters
from orders.values import key

PREPAID = "prepaid"


def prepaid_customers(masters: Masters, mappings: Path | None = None) -> frozenset[str]:
    """Return ids, names and aliases of the customers whose terms are, as a whole, words for payment in advance.

    `mappings` is the site's mapping folder. Terms that no list knows (30% deposit, balance on delivery) are not.
    """
    words = vocabulary(mappings).words.get("payment_terms", {})
    known = {key(word) for word, meaning in words.items() if meaning == PREPAID}
    prepaying = (one for one in masters.customers.values() if key(one.payment_terms or "") in known)
    return frozenset(name for one in prepaying for name in (one.customer_id, one.name, *one.aliases))
