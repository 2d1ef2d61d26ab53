"""Rules in business words: conditions over a dictionary of facts, and what they call for.

A rule's text is parsed into comparisons, each of which rule-engine types and evaluates. All rules see the same facts:
what one of them sets is not seen by another, and their order only decides who wins a conflict.
"""

from __future__ import annotations

from orders.rules.load import load_rules, rules_problems
from orders.rules.ruleset import NO_RULES, Action, Money, Rule, Ruleset

__all__ = ["NO_RULES", "Action", "Money", "Rule", "Ruleset", "load_rules", "rules_problems"]
