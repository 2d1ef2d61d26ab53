"""Matched lines → situations → exceptions: each kind in a file of its own, their precedence in `situations`."""
