"""What is printed below the lines: totals, charges and taxes, amounts in words, and what they add up from."""
