"""Pure computation on the data: points, gaps, tasks, progress, as of a date."""
