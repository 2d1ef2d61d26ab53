"""What papers that change or cancel an order say: against which order, which lines and fields, from what to what."""
