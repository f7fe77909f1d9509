"""Works -> references in a citation style of CSL."""
