"""The data of an issue for scripts and spreadsheets."""
