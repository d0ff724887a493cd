"""Lets `python -m cchc` stand in for the `cchc` command."""

from cchc.cli import run

run()
