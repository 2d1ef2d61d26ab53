"""Which rows belong together: the table behind matches.csv, columns of a million lines and no object for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import pyarrow as pa

Band = Literal["auto", "suggested"]
MatchMethod = Literal["exact", "normalised", "fuzzy", "attributes"]
COLUMNS: tuple[str, ...] = ("crm_rows", "erp_rows", "wms_rows", "method", "score", "band")


@dataclass(frozen=True)
class MatchRow:
    """One order line (or merged shipment) and all its rows in each system."""

    crm_rows: str
    erp_rows: str
    wms_rows: str
    method: MatchMethod
    score: Decimal
    band: Band


class Matches(Sequence[MatchRow]):
    """Match rows by column: `columns` are arrow arrays of strings under the names of COLUMNS, all of one length."""

    def __init__(self, columns: Mapping[str, pa.StringArray] | None = None) -> None:
        self._columns = [columns[name] for name in COLUMNS] if columns else []

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    @overload
    def __getitem__(self, at: int) -> MatchRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[MatchRow]: ...
    def __getitem__(self, at: int | slice) -> MatchRow | list[MatchRow]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        return _row(*(column[at].as_py() for column in self._columns))

    def __iter__(self) -> Iterator[MatchRow]:
        return (_row(*cells) for cells in self.cells())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matches) and self._columns == other._columns

    __hash__ = None  # type: ignore[assignment]

    def cells(self) -> Iterator[tuple[str, ...]]:
        """Return the rows as texts, in the order of COLUMNS."""
        return zip(*(column.to_pylist() for column in self._columns), strict=True)

    def joined(self, between: str, end: str, careful: str) -> bytes | None:
        """Return all rows as one text, UTF-8; None if a cell matches the expression `careful`."""
        import pyarrow.compute as pc

        if any(pc.any(pc.match_substring_regex(column, careful)).as_py() for column in self._columns):
            return None
        text = pc.binary_join_element_wise(*self._columns, between)
        return "".join(f"{line}{end}" for line in text.to_pylist()).encode()


def _row(crm: str, erp: str, wms: str, method: Any, score: str, band: Any) -> MatchRow:
    return MatchRow(crm, erp, wms, method, Decimal(score), band)
