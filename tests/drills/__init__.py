"""Stories of pull requests, played in Git repositories made for the purpose."""
