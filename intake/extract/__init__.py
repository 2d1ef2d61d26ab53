"""A document becomes an order draft: labels, tables, values, and their proof."""
