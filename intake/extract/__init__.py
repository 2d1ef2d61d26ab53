"""A document becomes order records: labels, tables, values, and their proof. `extract` is the way in."""

from intake.extract.extract import extract
from intake.extract.hints import Hints

__all__ = ["Hints", "extract"]
