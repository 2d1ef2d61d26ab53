"""How fast orders are checked against large masters: a drawn factory, loading and checking apart."""
