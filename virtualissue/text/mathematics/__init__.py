"""Mathematics between dollar signs: from a documented part of LaTeX to what every output can set."""
