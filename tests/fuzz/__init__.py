"""Fuzzing, outside the test suite: run by `make fuzz`."""
