"""From the data set and its reports to text and bytes: one module for each output format. Makes, never writes."""
