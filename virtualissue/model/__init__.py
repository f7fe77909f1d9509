"""The entities of an issue and the issue that holds them; entities point at each other by slug."""
