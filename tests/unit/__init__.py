"""Tests of single modules, with literal inputs and exact expected values."""
