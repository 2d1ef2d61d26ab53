"""A small factory to try the product on, and the maker that draws it."""
