"""Measurements: each module times our way beside an alternative in the same run and prints medians and ratios."""
