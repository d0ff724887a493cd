"""The site, built in a place of its own, checked, and only then put where it is read."""
