"""Properties that hold for any input, checked with Hypothesis."""
