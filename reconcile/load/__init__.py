"""Export files → one typed side a system: text first, typed with proof, every loss written down.

In a child process (`apart`): bytes → encodings → separated | workbooks → sheets. Here: → header, columns → rows →
numbers, dates, damage, units → side; `across` then settles what only all sides together can tell.
"""
