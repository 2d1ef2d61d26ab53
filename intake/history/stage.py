"""The import of earlier orders as a step of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intake.history.rows import Past, content, read_history
from orders.facts import RunFacts, failures
from orders.masters import Masters
from orders.run import Setting, Work


@dataclass(frozen=True)
class Imported:
    """What the import of some lists came to; `added` are orders that the history had not."""

    lists: tuple[Past, ...]
    added: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Return the sums over all lists: rows are taken, repeated, without a number, or refused."""
        sums = {name: sum(getattr(one, name) for one in self.lists) for name in ("taken", "repeated")}
        sums["without_number"] = sum(one.without_number for one in self.lists)
        sums["refused"] = sum(len(one.refused) for one in self.lists)
        sums["orders"] = sum(len(one.records) for one in self.lists)
        sums |= {name: sum(getattr(one, name) for one in self.lists) for name in ("several", "strangers")}
        return {**sums, "rows": sum(one.rows for one in self.lists)}


def read_lists(setting: Setting, paths: Sequence[Path], masters: Masters) -> Imported:
    """Read lists of earlier orders, all before anything is written. Raises UnusableError if one cannot be used."""
    workspace = setting.workspace
    mappings = workspace.mappings if workspace.mapping_folders else None
    return Imported(tuple(read_history(path, masters, mappings) for path in paths))


def import_history(work: Work, facts: RunFacts, *, lists: Imported) -> RunFacts:
    """Add the orders of the lists to the ledger; rows that could not be read are failures of the run."""
    records = [record for one in lists.lists for record in one.records]
    added = work.ledger.add_history(work.run_id, records, content)
    problems = (problem for one in lists.lists for row in one.refused for problem in row.problems)
    refused = failures("refused", ((_place(problem), f"{problem.what}; {problem.help}") for problem in problems))
    counts: dict[str, Any] = {**lists.counts, "added": added}
    return replace(facts, history=counts, failures=(*facts.failures, *refused))


def _place(problem: Any) -> str:
    return ":".join(str(part) for part in (problem.file, problem.place, problem.line) if part is not None)
