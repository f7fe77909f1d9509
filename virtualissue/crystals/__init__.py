"""Crystals from the few numbers that describe them: symmetry, atoms, distances, and polyhedra."""
