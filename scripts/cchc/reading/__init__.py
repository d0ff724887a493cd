"""From the bytes of a data tree to its records, and back to bytes in one form."""
