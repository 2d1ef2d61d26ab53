"""The watch on engineering changes: issued documents that are built on versions which hold no more."""
