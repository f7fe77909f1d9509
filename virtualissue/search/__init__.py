"""The index that the browser searches."""
