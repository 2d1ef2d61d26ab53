"""What a mail says beside its documents: links, passwords, changes of the order, urgency; what its files are."""
