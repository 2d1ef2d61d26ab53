"""Rows of three systems → order lines: keys first, contradicted hits questioned, the rest by attributes.

`sides` is the way of the data through the others; nothing here knows what is compared afterwards.
"""
