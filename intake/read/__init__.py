"""A source becomes a document: pages of words and rules; one module a format."""
