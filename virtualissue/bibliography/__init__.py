"""The record of a work, the names of its authors, and the reference that cites it."""
