"""Quantities with their unit in one cell (80 PCS, 12件): two columns, if every unit is known and none contradicts."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orders.units import UnitWords, unit_words
from orders.values import key, normal
from reconcile.texts import Texts

_SUFFIXED = re.compile(r"^([-+(]*\d[\d.,' ]*\)?)\s*([^\W\d_][^\d]*)$")
COUNTED = ("quantity", "shipped_quantity")


def take_units(texts: Mapping[str, Texts]) -> dict[str, Texts]:
    """Take the units out of the quantities; a column with a unit unlike the row's own stays as it is, unreadable."""
    out = dict(texts)
    for name in COUNTED:
        if name in out and pc.any(pc.match_substring_regex(out[name].words, r"\d\s*\p{L}")).as_py():
            out |= _apart(name, out[name], out.get("unit"), unit_words())
    return out


def _apart(name: str, texts: Texts, own: Texts | None, known: UnitWords) -> dict[str, Texts]:
    """Return the column without units and the unit column; nothing where a unit is unknown or another one."""
    found = [_SUFFIXED.match(normal(word)) for word in texts.words.to_pylist()]
    if any(part and key(part[2]) not in known for part in found):
        return {}
    units = texts.respelled([part[2].strip() if part else "" for part in found])
    numbers = texts.respelled(
        [part[1].strip() if part else word for part, word in zip(found, texts.words.to_pylist(), strict=True)]
    )
    if own is None:
        return {name: numbers, "unit": units}
    said, told = _codes(units, known), _codes(own, known)
    open_ = np.asarray(pc.equal(told, "").to_numpy(zero_copy_only=False), bool)
    free = np.asarray(pc.or_(pc.equal(said, ""), pc.equal(said, told)).to_numpy(zero_copy_only=False), bool)
    if not (free | open_).all():
        return {}
    filled = pc.if_else(pa.array(open_), units.array, own.array) if open_.any() else own.array
    return {name: numbers, "unit": Texts.of(filled)}


def _codes(units: Texts, known: UnitWords) -> pa.Array:
    return units.mapped(lambda text: known.get(key(text), key(text))).array
