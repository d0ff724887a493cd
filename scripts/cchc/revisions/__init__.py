"""Commits and pull requests: what they touch, whose it is, and what they change for the public."""
