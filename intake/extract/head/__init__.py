"""What stands around the table: labelled values, parties, dates and the currency."""
