"""Export files → one typed side a system: text first, typed with proof, every loss written down.

bytes → encodings → separated | workbooks → sheets → header, columns → rows → numbers, dates, damage, units → side;
`across` then settles what only all sides together can tell.
"""

from reconcile.load.side import Side, load_side

__all__ = ["Side", "load_side"]
