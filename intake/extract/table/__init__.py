"""The lines of an order: headings, rows, columns, and the typed values in them."""
