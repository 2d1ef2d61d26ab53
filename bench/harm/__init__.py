"""Files that mean harm, and what becomes of them: state, seconds, memory."""
