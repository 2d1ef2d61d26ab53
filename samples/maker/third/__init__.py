"""The third night: one paper for every check, identity and rule that no other night shows, on masters that changed."""
