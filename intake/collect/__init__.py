"""Folder and mail become sources: bytes, their hash, where they came from."""
