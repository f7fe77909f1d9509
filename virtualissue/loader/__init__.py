"""Reads the YAML files of content/ into an `Issue`; every mistake in their form has its line and column."""
