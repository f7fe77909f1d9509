"""Prose and titles: from the text that an editor writes to tokens that every output can set."""
