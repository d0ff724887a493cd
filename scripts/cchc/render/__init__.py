"""From the data set and its reports to text: one module for each output format. Makes, never writes."""
