"""A draft and the masters become an order with findings; one module a topic."""
