"""Exported lists: what the head of a paper says stands in columns of their rows."""
