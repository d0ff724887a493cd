"""cchc: from the agencies' YAML files to the public site of a province's PAR Index improvement plan."""
