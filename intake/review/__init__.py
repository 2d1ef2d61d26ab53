"""Held orders as a workbook for a person, and the person's decisions taken back."""

from intake.review.decisions import Decision, apply, refusal, sort_out
from intake.review.places import Picture
from intake.review.read import read_review
from intake.review.rows import COLUMNS, Entry, review_key
from intake.review.write import write_review

__all__ = [
    "COLUMNS",
    "Decision",
    "Entry",
    "Picture",
    "apply",
    "read_review",
    "refusal",
    "review_key",
    "sort_out",
    "write_review",
]
