"""The commands, one file per verb: `configure` its arguments, `run` it, return the exit code."""
