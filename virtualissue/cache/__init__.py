"""Results of earlier runs, and work spread over processes."""
