"""Checked orders become documents for buying, making and shipping."""
