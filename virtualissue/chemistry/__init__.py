"""Formulas, space groups, and reactions: how they are typed, set, and spoken."""
