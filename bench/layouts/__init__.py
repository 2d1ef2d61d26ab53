"""The layouts of the reading bench, a function each that draws a paper with its truth; none knows the product."""

from __future__ import annotations

from bench.layouts import chinese_contracts, chinese_forms, english_forms, english_letters, odd_pages, office_forms
from bench.layouts.paper import Layout

LAYOUTS: tuple[Layout, ...] = (
    *chinese_forms.LAYOUTS,
    *chinese_contracts.LAYOUTS,
    *english_forms.LAYOUTS,
    *english_letters.LAYOUTS,
    *office_forms.LAYOUTS,
    *odd_pages.LAYOUTS,
)
