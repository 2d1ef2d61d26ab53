"""Paper and mail become checked orders."""
