"""Orders of the time before, imported once: read-only, so that a resend is known from the first night."""
