"""Three exports become exceptions."""
