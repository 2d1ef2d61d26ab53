"""Checked orders become documents for buying, making and shipping."""

from plan.commitments import Commitments
from plan.deliver import DeliveryRefused, deliver
from plan.deltas.replan import replan
from plan.deltas.told import told
from plan.locks import stock_locks
from plan.needs import CannotPlanError
from plan.split import faults, split
from plan.write import document_layouts, write_documents

__all__ = [
    "CannotPlanError",
    "Commitments",
    "DeliveryRefused",
    "deliver",
    "document_layouts",
    "faults",
    "replan",
    "split",
    "stock_locks",
    "told",
    "write_documents",
]
