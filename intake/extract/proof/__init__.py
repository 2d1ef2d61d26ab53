"""Everything is read twice before it is believed: digital text, scans, labels, and what no value owns."""
