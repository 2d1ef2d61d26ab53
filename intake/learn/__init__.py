"""What papers whose values a person has confirmed teach about their customer, and what a mapping would change."""
